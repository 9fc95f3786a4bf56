import type { LiveRange } from "../archive/Archive.ts";
import type { ChildOutput } from "../child/ChildOutput.ts";

/** Frees the space before the live part of a stream: it is archived, or no longer kept. */
export type Reclaim = (child: ChildOutput, live: LiveRange) => Promise<void>;
