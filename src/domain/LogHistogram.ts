import { Schema } from "effect";

/** How many lines arrived when. */
export const LogHistogram = Schema.Struct({
  /** When the first bucket begins and the last one ends, in ms since 1970; null where there are no lines. */
  from: Schema.NullOr(Schema.Number),
  to: Schema.NullOr(Schema.Number),
  /** The lines of each bucket; all last equally long. */
  stdout: Schema.Array(Schema.NonNegativeInt),
  stderr: Schema.Array(Schema.NonNegativeInt),
}).annotations({ identifier: "LogHistogram" });
export type LogHistogram = typeof LogHistogram.Type;
