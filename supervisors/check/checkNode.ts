import { Effect, Runtime, Scope } from "effect";
import { createActor } from "xstate";
import type { CheckCause } from "../../machines/check/events.ts";
import { checkMachine } from "../../machines/check.ts";
import type { ChildCommand } from "../../machines/childProtocol.ts";
import type { PrincipalText } from "../../src/domain/Principal.ts";
import type { CheckState } from "../../src/domain/tree/CheckState.ts";
import { join } from "../../src/domain/tree/ChildPath.ts";
import type { CheckSpec } from "../../src/domain/tree/ChildSpec.ts";
import { nextDeadline, passTime } from "../../src/policy/check/deadlines.ts";
import { type CheckFact, noteFact } from "../../src/policy/check/facts.ts";
import { underNewRule } from "../../src/policy/check/gaps.ts";
import { newRecord, type Step } from "../../src/policy/check/record.ts";
import { checkState } from "../../src/policy/check/state.ts";
import type { StoredReport } from "../../src/ports/store/CheckIns.ts";
import type { CheckNode, SupervisorNode } from "../node/node.ts";
import { report } from "../node/service/report.ts";
import { actorOptions, nodeAtRest } from "../node/views/atRest.ts";
import { Trace } from "../node/views/trace.ts";
import { recordSteps, type Wiring } from "../node/wiring.ts";
import { ruleOf, textOfRule } from "./rule.ts";
import { endOfSecond, lastSecond, secondOf, wallMs } from "./seconds.ts";

/** Timers can't be longer than some three weeks. */
const longestTimer = 86_400_000;

/** After so many intervals without a look the machine has slept: nobody could report meanwhile. */
const asleepAfter = 3;

/** A check's actor, wired to its supervisor and to the clock. It goes on with what an earlier daemon has stored. */
export const makeCheckNode = (
  spec: CheckSpec,
  parent: SupervisorNode,
  scope: Scope.CloseableScope,
  wiring: Wiring,
): CheckNode => {
  const path = join(parent.path, spec.id);
  const trace = new Trace(wiring.now);
  const actor = createActor(checkMachine, actorOptions(trace, wiring));
  const { memory } = wiring.checks.recalled(path);
  const node: CheckNode = Object.assign(nodeAtRest({ path, parent, spec, scope }, actor, trace), {
    kind: "check" as const,
    record: memory?.record ?? newRecord,
    lastReportAt: memory?.lastReportAt ?? null,
    seenAt: null,
    timer: null,
    unwatch: null,
  });
  if (memory && memory.rule !== textOfRule(spec)) adjust(node, wiring);
  actor.start();
  const step = recordSteps(node, wiring, () => undefined);
  actor.subscribe(({ value, context }) => step(value, null, context));
  actor.on("*", (emitted) => report(node, emitted, wiring));
  Runtime.runSync(wiring.runtime)(
    Scope.addFinalizer(
      scope,
      Effect.sync(() => atRest(node, wiring)),
    ),
  );
  return node;
};

/** What its reports say now, as far as the seconds that are over. */
const stateNow = (node: CheckNode, { now }: Wiring): CheckState =>
  checkState(node.record, Math.max(lastSecond(wallMs(now)), node.record.asOf));

/** Pass a command of the supervisor to the chart. From a start on, the time counts; until then nothing was observed. */
export const commandCheck = (node: CheckNode, order: ChildCommand, wiring: Wiring): void => {
  if (order.type !== "START") {
    if (order.type === "STOP" && node.state === "running") endObservation(node, wiring);
    node.actor.send(order);
    return;
  }
  if (node.state === "running") return;
  beginObservation(node, wiring);
  node.actor.send(order);
  show(node, wiring, "SHOW");
};

/** Resume a check that was running under an earlier daemon, or stopped. */
export const resumeChart = (
  node: CheckNode,
  state: "running" | "stopped",
  why: { readonly reason: string; readonly by: PrincipalText },
  wiring: Wiring,
): void => {
  if (state === "running") beginObservation(node, wiring);
  node.actor.send({ type: "RESUME", state, ...why });
  show(node, wiring, "SHOW");
};

/** From now on deadlines act; the time since the last observation is a gap. */
const beginObservation = (node: CheckNode, wiring: Wiring): void => {
  const now = wallMs(wiring.now);
  const at = secondOf(now);
  const { observedUntil } = wiring.checks.recalled(node.path);
  const from = secondOf(Math.max(node.record.asOf, observedUntil + 1));
  if (node.record.asOf > 0 && from < at) accept(node, { type: "returned", at, from }, wiring);
  node.seenAt = now;
  node.unwatch ??= wiring.checks.watch(() => look(node, wiring));
};

const endObservation = (node: CheckNode, wiring: Wiring): void => {
  pass(node, wiring);
  atRest(node, wiring);
  keep(node, null, wiring);
};

/** A report, a pause or a resume, at its time. `report`: what is stored of a report. */
export const noteCheckFact = (
  node: CheckNode,
  fact: CheckFact,
  wiring: Wiring,
  { by, report: stored = null }: { readonly by: PrincipalText; readonly report?: StoredReport | null },
): void => {
  if (stored) node.lastReportAt = stored.at;
  accept(node, fact, wiring, by, stored);
  show(node, wiring, causeOf(fact), by);
};

const accept = (
  node: CheckNode,
  fact: CheckFact,
  wiring: Wiring,
  by: PrincipalText = "system",
  stored: StoredReport | null = null,
): void => take(node, noteFact(node.record, ruleOf(node.spec), fact), wiring, by, stored);

/** Let the deadlines of the seconds that are over act. */
const pass = (node: CheckNode, wiring: Wiring): void =>
  take(
    node,
    passTime(node.record, ruleOf(node.spec), lastSecond(wallMs(wiring.now))),
    wiring,
    "system",
    null,
  );

const take = (
  node: CheckNode,
  { record, flips }: Step,
  wiring: Wiring,
  by: PrincipalText,
  stored: StoredReport | null,
): void => {
  node.record = record;
  for (const { at, from, to, reason } of flips)
    wiring.log.record({
      ...{
        type: "check",
        at: new Date(at).toISOString(),
        subject: node.path,
        by: isOwn(reason) ? "system" : by,
      },
      ...{ from, to, reason, failures: record.failures },
    });
  keep(node, stored, wiring);
};

/** Whether a flip follows from the time alone. */
const isOwn = (reason: string): boolean => reason === "missed" || reason === "overdue";

const keep = (node: CheckNode, stored: StoredReport | null, { checks }: Wiring): void => {
  const { path, record, lastReportAt, spec } = node;
  checks.store({ path, memory: { record, lastReportAt, rule: textOfRule(spec) }, report: stored });
};

const causeOf = ({ type }: CheckFact): CheckCause => {
  switch (type) {
    case "report":
      return "REPORTED";
    case "pause":
      return "PAUSED";
    case "resume":
      return "RESUMED";
    case "returned":
      return "SHOW";
  }
};

/** Show on the chart, and in the view, what follows from the reports now. */
const show = (node: CheckNode, wiring: Wiring, type: CheckCause, by: PrincipalText = "system"): void => {
  arm(node, wiring);
  const snapshot = node.actor.getSnapshot();
  const shown = stateNow(node, wiring);
  if (node.state !== "running" || snapshot.matches({ running: shown })) {
    wiring.views.changed(node);
    return;
  }
  const event = { shown, reason: reasonFor(shown), by };
  // The chart draws the usual ways only.
  node.actor.send({ type: snapshot.can({ type, ...event }) ? type : "SHOW", ...event });
};

const reasonFor = (state: CheckState): string => {
  switch (state) {
    case "new":
      return "no report yet";
    case "up":
      return "reported in time";
    case "started":
      return "a run has started";
    case "late":
      return "a report is late";
    case "down":
      return "too many failures";
    case "paused":
      return "paused";
  }
};

/** Time has passed: perhaps a deadline. After a sleep of the machine, the time of the sleep was not observed. */
const tick = (node: CheckNode, wiring: Wiring): void => {
  const now = wallMs(wiring.now);
  const seenAt = node.seenAt ?? now;
  const isAwake = now - seenAt <= asleepAfter * wiring.checks.interval;
  node.seenAt = now;
  if (isAwake && !isDue(node, wiring)) {
    arm(node, wiring);
    return;
  }
  if (isAwake) pass(node, wiring);
  else accept(node, { type: "returned", at: secondOf(now), from: secondOf(seenAt) }, wiring);
  show(node, wiring, "ELAPSED");
};

/** Whether a deadline has passed, or the state is another one than the chart shows. */
const isDue = (node: CheckNode, wiring: Wiring): boolean =>
  (nextDeadline(node.record, ruleOf(node.spec))?.at ?? Number.POSITIVE_INFINITY) <=
    lastSecond(wallMs(wiring.now)) || !node.actor.getSnapshot().matches({ running: stateNow(node, wiring) });

/** When time alone changes the state next, ms since the epoch; Infinity: it does not. */
const nextChange = ({ record, spec }: CheckNode, now: number): number => {
  const { at = Number.POSITIVE_INFINITY } = nextDeadline(record, ruleOf(spec)) ?? {};
  const { expected, asOf } = record;
  const late = expected === null ? Number.POSITIVE_INFINITY : endOfSecond(expected);
  // A deadline that had passed when it became known acts at the end of that second.
  return Math.min(endOfSecond(Math.max(at, asOf)), late > now ? late : Number.POSITIVE_INFINITY);
};

const arm = (node: CheckNode, wiring: Wiring): void => {
  disarm(node, wiring);
  if (node.seenAt === null) return;
  const now = wallMs(wiring.now);
  const delay = Math.max(1, Math.min(nextChange(node, now) - now, longestTimer));
  node.timer = wiring.timers.setTimeout(() => {
    node.timer = null;
    look(node, wiring);
  }, delay);
};

/** Look at what has become due, after the messages that were sent before. */
const look = (node: CheckNode, wiring: Wiring): void =>
  wiring.mailbox.send(() => {
    if (node.seenAt !== null) tick(node, wiring);
  });

const disarm = (node: CheckNode, { timers }: Wiring): void => {
  if (node.timer !== null) timers.clearTimeout(node.timer);
  node.timer = null;
};

/** Nothing is due any more. */
const atRest = (node: CheckNode, wiring: Wiring): void => {
  disarm(node, wiring);
  node.unwatch?.();
  node.unwatch = null;
  node.seenAt = null;
};

/** The next report is expected by the changed declaration. */
const adjust = (node: CheckNode, { now }: Wiring): void => {
  node.record = underNewRule(node.record, ruleOf(node.spec), secondOf(wallMs(now)));
};

/** Follow a changed declaration. */
export const updateCheck = (node: CheckNode, spec: CheckSpec, wiring: Wiring): void => {
  const isSame = textOfRule(spec) === textOfRule(node.spec);
  node.spec = spec;
  if (isSame) return;
  adjust(node, wiring);
  keep(node, null, wiring);
  wiring.mailbox.send(() => show(node, wiring, "SHOW"));
};
