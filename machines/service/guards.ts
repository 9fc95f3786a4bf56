import type { EndKind } from "../../src/domain/Exit.ts";
import type { ChildState } from "../../src/domain/State.ts";
import { isIgnored } from "../../src/policy/exit.ts";
import { wantsRestart } from "../../src/policy/restart.ts";
import { kindOf, type ServiceContext } from "./context.ts";
import type { ServiceEvent } from "./events.ts";

/** What a guard is asked with. */
interface Asked {
  readonly context: ServiceContext;
  readonly event: ServiceEvent;
}

/** Whether a fact speaks of the run that there is now. */
const ofThisRun = ({ context, event }: Asked): boolean => "run" in event && event.run === context.run;

/** What the end of this run counts as; null for any other event. */
const endOfThisRun = ({ context, event }: Asked): EndKind | null =>
  event.type === "EXITED" && event.run === context.run ? kindOf(context, event.exit) : null;

/** What the chart asks before it takes a transition. */
export const guards = {
  isReadyAtOnce: ({ context: { rules, spentMs } }: Asked) =>
    rules.ready.kind === "alive" && rules.ready.minUptimeMs <= spentMs,
  isReadyByTime: ({ context }: Asked) => context.rules.ready.kind === "alive",
  hasReadyTimeout: ({ context: { rules } }: Asked) =>
    rules.ready.kind !== "alive" && rules.ready.timeoutMs !== null,
  hasStopTimeout: ({ context }: Asked) => typeof context.rules.shutdown === "number",
  killsAtOnce: ({ context }: Asked) =>
    context.rules.shutdown === "brutal_kill" || context.stop.mode === "brutal",
  isBrutal: ({ event }: Asked) => event.type === "STOP" && event.mode === "brutal",
  ofThisRun,
  wasFound: ({ event }: Asked, { state }: { readonly state: ChildState }) =>
    event.type === "RESUME" && event.found.state === state,
  wasNotAsked: ({ event }: Asked) =>
    event.type === "RESUME" && event.found.state === "stopping" && !event.found.isAsked,
  succeedsAtOnce: (asked: Asked) =>
    asked.context.rules.ready.kind === "exit" && endOfThisRun(asked) === "normal",
  isIgnoredExit: (asked: Asked) =>
    asked.event.type === "EXITED" &&
    ofThisRun(asked) &&
    isIgnored(asked.event.exit, asked.context.rules.exitRules),
  isToBeRestarted: (asked: Asked) => {
    const end = endOfThisRun(asked);
    return end !== null && wantsRestart(asked.context.rules.restart, end);
  },
  endedAs: (asked: Asked, { kind }: { readonly kind: EndKind }) => endOfThisRun(asked) === kind,
  stopsOnRequest: (asked: Asked) => ofThisRun(asked) && asked.context.stop.purpose === "request",
};
