import type { ChildState } from "../domain/tree/State.ts";

/** Whether a child in this state may have a process, or descendants with one. */
export const isLive = (state: ChildState): boolean =>
  state === "starting" || state === "running" || state === "stopping";
