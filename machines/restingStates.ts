/** Why a child rests that its supervisor has given up, and what it last came to. */
export const givenUp = (reason: string, last: string) => ({
  reason: `${reason}; last: ${last}`,
  by: "system",
});

/** Nothing runs, and nothing will until somebody starts it. */
export const resting = {
  on: {
    START: "starting",
    STOP: { target: "stopped", actions: ["noteStop", "reportStopped"] },
  },
} as const;

/**
 * OTP's `restarting`: the supervisor has been told and decides (deciding), a pause runs (waiting), or the
 * pause is over and the supervisor has been told so (due). Only the supervisor starts.
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
    FAIL: { target: "failed", actions: "noteFail" },
  },
} as const;
