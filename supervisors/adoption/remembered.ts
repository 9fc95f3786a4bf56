import type { Memory } from "../../src/domain/stored/Memory.ts";
import type { ChildState } from "../../src/domain/tree/State.ts";
import { pauseLeft } from "../node/memory.ts";
import type { Wiring } from "../node/wiring.ts";

/** How much longer a node pauses, in ms; nothing for one that nobody remembers. */
export const remainingPause = (memory: Memory | undefined, { now }: Wiring): number =>
  memory ? pauseLeft(now, memory) : 0;

/** Whether one that was given up was about to be tried again. */
export const isRetried = (memory: Memory | undefined): boolean =>
  memory?.state === "failed" && memory.nextAttemptAt !== null;

/** Why it is in its state: what was remembered, or that we found it so. */
export const reasonIn = (state: ChildState, memory: Memory | undefined) =>
  memory?.state === state
    ? { reason: memory.held?.cause ?? memory.reason, by: memory.by }
    : { reason: "found so after the daemon was gone", by: "system" };
