import { truncate } from "./truncate.ts";

/** A line on standard error that each next text overwrites, if it is a terminal; an empty text clears it. */
export const makeStatusLine = (): ((text: string) => void) => {
  let shown = "";
  return (text) => {
    if (text === shown || !process.stderr.isTTY) return;
    shown = text;
    process.stderr.write(`\r${truncate(text, (process.stderr.columns || 80) - 1)}\u001b[K`);
  };
};
