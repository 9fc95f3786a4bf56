import type { Memory } from "../../src/domain/stored/Memory.ts";
import type { ChildState } from "../../src/domain/tree/State.ts";
import { pauseLeft } from "../node/views/memory.ts";
import type { Wiring } from "../node/wiring.ts";

/** The rest of a node's pause, in ms; 0 if there is no memory of it. */
export const remainingPause = (memory: Memory | undefined, { now }: Wiring): number =>
  memory ? pauseLeft(now, memory) : 0;

/** Whether a child that was given up was going to be retried. */
export const isRetried = (memory: Memory | undefined): boolean =>
  memory?.state === "failed" && memory.nextAttemptAt !== null;

/** The reason of a state: the remembered one, or that the node was found in it. */
export const reasonIn = (state: ChildState, memory: Memory | undefined) =>
  memory?.state === state
    ? { reason: memory.held?.cause ?? memory.reason, by: memory.by }
    : { reason: "found so after the daemon was gone", by: "system" };
