import { useSaid } from "./said.ts";

/** What a key has done, for a moment. */
export const Said = () => {
  const sentence = useSaid();
  return (
    <p className={sentence === null ? "hidden-text" : "key-said"} role="status">
      {sentence}
    </p>
  );
};
