import { assertEvent } from "xstate";
import type { ChildState } from "../../src/domain/tree/State.ts";
import { endOfSupervisor, endsPauseOfGroup } from "../../src/policy/restart/group.ts";
import { shouldRestart } from "../../src/policy/restart/restart.ts";
import {
  anyStarting,
  anyToStart,
  anyToStop,
  isToldToStop,
  member,
  toStop,
} from "../../src/policy/restart/roster.ts";
import { restartsAlone } from "../../src/policy/restart/strategy.ts";
import { isContained } from "../../src/policy/restart/verdict.ts";
import { isRetried } from "../restingStates.ts";
import type { SupervisorContext } from "./context.ts";
import type { SupervisorEvent } from "./events.ts";
import { companions, startsAtOnce } from "./group.ts";
import { callsForShutdown, isPauseOver, verdictOf } from "./judging.ts";

/** The arguments of a guard. */
interface GuardArgs {
  readonly context: SupervisorContext;
  readonly event: SupervisorEvent;
}

/** The conditions of the chart's transitions. */
export const guards = {
  wasFound: ({ event }: GuardArgs, { state }: { readonly state: ChildState }) =>
    event.type === "RESUME" && event.found.state === state,
  wasFoundRetried: ({ event }: GuardArgs) =>
    event.type === "RESUME" && event.found.state === "failed" && event.found.isRetried,
  isRetried: ({ context, event }: GuardArgs) => isRetried(context.rules, event),
  /**
   * Whether a root that gave up is retried: it retries itself, since it has no parent, unless retry_failed is never.
   */
  isRetriedRoot: ({ context: { rules } }: GuardArgs) => rules.isRoot && rules.retryFailedMs !== null,
  isRoot: ({ context }: GuardArgs) => context.rules.isRoot,
  hasDeadline: ({ context }: GuardArgs) => typeof context.rules.shutdown === "number",
  stopsBrutally: ({ context }: GuardArgs) => context.stop.mode === "brutal",
  isBrutal: ({ event }: GuardArgs) => event.type === "STOP" && event.mode === "brutal",
  allStarted: ({ context: { children, group } }: GuardArgs) =>
    !anyToStart(children, group) && !anyStarting(children),
  allResumed: ({ context: { children, group, rules } }: GuardArgs) =>
    !anyToStart(children, group) &&
    (restartsAlone(rules.strategy) || !anyStarting(children)) &&
    !toStop(children, group).some(({ standing }) => standing === "stopping"),
  allStopped: ({ context: { children, group } }: GuardArgs) => !anyToStop(children, group),
  companionsStopped: ({ context }: GuardArgs) => !anyToStop(context.children, companions(context)),
  originPauses: ({ context }: GuardArgs) => (context.origin?.delayMs ?? 0) > 0,
  startsSideBySide: ({ context }: GuardArgs) => startsAtOnce(context.rules),
  isContained: ({ context, event }: GuardArgs) => {
    assertEvent(event, "CHILD_START_FAILED");
    const about = member(context.children, event.child);
    return about !== undefined && isContained(about, event.failure);
  },
  /** Whether the group has to wait for the child whose start the system refused. */
  holdsGroupBack: ({ context, event }: GuardArgs) => {
    assertEvent(event, "CHILD_START_FAILED");
    return event.failure.kind === "start_refused" && !restartsAlone(context.rules.strategy);
  },
  /** Whether a failed start is ignored because its child was told to stop in the meantime. */
  isToldToStop: ({ context, event }: GuardArgs) => {
    const about = "child" in event ? member(context.children, event.child) : undefined;
    return about !== undefined && isToldToStop(about);
  },
  isTriedByHand: ({ context, event }: GuardArgs) =>
    "child" in event && member(context.children, event.child)?.standing === "trying",
  isStillToCome: ({ context, event }: GuardArgs) => "child" in event && context.group.includes(event.child),
  /** Whether a user has stopped the child whose restart includes the group (OTP, E13). */
  isGivenUp: ({ context: { children, origin }, event }: GuardArgs) =>
    "child" in event &&
    event.child === origin?.child &&
    member(children, event.child)?.wanted === "down" &&
    !anyStarting(children),
  escalates: ({ context, event }: GuardArgs) => {
    assertEvent(event, "WORK");
    return verdictOf(context, event)?.kind === "escalate";
  },
  shutsDown: ({ context, event }: GuardArgs) => {
    assertEvent(event, "WORK");
    return callsForShutdown(context, event);
  },
  takesGroupAlong: ({ context, event }: GuardArgs) => {
    assertEvent(event, "WORK");
    if (restartsAlone(context.rules.strategy)) return false;
    return isPauseOver(context) || verdictOf(context, event)?.kind === "restart";
  },
  /** Whether a user restarts a child in backoff that siblings are waiting for. */
  endsPauseOfGroup: ({ context: { children, rules }, event }: GuardArgs) =>
    event.type === "STOP_CHILD" &&
    event.purpose === "restart" &&
    endsPauseOfGroup(rules.strategy, children, event.child),
  wasAsked: ({ context }: GuardArgs) => context.stop.purpose === "request",
  startHasFailed: ({ context }: GuardArgs) => context.stop.purpose === "start_failed",
  shutItselfDown: ({ context }: GuardArgs) => context.stop.purpose === "auto_shutdown",
  parentRestarts: ({ context: { rules, stop } }: GuardArgs) => {
    if (rules.isRoot) return false;
    if (stop.purpose === "start_failed") return true;
    return shouldRestart(rules.restart, endOfSupervisor(stop.purpose));
  },
};
