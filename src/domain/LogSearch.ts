import { Schema } from "effect";
import { PlacedLine } from "./LogWindow.ts";

/** How far a search is. It begins with the newest line. */
export const SearchProgress = Schema.Struct({
  /** Lines that were searched, of how many. */
  read: Schema.NonNegativeInt,
  total: Schema.NonNegativeInt,
  /** How many match, also those that are not sent. */
  found: Schema.NonNegativeInt,
  /** The time of the oldest line that was searched, ISO 8601; null before the first. */
  reached: Schema.NullOr(Schema.String),
  /** The edition (`LogWindow`) to which the positions of the hits belong. */
  edition: Schema.String,
}).annotations({ identifier: "SearchProgress" });
export type SearchProgress = typeof SearchProgress.Type;

/** What a search tells: hits, the newest first; how far it is; and at last that it is done, or why it has ended. */
export const SearchFrame = Schema.Union(
  Schema.Struct({ hit: PlacedLine }),
  Schema.Struct({ progress: SearchProgress }),
  Schema.Struct({ done: SearchProgress }),
  Schema.Struct({ problem: Schema.String }),
).annotations({ identifier: "SearchFrame" });
export type SearchFrame = typeof SearchFrame.Type;
