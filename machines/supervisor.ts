/**
 * A supervisor: it starts its children in order, stops them in reverse, and decides what an end of one of
 * them leads to. OTP's semantics (research/otp.md); what is ours is marked in src/policy/verdict.ts.
 *
 *            START              all started
 *   stopped ──────▶ starting ───────────────▶ running ─────────────────────────────────┐
 *      ▲              │  a start failed        │ idle ──WORK: restart──▶ regrouping    │ gave up,
 *      │              ▼                        │   ▲                  stopping ▶ starting │ auto_shutdown,
 *      │           stopping ◀──── STOP ────────┘   └──────── group is up ────┘          │ KILLED
 *      │              │  ▲                                                               │
 *      │              │  └───────────────────────────────────────────────────────────────┘
 *      │◀── asked ────┤
 *                     ├─ failed or gave up, parent restarts ─▶ backoff ─START─▶ starting
 *                     └─ nobody restarts ─▶ failed | finished
 *
 * Reports of children are letters in an inbox. They are noted at once, and acted on one at a time, when
 * nothing else is under way (WORK, in a turn of its own): as OTP's supervisor reads its mailbox. A stop
 * overtakes them all. Restarts of one child alone (one_for_one) run beside each other.
 */
import { and, assertEvent, assign, emit, enqueueActions, setup } from "xstate";
import type { AutoShutdown, Restart, Shutdown, Strategy } from "../src/domain/ChildSpec.ts";
import { shutsDown } from "../src/policy/autoShutdown.ts";
import type { Restarted } from "../src/policy/intensity.ts";
import { wantsRestart } from "../src/policy/restart.ts";
import {
  afresh,
  anyStarting,
  change,
  isActive,
  type Member,
  member,
  otherSignificantAlive,
  type Roster,
  type Standing,
  standingAfterStop,
  toStart,
  toStop,
} from "../src/policy/roster.ts";
import { restartGroup, restartsAlone } from "../src/policy/strategy.ts";
import { decide, type Failure, isContained, type Verdict } from "../src/policy/verdict.ts";

/** How long a root that gave up waits before it tries the whole tree again, in ms. An addition of ours. */
export const rootRetryMs = 300_000;

/** The part of a supervisor's specification that its machine decides by. */
export interface SupervisorRules {
  readonly isRoot: boolean;
  readonly restart: Restart;
  readonly shutdown: Shutdown;
  readonly strategy: Strategy;
  readonly intensity: number;
  readonly periodMs: number;
  readonly autoShutdown: AutoShutdown;
  readonly start: "serial" | "parallel";
}

/** What a child has reported and nobody has acted on yet. */
type Letter =
  | { readonly kind: "failure"; readonly child: string; readonly failure: Failure }
  /** Its pause is over. */
  | { readonly kind: "due"; readonly child: string };

/** Why a supervisor is stopping its children. */
type Purpose = "request" | "start_failed" | "gave_up" | "auto_shutdown" | "killed";

interface SupervisorContext {
  readonly rules: SupervisorRules;
  readonly children: Roster;
  /** Restarts that count towards the intensity. */
  readonly window: ReadonlyArray<Restarted>;
  readonly inbox: ReadonlyArray<Letter>;
  /** The children that the stop or start under way is still about: each leaves it once it is being started. */
  readonly group: ReadonlySet<string>;
  /** The child whose restart takes the group along, its pause, and what the others are told. */
  readonly origin: { readonly child: string; readonly delayMs: number; readonly because: string } | null;
  readonly stop: { readonly purpose: Purpose; readonly mode: "ordered" | "brutal" };
  /** Monotonic ms of its last start, and how long it had been up when its stop began. */
  readonly startedAt: number;
  readonly upMs: number;
  readonly delayMs: number;
  readonly reason: string;
  readonly by: string;
}

/** Commands a supervisor gives to its children, services and supervisors alike. */
export type ChildCommand =
  | { type: "START"; reason: string; by: string }
  | { type: "STOP"; mode: "ordered" | "brutal"; reason: string; by: string }
  | { type: "BACK_OFF"; delayMs: number }
  | { type: "FAIL"; reason: string };

export type SupervisorEvent =
  /** Commands of the parent, or of the runtime to the root. */
  | { type: "START"; at: number; reason: string; by: string }
  | Exclude<ChildCommand, { type: "START" }>
  /** Reports of children. `at` is monotonic ms, `dice` a random number in [0, 1). */
  | { type: "CHILD_STARTED"; child: string }
  | { type: "CHILD_IGNORED"; child: string }
  | { type: "CHILD_START_FAILED"; child: string; failure: Failure; at: number; dice: number }
  | { type: "CHILD_ENDED"; child: string; failure: Failure }
  | { type: "CHILD_STOPPED"; child: string }
  | { type: "CHILD_DUE"; child: string }
  /** Time to act on the inbox. */
  | { type: "WORK"; at: number; dice: number }
  /** The whole subtree was killed, not asked to stop. */
  | { type: "KILLED"; at: number; reason: string; by: string }
  /** Requests of people. */
  | { type: "START_CHILD"; child: string; reason: string; by: string }
  | { type: "STOP_CHILD"; child: string; reason: string; by: string }
  | { type: "ADD_CHILD"; member: Member; reason: string; by: string }
  | { type: "REMOVE_CHILD"; child: string };

export type SupervisorEmitted =
  | { type: "COMMAND"; child: string; command: ChildCommand }
  /** Ask the runtime for WORK in a turn of its own. */
  | { type: "WAKE" }
  /** Reports to the parent. */
  | { type: "STARTED" }
  | { type: "START_FAILED"; failure: Failure }
  | { type: "ENDED"; failure: Failure }
  | { type: "STOPPED" }
  | { type: "DUE" };

type WorkEvent = Extract<SupervisorEvent, { type: "WORK" }>;

const everyone = (children: Roster): ReadonlySet<string> => new Set(children.map(({ id }) => id));

const startsAtOnce = ({ start, strategy }: SupervisorRules): boolean =>
  start === "parallel" || strategy === "simple_one_for_one";

const stopsAtOnce = ({ rules, stop }: SupervisorContext): boolean =>
  stop.mode === "brutal" || rules.shutdown === "brutal_kill" || rules.strategy === "simple_one_for_one";

/** The verdict on the letter that is first in the inbox; null when it calls for none. */
const verdictOf = (
  { inbox, children, rules, window }: SupervisorContext,
  work: WorkEvent,
): Verdict | null => {
  const letter = inbox[0];
  const about = letter && member(children, letter.child);
  if (!about || letter.kind !== "failure") return null;
  return decide(about, { ...rules, window }, letter.failure, work.at, work.dice);
};

/** Whether the first letter makes the supervisor end because a significant child has. */
const callsForShutdown = (context: SupervisorContext, verdict: Verdict | null): boolean => {
  const about = context.inbox[0] && member(context.children, context.inbox[0].child);
  if (!about || (verdict?.kind !== "leave" && verdict?.kind !== "drop")) return false;
  return shutsDown(context.rules.autoShutdown, about, otherSignificantAlive(context.children, about.id));
};

/** Where a child stands once it has ended by itself, before anybody has acted on it. */
const standingAfterEnd = ({ restart }: Member, failure: Failure): Standing => {
  if (restart === "temporary") return "dropped";
  return failure.kind === "ended" && !wantsRestart(restart, failure.end) ? "finished" : "waiting";
};

/** The inbox without what a child has written: OTP flushes it when it stops or starts that child. */
const withoutLettersOf = (inbox: ReadonlyArray<Letter>, child: string): ReadonlyArray<Letter> =>
  inbox.filter((letter) => letter.child !== child);

/** The children that `origin` takes along, without itself: they are to be stopped first. */
const companions = ({ group, origin }: SupervisorContext): ReadonlySet<string> =>
  new Set([...group].filter((id) => id !== origin?.child));

/** Why children are started or stopped now, and on whose account. */
const occasion = ({ origin, reason, by }: SupervisorContext) =>
  origin ? { reason: origin.because, by: "system" } : { reason, by };

const stopCommand = (context: SupervisorContext, child: string): SupervisorEmitted => {
  const { reason, by } = occasion(context);
  return { type: "COMMAND", child, command: { type: "STOP", mode: context.stop.mode, reason, by } };
};

/** What is remembered of children that are being told to stop; what they have written is flushed. */
const asStopping = ({ children, inbox }: SupervisorContext, stopping: Roster) => {
  const ids = new Set(stopping.map(({ id }) => id));
  return {
    children: children.map(
      (entry): Member => (ids.has(entry.id) ? { ...entry, standing: "stopping" } : entry),
    ),
    inbox: inbox.filter((letter) => !ids.has(letter.child)),
  };
};

const howOften = (
  verdict: Extract<Verdict, { kind: "restart" }>,
  { rules, children }: SupervisorContext,
  id: string,
) => {
  const limit = member(children, id)?.limit;
  return limit
    ? `restart ${verdict.restarts.length} of ${limit.restarts} in ${limit.periodMs / 1000} s`
    : `restart ${verdict.window.length} of ${rules.intensity} in ${rules.periodMs / 1000} s`;
};

export const supervisorMachine = setup({
  types: {
    context: {} as SupervisorContext,
    events: {} as SupervisorEvent,
    emitted: {} as SupervisorEmitted,
    input: {} as { readonly rules: SupervisorRules; readonly children: Roster },
  },
  delays: {
    backoff: ({ context }) => context.delayMs,
    shutdown: ({ context: { rules } }) => (typeof rules.shutdown === "number" ? rules.shutdown : 0),
    rootRetry: rootRetryMs,
  },
  guards: {
    isRoot: ({ context }) => context.rules.isRoot,
    hasDeadline: ({ context }) => typeof context.rules.shutdown === "number",
    stopsAtOnce: ({ context }) => stopsAtOnce(context),
    isBrutal: ({ event }) => event.type === "STOP" && event.mode === "brutal",
    allStarted: ({ context: { children, group } }) =>
      toStart(children, group).length === 0 && !anyStarting(children),
    allStopped: ({ context: { children, group } }) => toStop(children, group).length === 0,
    companionsStopped: ({ context }) => toStop(context.children, companions(context)).length === 0,
    originPauses: ({ context }) => (context.origin?.delayMs ?? 0) > 0,
    isContained: ({ context, event }) => {
      assertEvent(event, "CHILD_START_FAILED");
      const about = member(context.children, event.child);
      return about !== undefined && isContained(about, event.failure);
    },
    isTriedByHand: ({ context, event }) =>
      "child" in event && member(context.children, event.child)?.standing === "trying",
    nobodyIsStarting: ({ context }) => !anyStarting(context.children),
    escalates: ({ context, event }) => {
      assertEvent(event, "WORK");
      return verdictOf(context, event)?.kind === "escalate";
    },
    shutsDown: ({ context, event }) => {
      assertEvent(event, "WORK");
      return callsForShutdown(context, verdictOf(context, event));
    },
    takesGroupAlong: ({ context, event }) => {
      assertEvent(event, "WORK");
      if (restartsAlone(context.rules.strategy)) return false;
      return context.inbox[0]?.kind === "due" || verdictOf(context, event)?.kind === "restart";
    },
    wasAsked: ({ context }) => context.stop.purpose === "request",
    startHasFailed: ({ context }) => context.stop.purpose === "start_failed",
    shutItselfDown: ({ context }) => context.stop.purpose === "auto_shutdown",
    parentRestarts: ({ context: { rules, stop } }) => {
      if (rules.isRoot) return false;
      if (stop.purpose === "start_failed") return true;
      return wantsRestart(rules.restart, stop.purpose === "killed" ? "crash" : "shutdown");
    },
  },
  actions: {
    beginAfresh: assign(({ context, event }) => ({
      children: afresh(context.children),
      group: everyone(context.children),
      origin: null,
      window: [],
      inbox: [],
      ...(event.type === "START"
        ? { startedAt: event.at, reason: event.reason, by: event.by }
        : { reason: "trying the tree again", by: "system" }),
    })),
    startNext: enqueueActions(({ context, enqueue }) => {
      const { children, group, rules } = context;
      const { reason, by } = occasion(context);
      if (!startsAtOnce(rules) && anyStarting(children)) return;
      const due = toStart(children, group);
      const now = new Set((startsAtOnce(rules) ? due : due.slice(0, 1)).map(({ id }) => id));
      for (const child of now)
        enqueue.emit({ type: "COMMAND", child, command: { type: "START", reason, by } });
      enqueue.assign({
        children: children.map((entry) => (now.has(entry.id) ? { ...entry, standing: "starting" } : entry)),
        group: new Set([...group].filter((id) => !now.has(id))),
        inbox: context.inbox.filter((letter) => !now.has(letter.child)),
      });
    }),
    stopNext: enqueueActions(({ context, enqueue }) => {
      const active = toStop(context.children, companions(context));
      const unasked = active.filter(({ standing }) => standing !== "stopping");
      const isInOrder = !stopsAtOnce(context);
      if (isInOrder && unasked.length < active.length) return;
      const now = isInOrder ? unasked.slice(0, 1) : unasked;
      for (const { id } of now) enqueue.emit(stopCommand(context, id));
      enqueue.assign(asStopping(context, now));
    }),
    stopAll: enqueueActions(({ context, enqueue }) => {
      const active = toStop(context.children, companions(context));
      for (const { id } of active) enqueue.emit(stopCommand(context, id));
      enqueue.assign(asStopping(context, active));
    }),
    noteStarted: assign(({ context, event }) => {
      assertEvent(event, "CHILD_STARTED");
      return { children: change(context.children, event.child, { standing: "up" }) };
    }),
    noteIgnored: assign(({ context, event }) => {
      assertEvent(event, "CHILD_IGNORED");
      const forgotten =
        context.rules.strategy === "simple_one_for_one" ||
        member(context.children, event.child)?.restart === "temporary";
      return {
        children: change(context.children, event.child, { standing: forgotten ? "dropped" : "finished" }),
      };
    }),
    noteStopped: assign(({ context, event }) => {
      assertEvent(event, "CHILD_STOPPED");
      const about = member(context.children, event.child);
      return about
        ? { children: change(context.children, about.id, { standing: standingAfterStop(about) }) }
        : {};
    }),
    noteFailure: enqueueActions(({ context, event, enqueue }) => {
      assertEvent(event, ["CHILD_ENDED", "CHILD_START_FAILED"]);
      const about = member(context.children, event.child);
      if (!about) return;
      enqueue.assign({
        children: change(context.children, about.id, { standing: standingAfterEnd(about, event.failure) }),
        inbox: [...context.inbox, { kind: "failure", child: about.id, failure: event.failure }],
      });
    }),
    noteDue: assign(({ context, event }) => {
      assertEvent(event, "CHILD_DUE");
      return { inbox: [...context.inbox, { kind: "due", child: event.child }] };
    }),
    wake: emit({ type: "WAKE" }),
    wakeForMail: enqueueActions(({ context, enqueue }) => {
      if (context.inbox.length > 0) enqueue.emit({ type: "WAKE" });
    }),

    /** Act on the first letter where it concerns its child alone. */
    settleLetter: enqueueActions(({ context, event, enqueue }) => {
      assertEvent(event, "WORK");
      const letter = context.inbox[0];
      if (!letter) return;
      enqueue.assign({ inbox: context.inbox.slice(1) });
      if (letter.kind === "due") {
        const command = { type: "START", reason: "the pause is over", by: "system" } as const;
        enqueue.emit({ type: "COMMAND", child: letter.child, command });
        enqueue.assign({ children: change(context.children, letter.child, { standing: "starting" }) });
        return;
      }
      const verdict = verdictOf(context, event);
      if (verdict?.kind === "restart") {
        const { delayMs, streak, restarts, window } = verdict;
        const standing = delayMs > 0 ? "waiting" : "starting";
        const command: ChildCommand =
          delayMs > 0
            ? { type: "BACK_OFF", delayMs }
            : { type: "START", reason: howOften(verdict, context, letter.child), by: "system" };
        enqueue.emit({ type: "COMMAND", child: letter.child, command });
        enqueue.assign({
          window,
          children: change(context.children, letter.child, { standing, streak, restarts }),
        });
      }
      if (verdict?.kind === "fail") {
        const command = { type: "FAIL", reason: verdict.because } as const;
        enqueue.emit({ type: "COMMAND", child: letter.child, command });
        enqueue.assign({ children: change(context.children, letter.child, { standing: "failed" }) });
      }
    }),

    /** Act on the first letter where it takes a group along: pause its child, then see to the others. */
    gatherGroup: enqueueActions(({ context, event, enqueue }) => {
      assertEvent(event, "WORK");
      const letter = context.inbox[0];
      const verdict = verdictOf(context, event);
      if (!letter) return;
      const order = context.children.map(({ id }) => id);
      const group = new Set(restartGroup(context.rules.strategy, order, letter.child));
      const delayMs = verdict?.kind === "restart" ? verdict.delayMs : 0;
      const count =
        verdict?.kind === "restart" ? howOften(verdict, context, letter.child) : "the pause is over";
      const because = `restart of ${letter.child}: ${count}`;
      if (delayMs > 0) {
        enqueue.emit({ type: "COMMAND", child: letter.child, command: { type: "BACK_OFF", delayMs } });
      }
      enqueue.assign({
        group,
        origin: { child: letter.child, delayMs, because },
        stop: { purpose: "request", mode: "ordered" },
        inbox: context.inbox.slice(1).filter(({ child }) => !group.has(child)),
      });
      if (verdict?.kind === "restart") {
        const { streak, restarts, window } = verdict;
        enqueue.assign({
          window,
          children: change(context.children, letter.child, { streak, restarts }),
        });
      }
    }),
    forgetGroup: assign({ group: new Set<string>(), origin: null }),
    flushGroup: assign(({ context }) => ({
      inbox: context.inbox.filter(({ child }) => !companions(context).has(child)),
    })),

    failContained: enqueueActions(({ context, event, enqueue }) => {
      assertEvent(event, "CHILD_START_FAILED");
      const about = member(context.children, event.child);
      if (!about) return;
      const verdict = decide(
        about,
        { ...context.rules, window: context.window },
        event.failure,
        event.at,
        event.dice,
      );
      if (verdict.kind === "restart") {
        const { delayMs, streak, restarts } = verdict;
        enqueue.emit({ type: "COMMAND", child: about.id, command: { type: "BACK_OFF", delayMs } });
        enqueue.assign({
          children: change(context.children, about.id, { standing: "waiting", streak, restarts }),
        });
        return;
      }
      const reason = verdict.kind === "fail" ? verdict.because : "it did not start";
      enqueue.emit({ type: "COMMAND", child: about.id, command: { type: "FAIL", reason } });
      enqueue.assign({ children: change(context.children, about.id, { standing: "failed" }) });
    }),
    failTried: enqueueActions(({ context, event, enqueue }) => {
      assertEvent(event, "CHILD_START_FAILED");
      const command = { type: "FAIL", reason: "did not start" } as const;
      enqueue.emit({ type: "COMMAND", child: event.child, command });
      enqueue.assign({ children: change(context.children, event.child, { standing: "failed" }) });
    }),

    stopForRequest: assign(({ context, event }) => {
      assertEvent(event, "STOP");
      return {
        stop: { purpose: "request", mode: event.mode },
        group: everyone(context.children),
        origin: null,
        inbox: [],
        reason: event.reason,
        by: event.by,
      };
    }),
    stopAfterFailedStart: enqueueActions(({ context, event, enqueue }) => {
      assertEvent(event, "CHILD_START_FAILED");
      const reason = `${event.child} could not be started`;
      enqueue.emit({
        type: "COMMAND",
        child: event.child,
        command: { type: "FAIL", reason: "did not start" },
      });
      enqueue.assign({
        stop: { purpose: "start_failed", mode: "ordered" },
        group: everyone(context.children),
        origin: null,
        inbox: [],
        children: change(context.children, event.child, { standing: "failed" }),
        reason,
        by: "system",
      });
    }),
    stopToGiveUp: enqueueActions(({ context, event, enqueue }) => {
      assertEvent(event, "WORK");
      const letter = context.inbox[0];
      const verdict = verdictOf(context, event);
      if (!letter || verdict?.kind !== "escalate") return;
      enqueue.emit({
        type: "COMMAND",
        child: letter.child,
        command: { type: "FAIL", reason: verdict.because },
      });
      enqueue.assign({
        stop: { purpose: "gave_up", mode: "ordered" },
        group: everyone(context.children),
        origin: null,
        inbox: [],
        upMs: event.at - context.startedAt,
        children: change(context.children, letter.child, { standing: "failed" }),
        reason: `gave up on ${letter.child}: ${verdict.because}`,
        by: "system",
      });
    }),
    stopAutomatically: assign(({ context, event }) => {
      assertEvent(event, "WORK");
      return {
        stop: { purpose: "auto_shutdown", mode: "ordered" },
        group: everyone(context.children),
        origin: null,
        inbox: [],
        upMs: event.at - context.startedAt,
        reason: `significant ${context.inbox[0]?.child} has ended (${context.rules.autoShutdown})`,
        by: "system",
      };
    }),
    stopKilled: assign(({ context, event }) => {
      assertEvent(event, "KILLED");
      return {
        stop: { purpose: "killed", mode: "brutal" },
        group: everyone(context.children),
        origin: null,
        inbox: [],
        upMs: event.at - context.startedAt,
        reason: event.reason,
        by: event.by,
      };
    }),
    becomeBrutal: assign(({ context }) => ({ stop: { ...context.stop, mode: "brutal" } })),

    startByHand: enqueueActions(({ context, event, enqueue }) => {
      assertEvent(event, "START_CHILD");
      const { child, reason, by } = event;
      enqueue.emit({ type: "COMMAND", child, command: { type: "START", reason, by } });
      enqueue.assign({
        inbox: withoutLettersOf(context.inbox, child),
        children: change(context.children, child, {
          wanted: "up",
          standing: "trying",
          streak: 0,
          restarts: [],
        }),
      });
    }),
    wantUp: assign(({ context, event }) => {
      assertEvent(event, "START_CHILD");
      return { children: change(context.children, event.child, { wanted: "up", standing: "down" }) };
    }),
    stopByHand: enqueueActions(({ context, event, enqueue }) => {
      assertEvent(event, "STOP_CHILD");
      const { child, reason, by } = event;
      const about = member(context.children, child);
      if (!about) return;
      const standing = isActive(about) ? "stopping" : about.standing;
      enqueue.emit({ type: "COMMAND", child, command: { type: "STOP", mode: "ordered", reason, by } });
      enqueue.assign({
        inbox: withoutLettersOf(context.inbox, child),
        children: change(context.children, child, { wanted: "down", standing }),
      });
    }),
    addMember: assign(({ context, event }) => {
      assertEvent(event, "ADD_CHILD");
      return {
        children: [...context.children, event.member],
        group: new Set([...context.group, event.member.id]),
      };
    }),
    tryAdded: enqueueActions(({ context, event, enqueue }) => {
      assertEvent(event, "ADD_CHILD");
      const { member: added, reason, by } = event;
      enqueue.emit({ type: "COMMAND", child: added.id, command: { type: "START", reason, by } });
      enqueue.assign({ children: change(context.children, added.id, { standing: "trying" }) });
    }),
    removeMember: assign(({ context, event }) => {
      assertEvent(event, "REMOVE_CHILD");
      return {
        children: context.children.filter(({ id }) => id !== event.child),
        inbox: withoutLettersOf(context.inbox, event.child),
      };
    }),

    noteDelay: assign(({ event }) => {
      assertEvent(event, "BACK_OFF");
      return { delayMs: event.delayMs };
    }),
    noteFail: assign(({ context, event }) => {
      assertEvent(event, "FAIL");
      return { reason: `${event.reason}; last: ${context.reason}`, by: "system" };
    }),
    noteStop: assign(({ event }) => {
      assertEvent(event, "STOP");
      return { reason: event.reason, by: event.by };
    }),
    noteUp: assign({ reason: "all children are started", by: "system" }),
    reportStarted: emit({ type: "STARTED" }),
    reportStopped: emit({ type: "STOPPED" }),
    reportDue: emit({ type: "DUE" }),
    reportStartFailed: emit({ type: "START_FAILED", failure: { kind: "start_failed", curable: true } }),
    reportEnded: emit(({ context: { stop, upMs } }) => ({
      type: "ENDED",
      failure: { kind: "ended", end: stop.purpose === "killed" ? "crash" : "shutdown", upMs, curable: true },
    })),
  },
}).createMachine({
  id: "supervisor",
  context: ({ input }) => ({
    rules: input.rules,
    children: input.children,
    window: [],
    inbox: [],
    group: new Set(),
    origin: null,
    stop: { purpose: "request", mode: "ordered" },
    startedAt: 0,
    upMs: 0,
    delayMs: 0,
    reason: "not started yet",
    by: "system",
  }),
  initial: "stopped",
  on: {
    START_CHILD: { actions: "wantUp" },
    STOP_CHILD: { actions: "stopByHand" },
    ADD_CHILD: { actions: "addMember" },
    REMOVE_CHILD: { actions: "removeMember" },
    CHILD_STOPPED: { actions: "noteStopped" },
  },
  states: {
    stopped: { on: { START: "starting", STOP: { actions: "reportStopped" } } },
    starting: {
      entry: ["beginAfresh", "startNext"],
      always: { guard: "allStarted", target: "running" },
      on: {
        CHILD_STARTED: { actions: ["noteStarted", "startNext"] },
        CHILD_IGNORED: { actions: ["noteIgnored", "startNext"] },
        CHILD_STOPPED: { actions: ["noteStopped", "startNext"] },
        CHILD_ENDED: { actions: "noteFailure" },
        CHILD_DUE: { actions: "noteDue" },
        CHILD_START_FAILED: [
          { guard: "isContained", actions: ["failContained", "startNext"] },
          { target: "stopping", actions: "stopAfterFailedStart" },
        ],
        ADD_CHILD: { actions: ["addMember", "startNext"] },
        STOP: { target: "stopping", actions: "stopForRequest" },
        KILLED: { target: "stopping", actions: "stopKilled" },
      },
    },
    running: {
      entry: ["noteUp", "reportStarted"],
      initial: "idle",
      on: {
        CHILD_STARTED: { actions: "noteStarted" },
        CHILD_IGNORED: { actions: "noteIgnored" },
        CHILD_STOPPED: { actions: "noteStopped" },
        CHILD_ENDED: { actions: "noteFailure" },
        CHILD_DUE: { actions: "noteDue" },
        CHILD_START_FAILED: [{ guard: "isTriedByHand", actions: "failTried" }, { actions: "noteFailure" }],
        START_CHILD: { actions: "startByHand" },
        ADD_CHILD: { actions: ["addMember", "tryAdded"] },
        STOP: { target: "stopping", actions: "stopForRequest" },
        KILLED: { target: "stopping", actions: "stopKilled" },
      },
      states: {
        idle: {
          entry: ["forgetGroup", "wakeForMail"],
          on: {
            CHILD_ENDED: { actions: ["noteFailure", "wake"] },
            CHILD_DUE: { actions: ["noteDue", "wake"] },
            CHILD_START_FAILED: [
              { guard: "isTriedByHand", actions: "failTried" },
              { actions: ["noteFailure", "wake"] },
            ],
            WORK: [
              { guard: "escalates", target: "#supervisor.stopping", actions: "stopToGiveUp" },
              { guard: "shutsDown", target: "#supervisor.stopping", actions: "stopAutomatically" },
              { guard: "takesGroupAlong", target: "regrouping", actions: "gatherGroup" },
              { actions: ["settleLetter", "wakeForMail"] },
            ],
          },
        },
        regrouping: {
          initial: "stopping",
          states: {
            stopping: {
              entry: "stopNext",
              exit: "flushGroup",
              always: [
                { guard: and(["companionsStopped", "originPauses"]), target: "#supervisor.running.idle" },
                { guard: "companionsStopped", target: "starting" },
              ],
              on: { CHILD_STOPPED: { actions: ["noteStopped", "stopNext"] } },
            },
            starting: {
              entry: "startNext",
              always: { guard: "allStarted", target: "#supervisor.running.idle" },
              on: {
                CHILD_STARTED: { actions: ["noteStarted", "startNext"] },
                CHILD_IGNORED: { actions: ["noteIgnored", "startNext"] },
                CHILD_START_FAILED: [
                  { guard: "isTriedByHand", actions: "failTried" },
                  { target: "#supervisor.running.idle", actions: "noteFailure" },
                ],
                CHILD_STOPPED: [
                  { guard: "nobodyIsStarting", target: "#supervisor.running.idle", actions: "noteStopped" },
                  { actions: "noteStopped" },
                ],
              },
            },
          },
        },
      },
    },
    stopping: {
      initial: "inOrder",
      states: {
        inOrder: {
          entry: "stopNext",
          after: { shutdown: { guard: "hasDeadline", target: "brutally" } },
          on: {
            CHILD_STOPPED: { actions: ["noteStopped", "stopNext"] },
            STOP: [
              { guard: "isBrutal", target: "brutally", actions: "stopForRequest" },
              { actions: "stopForRequest" },
            ],
            // The purpose stays: what a person stopped must not be tried again because it was killed besides.
            KILLED: "brutally",
          },
        },
        brutally: {
          entry: ["becomeBrutal", "stopAll"],
          on: {
            CHILD_STOPPED: { actions: "noteStopped" },
            STOP: { actions: ["stopForRequest", "becomeBrutal"] },
          },
        },
      },
      on: { CHILD_ENDED: { actions: "noteFailure" }, CHILD_START_FAILED: { actions: "noteFailure" } },
      always: [
        { guard: and(["allStopped", "wasAsked"]), target: "stopped", actions: "reportStopped" },
        {
          guard: and(["allStopped", "parentRestarts", "startHasFailed"]),
          target: "backoff",
          actions: "reportStartFailed",
        },
        { guard: and(["allStopped", "parentRestarts"]), target: "backoff", actions: "reportEnded" },
        { guard: and(["allStopped", "shutItselfDown"]), target: "finished", actions: "reportEnded" },
        { guard: "allStopped", target: "failed", actions: "reportEnded" },
      ],
    },
    backoff: {
      initial: "deciding",
      states: {
        deciding: {},
        waiting: { after: { backoff: { target: "due", actions: "reportDue" } } },
        due: {},
      },
      on: {
        BACK_OFF: { target: ".waiting", actions: "noteDelay" },
        START: "starting",
        FAIL: { target: "failed", actions: "noteFail" },
        STOP: { target: "stopped", actions: ["noteStop", "reportStopped"] },
      },
    },
    failed: {
      after: { rootRetry: { guard: "isRoot", target: "starting" } },
      on: {
        START: "starting",
        STOP: { target: "stopped", actions: ["noteStop", "reportStopped"] },
      },
    },
    finished: {
      on: {
        START: "starting",
        STOP: { target: "stopped", actions: ["noteStop", "reportStopped"] },
      },
    },
  },
});
