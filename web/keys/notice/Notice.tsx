import { useNotice } from "./notice.ts";

/** What a key has done, for a moment. */
export const Notice = () => {
  const sentence = useNotice();
  return (
    <p className={sentence === null ? "hidden-text" : "key-notice"} role="status">
      {sentence}
    </p>
  );
};
