import { Effect, Runtime, type Scope } from "effect";
import { createActor } from "xstate";
import type { ChildCommand } from "../../../machines/childProtocol.ts";
import { kindOf, type ServiceContext } from "../../../machines/service/context.ts";
import type { ServiceEmitted, ServiceEvent } from "../../../machines/service/events.ts";
import { serviceMachine } from "../../../machines/service.ts";
import { type ChildPath, join } from "../../../src/domain/tree/ChildPath.ts";
import type { ServiceSpec } from "../../../src/domain/tree/ChildSpec.ts";
import type { EndKind } from "../../../src/domain/tree/Exit.ts";
import type { ChildState } from "../../../src/domain/tree/State.ts";
import type { LastExit } from "../../../src/domain/view/NodeView.ts";
import { describeExit } from "../../../src/policy/restart/exit.ts";
import { isLive } from "../../../src/policy/states.ts";
import {
  causeOfPause,
  resultOfRun,
  type StopPurpose,
  withExit,
  withRestart,
} from "../../../src/policy/tally.ts";
import type { PastEnd, RunEnd, RunningProcess } from "../../../src/ports/machine/ProcessSpawner.ts";
import { type JobNode, memberOf, type ServiceNode, type SupervisorNode } from "../node.ts";
import { actorOptions, nodeAtRest } from "../views/atRest.ts";
import { Trace } from "../views/trace.ts";
import { monotonicOf } from "../views/wallTime.ts";
import { type Entry, recordSteps, remember, type Wiring } from "../wiring.ts";
import { waitForClearance } from "./clearance.ts";
import { healthIn } from "./health.ts";
import { afterExit, beginHook, endHook, waitsFor } from "./hooks.ts";
import { beginProbing, endProbing, recordHealth } from "./probing.ts";
import { report } from "./report.ts";
import { recordEnd, recordStart } from "./runHistory.ts";
import { noteUnenforced } from "./unenforced.ts";

/** A service's actor, wired to its supervisor and to the operating system. */
export const makeServiceNode = (
  spec: ServiceSpec,
  parent: SupervisorNode,
  scope: Scope.CloseableScope,
  lastRuns: ReadonlyMap<ChildPath, number>,
  wiring: Wiring,
  job: JobNode | null = null,
): ServiceNode => {
  const path = join((job ?? parent).path, spec.id);
  const lastRun = lastRuns.get(path) ?? 0;
  const trace = new Trace(wiring.now);
  const input = { rules: spec, lastRun, path };
  const actor = createActor(serviceMachine, { input, ...actorOptions(trace, wiring) });
  const node: ServiceNode = Object.assign(nodeAtRest({ path, parent, spec, scope }, actor, trace), {
    kind: "service" as const,
    job,
    process: null,
    askedRun: null,
    lastRun,
    firstRun: lastRun + 1,
    restarts: 0,
    lastExit: null,
    pausedFor: null,
    probing: null,
    attempts: new Map(),
    ...{ hooking: null, preface: [], inTheWay: null },
    watched: null,
    ...{ whyNotRun: null, whyUnenforced: null },
    ...{ openRun: null, startedFor: null, endsAs: null },
  });
  actor.start();
  const step = recordSteps(node, wiring, (state, from, entry) => {
    if (isLive(from) && !isLive(state)) completeRun(node, from, entry, wiring);
    const { purpose } = actor.getSnapshot().context.stop;
    if (state === "backoff") node.pausedFor = causeOfPause(from, endedAs(node), purpose);
    const { refusals = 0, standing } = memberOf(node) ?? {};
    // Starts by hand in a rollback also come from the system, but are not restarts.
    const isTried = refusals > 0 || standing === "trying";
    const { run, held } = actor.getSnapshot().context;
    const isRestart = (held?.run ?? run) > node.firstRun && job === null;
    if (state === "starting" && entry.by === "system" && isRestart && !isTried)
      countRestart(node, from, wiring);
  });
  let before = actor.getSnapshot();
  actor.subscribe((snapshot) => {
    const { value, context } = snapshot;
    step(value, begunRun(context), context);
    recordHealth(node, probedIn(before), probedIn(snapshot), wiring);
    before = snapshot;
  });
  actor.on("*", (emitted) => answer(node, emitted, wiring));
  return node;
};

/** The part of a snapshot that decides about health. */
const probedIn = ({ value, context }: ReturnType<ServiceNode["actor"]["getSnapshot"]>) => ({
  health: healthIn(value),
  context,
});

/** The run that a service's state is about; null for a held start, which has no run yet. */
const begunRun = ({ run, held }: ServiceContext): number | null =>
  held !== null && held.run !== run ? null : run;

/** Complete its run in the history; a held start that was cancelled has none. */
const completeRun = (
  node: ServiceNode,
  state: ChildState,
  { run, exit, at, reason }: Entry,
  wiring: Wiring,
): void => {
  if (run === null) return;
  const isNotReady = node.actor.getSnapshot().context.stop.purpose === "not_ready";
  recordEnd(node, run, { at, reason, exit: exit ?? null }, { state, isNotReady }, wiring);
};

/** How the last run's end is classified; null if the last start failed without a run. */
const endedAs = (node: ServiceNode): EndKind | null => {
  const { lastEnd, run } = node.actor.getSnapshot().context;
  return lastEnd?.run === run ? lastEnd.kind : null;
};

const countRestart = (node: ServiceNode, from: ChildState, { observations }: Wiring): void => {
  const reason = from === "backoff" ? node.pausedFor : "group";
  node.restarts += 1;
  observations.restarted(node.path, reason ?? "unknown");
  if (reason === null) return;
  node.tally = withRestart(node.tally, reason);
  node.parent.tally = withRestart(node.parent.tally, reason);
};

/**
 * Send a command to a service, with the reason for which its start or stop is held. A start carries the time and the
 * number of the new run; the number is used up once that run is spawned.
 */
export const commandService = (node: ServiceNode, order: ChildCommand, { now, holdsOf }: Wiring): void => {
  if (order.type !== "START") {
    node.actor.send(order.type === "STOP" ? { ...order, heldBy: holdsOf(node, "stop")?.reason } : order);
    return;
  }
  const heldBy = holdsOf(node, "start")?.reason;
  const start = { ...order, run: node.lastRun + 1, at: now.monotonic(), heldBy };
  if (!node.actor.getSnapshot().can(start)) return;
  // A new run follows the whole declaration, including changes that the last run could not take over.
  node.actor.send({ type: "UPDATE", rules: node.spec, at: now.monotonic() });
  node.actor.send(start);
};

/** Carry out the requests of a service's chart, and pass on its reports. */
const answer = (node: ServiceNode, emitted: ServiceEmitted, wiring: Wiring): void => {
  const { now, log, runtime } = wiring;
  switch (emitted.type) {
    case "HOLD":
      waitForClearance(node, emitted, wiring);
      break;
    case "HOOK":
      beginHook(node, emitted, wiring);
      break;
    case "END_HOOK":
      endHook(node);
      break;
    case "SPAWN":
      wiring.quotas.began(node);
      node.lastRun = emitted.run;
      // With a before_start hook it has begun already.
      if (node.openRun?.run !== emitted.run) recordStart(node, emitted.run, wiring);
      Runtime.runFork(runtime)(oneRun(node, emitted.run, wiring), { scope: node.scope });
      break;
    case "ASK":
      Runtime.runFork(runtime)(end(node, ({ ask }) => ask, wiring));
      break;
    case "KILL":
      Runtime.runFork(runtime)(end(node, ({ kill }) => kill, wiring));
      break;
    case "PROBE":
      beginProbing(node, emitted, wiring);
      break;
    case "END_PROBES":
      endProbing(node);
      break;
    case "ALARM":
      log.record({ ...emitted, type: "alarm", at: now.wall(), subject: node.path, by: "system" });
      break;
    default:
      report(node, emitted, wiring);
  }
};

/**
 * Send the process of a run its stop signal. The reason is written first: the next daemon would classify an exit
 * without a request as a crash.
 */
const end = (
  node: ServiceNode,
  how: (process: RunningProcess) => Effect.Effect<void>,
  wiring: Wiring,
): Effect.Effect<void> =>
  Effect.suspend(() => {
    const { process } = node;
    const { run } = node.actor.getSnapshot().context;
    const noted = Effect.sync(() => {
      node.askedRun = run;
      remember(node, wiring);
    });
    return process
      ? wiring.log.flushFast.pipe(Effect.andThen(how(process)), Effect.andThen(noted))
      : Effect.void;
  });

/** One run from spawn to exit, reported to the chart as events. */
const oneRun = (node: ServiceNode, run: number, wiring: Wiring): Effect.Effect<void> => {
  const { spawner } = wiring;
  return Effect.gen(function* () {
    yield* waitsFor(node, run, wiring);
    const { spec, preface } = node;
    node.preface = [];
    const process = yield* spawner.spawn({
      ...{ path: node.path, run, spec, preface },
      recordedRun: wiring.log.recordedRun(node.path),
    });
    node.process = process;
    node.whyNotRun = null;
    if (node.spec !== spec) yield* process.updateSpec(node.spec);
    sendEvent(node, { type: "SPAWNED", run, pid: process.pid }, wiring);
    yield* followRun(node, run, process, wiring);
  }).pipe(
    Effect.catchAll((error) =>
      Effect.sync(() => {
        node.whyNotRun = error._tag === "CannotRun" ? (error.detail ?? null) : null;
        sendEvent(node, { type: "SPAWN_FAILED", run, error }, wiring);
      }),
    ),
  );
};

const sendEvent = (node: ServiceNode, fact: ServiceEvent, { mailbox }: Wiring): void =>
  mailbox.send(() => node.actor.send(fact));

/** An existing run until its exit, reported to the chart as events. */
export const followRun = (
  node: ServiceNode,
  run: number,
  process: RunningProcess,
  wiring: Wiring,
): Effect.Effect<void> =>
  Effect.gen(function* () {
    noteUnenforced(node, run, process, wiring);
    if (isReadyByProcess(node.actor.getSnapshot().context.rules)) {
      yield* Effect.fork(Effect.map(process.ready, () => sendEvent(node, { type: "READY", run }, wiring)));
    }
    const end = yield* process.end;
    noteEnd(node, run, process, end, wiring);
    const { exit, leftBehind = [] } = end;
    const begins = (): void => sendEvent(node, { type: "GONE", run, exit }, wiring);
    yield* afterExit(node, run, end, begins, wiring);
    const at = monotonicOf(wiring.now, end.endedAt);
    sendEvent(node, { type: "EXITED", run, at, exit, leftBehind }, wiring);
  });

const isReadyByProcess = ({ ready }: Pick<ServiceSpec, "ready">): boolean =>
  ready.kind === "log" || ready.kind === "notify";

/** Store the end of a run for status, and raise an alarm if descendants can't be killed. */
const noteEnd = (
  node: ServiceNode,
  run: number,
  process: RunningProcess,
  end: RunEnd,
  wiring: Wiring,
): void => {
  const { now, log, views } = wiring;
  countEnd(node, end, wiring);
  if (node.process === process) node.process = null;
  if (node.openRun?.run === run) node.openRun = { ...node.openRun, output: end.output ?? null };
  const { purpose } = node.actor.getSnapshot().context.stop;
  node.lastExit = lastExit({ run, ...end }, { state: node.state, stoppedFor: purpose });
  views.changed(node);
  if (end.survivors.length === 0) return;
  const reason = `still alive after SIGKILL: pid ${end.survivors.join(", ")}`;
  log.record({
    type: "alarm",
    alarm: "leftover",
    at: now.wall(),
    subject: node.path,
    by: "system",
    run,
    reason,
  });
};

const countEnd = (node: ServiceNode, { exit, endedAt }: RunEnd, { now, observations }: Wiring): void => {
  const { context } = node.actor.getSnapshot();
  const how = { state: node.state, stoppedFor: context.stop.purpose };
  const seconds = Math.max(0, monotonicOf(now, endedAt) - context.startedAt) / 1000;
  const result = resultOfRun(exit, kindOf(context, exit), how);
  node.tally = withExit(node.tally, result, seconds);
  observations.runEnded(node.path, result, seconds);
};

const stopTexts: Partial<Record<StopPurpose, string>> = {
  unhealthy: "stopped because a probe failed",
  memory: "stopped because it used too much memory",
  max_runtime: "stopped because it had run for its max_runtime",
};

/** An exit as status shows it. `state`: the state of the service when the run ended. */
export const lastExit = (
  { run, exit, endedAt }: PastEnd,
  { state, stoppedFor }: { readonly state: ChildState; readonly stoppedFor: StopPurpose },
): LastExit => ({
  run,
  code: "code" in exit ? exit.code : null,
  signal: "signal" in exit ? exit.signal : null,
  reason: state === "stopping" ? (stopTexts[stoppedFor] ?? "stopped") : describeExit(exit),
  at: new Date(endedAt).toISOString(),
});
