import { minUptime, readyTimeout } from "../../src/policy/messages/readiness.ts";
import { noting } from "./actions/noting.ts";
import { reporting } from "./actions/reporting.ts";
import { killDeadlineMs, requesting } from "./actions/requesting.ts";
import { timing } from "./actions/timing.ts";
import { leftOf, stopTimeout } from "./context.ts";
import { guards } from "./guards.ts";
import { service } from "./types.ts";

/** The setup of the chart, with which its states are declared: actions, guards and delays. */
export const chart = service.extend({
  actions: { ...noting, ...timing, ...requesting, ...reporting },
  guards,
  delays: {
    minUptime: ({ context }) => leftOf(minUptime(context.rules.ready), context),
    readyTimeout: ({ context }) => leftOf(readyTimeout(context.rules.ready), context),
    stopTimeout: ({ context }) => leftOf(stopTimeout(context.rules), context),
    killDeadline: killDeadlineMs,
    backoff: ({ context }) => context.delayMs,
    retry: ({ context }) => context.delayMs,
  },
});
