import type { ChildState } from "../../src/domain/tree/State.ts";
import type { NodeRecord } from "./protocol.ts";

/** The shown states, worst first: those of a child, with the results of probes while it is running. */
export const shownStates = [
  "failed",
  "unhealthy",
  "unknown",
  "backoff",
  "stopping",
  "starting",
  "stopped",
  "finished",
  "running",
] as const;
export type ShownState = (typeof shownStates)[number];

const exceptions: ReadonlyArray<ShownState> = ["failed", "unhealthy", "unknown", "backoff"];

/** Whether a node in this state needs attention. */
export const isException = (state: ShownState): boolean => exceptions.includes(state);

/** The rank of a state: smaller is worse. */
export const rankOf = (state: ShownState): number => shownStates.indexOf(state);

/** The shown state of a node. */
export const shownStateOf = ({
  state,
  health,
}: {
  readonly state: ChildState;
  readonly health: NodeRecord["health"];
}): ShownState => (state === "running" && health === "unhealthy" ? "unhealthy" : state);
