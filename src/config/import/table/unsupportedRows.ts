import type { Row } from "./row.ts";

/** Rows for keys without a counterpart, with what to do instead. */
export const without = (note: string, ...keys: ReadonlyArray<string>): ReadonlyArray<Row> =>
  keys.map((key) => ({ key, to: null, fidelity: "unsupported", note }));
