import type { Restart } from "../src/domain/tree/ChildSpec.ts";

/** The reason and principal of a child that its supervisor has given up, with its previous reason. */
export const givenUp = (reason: string, last: string) => ({
  reason: `${reason}; last: ${last}`,
  by: "system",
});

/** Whether a child that this event gives up is retried later. Ours, not in OTP. */
export const isRetried = (
  {
    restart,
    retryFailedMs,
  }: { readonly restart: Restart; readonly retryFailedMs?: number | null | undefined },
  event: { readonly type: string; readonly curable?: boolean },
): boolean =>
  event.type === "FAIL" &&
  event.curable === true &&
  restart !== "temporary" &&
  typeof retryFailedMs === "number";

/** No process runs until a command starts one. */
export const resting = {
  on: {
    START: "starting",
    STOP: { target: "stopped", actions: ["noteStop", "reportStopped"] },
  },
} as const;

/**
 * Given up: for good (over), or until a slow retry (waiting). In `due`, the retry was reported to the supervisor, which
 * starts the child.
 */
export const failed = {
  meta: { folded: true, stubs: "*" },
  initial: "over",
  states: {
    over: {},
    waiting: { after: { retry: { target: "due", actions: "reportDue" } } },
    due: {},
  },
  ...resting,
} as const;

/**
 * OTP's `restarting`: the failure was reported and the supervisor decides (deciding), the backoff delay runs (waiting),
 * or its end was reported to the supervisor (due). Only the supervisor starts the child.
 */
export const backoff = {
  initial: "deciding",
  states: {
    deciding: {},
    waiting: { after: { backoff: { target: "due", actions: "reportDue" } } },
    due: {},
  },
  on: {
    BACK_OFF: { target: ".waiting", actions: "noteDelay" },
    ...resting.on,
    FAIL: [
      { guard: "isRetried", target: "failed.waiting", actions: ["noteFail", "noteRetry"] },
      { target: "failed", actions: "noteFail", description: "" },
    ],
  },
} as const;
