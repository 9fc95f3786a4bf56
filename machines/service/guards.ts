import type { EndKind } from "../../src/domain/tree/Exit.ts";
import type { HookName } from "../../src/domain/tree/HookSpec.ts";
import type { ChildState, Health } from "../../src/domain/tree/State.ts";
import { minUptime, readyTimeout } from "../../src/policy/messages/readiness.ts";
import { isSame } from "../../src/policy/plan/values.ts";
import { healthOf } from "../../src/policy/probe/health.ts";
import { isIgnored } from "../../src/policy/restart/exit.ts";
import { shouldRestart } from "../../src/policy/restart/restart.ts";
import { isRetried } from "../restingStates.ts";
import { kindOf, type ServiceContext, stopTimeout } from "./context.ts";
import type { ServiceEvent } from "./events.ts";
import { probesAfter, requiresRestart } from "./probing.ts";

/** The arguments of a guard. */
interface GuardArgs {
  readonly context: ServiceContext;
  readonly event: ServiceEvent;
}

/** Whether a fact is about the current run. */
const ofThisRun = ({ context, event }: GuardArgs): boolean => "run" in event && event.run === context.run;

/** Whether an answer to HOLD is about the current hold. */
const ofThisHold = ({ context, event }: GuardArgs): boolean =>
  "run" in event && event.run === context.held?.run;

/** How the exit of the current run is classified; null for any other event. */
const endOfThisRun = ({ context, event }: GuardArgs): EndKind | null =>
  event.type === "EXITED" && event.run === context.run ? kindOf(context, event.exit) : null;

/** Whether a result of this run makes a probe fail whose failure restarts the child. */
const failsForRestart = (args: GuardArgs): boolean =>
  ofThisRun(args) && requiresRestart(args.context, args.event);

/** Whether the child has this health after a result of this run, and goes on running. */
const becomes = (args: GuardArgs, health: Health): boolean =>
  ofThisRun(args) &&
  args.event.type === "PROBED" &&
  !failsForRestart(args) &&
  healthOf(args.context.rules.probes, probesAfter(args.context, args.event)) === health;

const hasHook = ({ context }: GuardArgs, hook: HookName): boolean =>
  context.rules.hooks?.[hook] !== undefined;

/** Whether an event is the result of this hook of the current run. */
const isResultOf = (
  hook: HookName,
  { run }: Pick<ServiceContext, "run">,
  event: ServiceEvent,
): event is Extract<ServiceEvent, { type: "HOOKED" }> =>
  event.type === "HOOKED" && event.run === run && event.hook === hook;

/** The conditions of the chart's transitions. */
export const guards = {
  isReadyAtOnce: ({ context: { rules, spentMs } }: GuardArgs) => {
    const uptime = minUptime(rules.ready);
    return uptime !== null && uptime <= spentMs;
  },
  isReadyByTime: ({ context }: GuardArgs) => minUptime(context.rules.ready) !== null,
  hasReadyTimeout: ({ context }: GuardArgs) => readyTimeout(context.rules.ready) !== null,
  hasStopTimeout: ({ context }: GuardArgs) => stopTimeout(context.rules) !== null,
  killsAtOnce: ({ context }: GuardArgs) =>
    context.rules.shutdown === "brutal_kill" || context.stop.mode === "brutal",
  isBrutal: ({ event }: GuardArgs) => event.type === "STOP" && event.mode === "brutal",
  ofThisRun,
  ofThisHold,
  isHeldBack: ({ event }: GuardArgs) =>
    (event.type === "START" || (event.type === "STOP" && event.mode === "ordered")) &&
    event.heldBy !== undefined,
  wasFoundHeld: ({ event }: GuardArgs, { state }: { readonly state: ChildState }) =>
    event.type === "RESUME" && event.found.state === state && event.found.held !== null,
  wasFound: ({ event }: GuardArgs, { state }: { readonly state: ChildState }) =>
    event.type === "RESUME" && event.found.state === state,
  wasFoundRetried: ({ event }: GuardArgs) =>
    event.type === "RESUME" && event.found.state === "failed" && event.found.isRetried,
  isRetried: ({ context, event }: GuardArgs) => isRetried(context.rules, event),
  wasNotAsked: ({ event }: GuardArgs) =>
    event.type === "RESUME" && event.found.state === "stopping" && !event.found.isAsked,
  /** A new run begins with its before_start hook. */
  preparesFirst: (args: GuardArgs) => {
    const { context, event } = args;
    return context.rules.hooks?.before_start !== undefined && (event.type !== "CLEARED" || ofThisHold(args));
  },
  greetsAtOnce: (args: GuardArgs) => hasHook(args, "after_start") && guards.isReadyAtOnce(args),
  greets: (args: GuardArgs) => hasHook(args, "after_start"),
  greetsReady: (args: GuardArgs) => hasHook(args, "after_start") && ofThisRun(args),
  greetsProbed: (args: GuardArgs) => hasHook(args, "after_start") && guards.passesStartup(args),
  hasStopHook: (args: GuardArgs) => hasHook(args, "before_stop"),
  hookPassed: ({ context, event }: GuardArgs, { hook }: { readonly hook: HookName }) =>
    isResultOf(hook, context, event) && event.failure === null,
  hookEnded: ({ context, event }: GuardArgs, { hook }: { readonly hook: HookName }) =>
    isResultOf(hook, context, event),
  succeedsAtOnce: (args: GuardArgs) =>
    args.context.rules.ready.kind === "exit" && endOfThisRun(args) === "normal",
  isIgnoredExit: (args: GuardArgs) =>
    args.event.type === "EXITED" &&
    ofThisRun(args) &&
    isIgnored(args.event.exit, args.context.rules.exitRules),
  isToBeRestarted: (args: GuardArgs) => {
    const end = endOfThisRun(args);
    return end !== null && shouldRestart(args.context.rules.restart, end);
  },
  endedAs: (args: GuardArgs, { kind }: { readonly kind: EndKind }) => endOfThisRun(args) === kind,
  passesStartup: (args: GuardArgs) =>
    ofThisRun(args) &&
    args.event.type === "PROBED" &&
    probesAfter(args.context, args.event).startup?.verdict === "passing",
  failsForRestart,
  becomesHealthy: (args: GuardArgs) => becomes(args, "healthy"),
  becomesUnhealthy: (args: GuardArgs) => becomes(args, "unhealthy"),
  becomesUnknown: (args: GuardArgs) => becomes(args, "unknown"),
  changesProbes: ({ context, event }: GuardArgs) =>
    event.type === "UPDATE" && !isSame(context.rules.probes, event.rules.probes),
  isRestartedUnhealthy: (args: GuardArgs) =>
    ofThisRun(args) &&
    args.context.stop.purpose === "unhealthy" &&
    shouldRestart(args.context.rules.restart, "crash"),
  wasUnhealthy: (args: GuardArgs) => ofThisRun(args) && args.context.stop.purpose === "unhealthy",
  stopsOnRequest: (args: GuardArgs) => ofThisRun(args) && args.context.stop.purpose === "request",
};
