import type { Live } from "./Archive.ts";
import type { ChildOutput } from "./ChildOutput.ts";

/** Frees the space of what is in front of the live part of a stream: it is archived, or not wanted any more. */
export type GiveBack = (child: ChildOutput, live: Live) => Promise<void>;
