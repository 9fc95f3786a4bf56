import type { Row } from "./row.ts";

/** Rows for keys that nothing stands for: what to do instead of them. */
export const without = (note: string, ...keys: ReadonlyArray<string>): ReadonlyArray<Row> =>
  keys.map((key) => ({ key, to: null, fidelity: "unsupported", note }));
