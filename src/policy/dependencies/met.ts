import type { Condition } from "../../domain/tree/Dependency.ts";
import type { ChildState, Health } from "../../domain/tree/State.ts";

/** A child on which others depend, as far as that decides whether they wait. */
export interface Awaited {
  readonly state: ChildState;
  /** Whether it has a process, or of a supervisor: whether it is up. */
  readonly isBegun: boolean;
  readonly health: Health;
}

const isStarted = ({ state }: Awaited): boolean => state === "running" || state === "finished";

/** A child that has ended successfully was ready before, so a one-off job can be waited for like a service. */
const conditions: { readonly [Each in Condition]: (awaited: Awaited) => boolean } = {
  started: (awaited) => isStarted(awaited) || awaited.isBegun,
  ready: isStarted,
  healthy: ({ state, health }) => state === "running" && health === "healthy",
  finished: ({ state }) => state === "finished",
};

/** Whether a child has reached what another one waits for. */
export const isMet = (until: Condition, awaited: Awaited): boolean => conditions[until](awaited);

/** Why a condition is not met by itself, in a few words; null if the child may still reach it. */
export const whyNotComing = (until: Condition, { state }: Pick<Awaited, "state">): string | null => {
  if (state === "failed") return "it has failed";
  if (state === "stopped" || state === "stopping") return "it is stopped";
  if (state === "finished" && until === "healthy") return "it has finished";
  return null;
};
