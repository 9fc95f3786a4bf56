import { assertEvent } from "xstate";
import type { ChildState } from "../../src/domain/State.ts";
import { wantsRestart } from "../../src/policy/restart.ts";
import { anyStarting, member, toStart, toStop } from "../../src/policy/roster.ts";
import { restartsAlone } from "../../src/policy/strategy.ts";
import { isContained } from "../../src/policy/verdict.ts";
import type { SupervisorContext } from "./context.ts";
import type { SupervisorEvent } from "./events.ts";
import { stillToStop } from "./group.ts";
import { callsForShutdown, verdictOf } from "./judging.ts";

/** What a guard is asked with. */
interface Asked {
  readonly context: SupervisorContext;
  readonly event: SupervisorEvent;
}

/** What the chart asks before it takes a transition. */
export const guards = {
  wasFound: ({ event }: Asked, { state }: { readonly state: ChildState }) =>
    event.type === "RESUME" && event.found.state === state,
  isRoot: ({ context }: Asked) => context.rules.isRoot,
  hasDeadline: ({ context }: Asked) => typeof context.rules.shutdown === "number",
  isBrutal: ({ event }: Asked) => event.type === "STOP" && event.mode === "brutal",
  allStarted: ({ context: { children, group } }: Asked) =>
    toStart(children, group).length === 0 && !anyStarting(children),
  allResumed: ({ context: { children, group, rules } }: Asked) =>
    toStart(children, group).length === 0 &&
    (restartsAlone(rules.strategy) || !anyStarting(children)) &&
    !toStop(children, group).some(({ standing }) => standing === "stopping"),
  allStopped: ({ context: { children, group } }: Asked) => toStop(children, group).length === 0,
  companionsStopped: ({ context }: Asked) => stillToStop(context).length === 0,
  originPauses: ({ context }: Asked) => (context.origin?.delayMs ?? 0) > 0,
  isContained: ({ context, event }: Asked) => {
    assertEvent(event, "CHILD_START_FAILED");
    const about = member(context.children, event.child);
    return about !== undefined && isContained(about, event.failure);
  },
  /** Whether its group waits with the child whose start the system has refused. */
  holdsGroupBack: ({ context, event }: Asked) => {
    assertEvent(event, "CHILD_START_FAILED");
    return event.failure.kind === "start_refused" && !restartsAlone(context.rules.strategy);
  },
  isTriedByHand: ({ context, event }: Asked) =>
    "child" in event && member(context.children, event.child)?.standing === "trying",
  isStillToCome: ({ context, event }: Asked) => "child" in event && context.group.has(event.child),
  /** Whether a person has stopped the child whose restart takes the group along (OTP, E13). */
  isGivenUp: ({ context: { children, origin }, event }: Asked) =>
    "child" in event &&
    event.child === origin?.child &&
    member(children, event.child)?.wanted === "down" &&
    !anyStarting(children),
  escalates: ({ context, event }: Asked) => {
    assertEvent(event, "WORK");
    return verdictOf(context, event)?.kind === "escalate";
  },
  shutsDown: ({ context, event }: Asked) => {
    assertEvent(event, "WORK");
    return callsForShutdown(context, event);
  },
  takesGroupAlong: ({ context, event }: Asked) => {
    assertEvent(event, "WORK");
    if (restartsAlone(context.rules.strategy)) return false;
    return context.inbox[0]?.kind === "due" || verdictOf(context, event)?.kind === "restart";
  },
  /**
   * Whether a child is stopped to be started again for which others wait until its pause is over. Nobody waits for one
   * that can't be run at all.
   */
  endsPauseOfGroup: ({ context: { children, rules }, event }: Asked) =>
    event.type === "STOP_CHILD" &&
    event.purpose === "restart" &&
    member(children, event.child)?.standing === "waiting" &&
    children.some(({ wanted, standing }) => wanted === "up" && standing === "down") &&
    !restartsAlone(rules.strategy),
  wasAsked: ({ context }: Asked) => context.stop.purpose === "request",
  startHasFailed: ({ context }: Asked) => context.stop.purpose === "start_failed",
  shutItselfDown: ({ context }: Asked) => context.stop.purpose === "auto_shutdown",
  parentRestarts: ({ context: { rules, stop } }: Asked) => {
    if (rules.isRoot) return false;
    if (stop.purpose === "start_failed") return true;
    return wantsRestart(rules.restart, stop.purpose === "killed" ? "crash" : "shutdown");
  },
};
