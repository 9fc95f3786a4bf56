import type { ChildState } from "../../../src/domain/tree/State.ts";

/** The meanings of states and settings, as parts of sentences. */
export const stateMeans = {
  ...{ running: "is running", starting: "is starting", stopping: "is stopping", stopped: "is stopped" },
  ...{ backoff: "is in backoff", failed: "is failed", finished: "is finished" },
} as const satisfies Record<ChildState, string>;

export const endMeans = { normal: "a normal end", shutdown: "a requested end", crash: "a crash" } as const;

export const restartMeans = {
  permanent: "restarted whenever it ends",
  transient: "restarted only after a crash",
  temporary: "never restarted",
} as const;

export const strategyMeans = {
  one_for_one: "a child that fails is restarted alone",
  one_for_all: "when one child fails, all are restarted",
  rest_for_one: "when a child fails, it and the ones after it are restarted",
  simple_one_for_one: "instances of one child, each restarted alone",
} as const;
