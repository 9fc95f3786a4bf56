import { useNotice } from "./notice.ts";

/** Shows the effect of a key for a moment. */
export const Notice = () => {
  const sentence = useNotice();
  return (
    <p className={sentence === null ? "hidden-text" : "key-notice"} role="status">
      {sentence}
    </p>
  );
};
