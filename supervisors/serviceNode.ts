import { Effect, Runtime, type Scope } from "effect";
import { createActor } from "xstate";
import type { ServiceEmitted, ServiceEvent } from "../machines/service/events.ts";
import { serviceMachine } from "../machines/service.ts";
import { type ChildPath, join } from "../src/domain/ChildPath.ts";
import type { ServiceSpec } from "../src/domain/ChildSpec.ts";
import type { Exit } from "../src/domain/Exit.ts";
import type { LastExit } from "../src/domain/Status.ts";
import { describeExit } from "../src/policy/exit.ts";
import type { RunEnd, RunningProcess } from "../src/ports/ProcessSpawner.ts";
import { memoryOf, monotonicOf } from "./memory.ts";
import { memberOf, type ServiceNode, type SupervisorNode } from "./node.ts";
import { report } from "./report.ts";
import { inFuture, recordTransitions, type Wiring } from "./wiring.ts";

/** A service's actor, wired to its supervisor and to the operating system. */
export const makeServiceNode = (
  spec: ServiceSpec,
  parent: SupervisorNode,
  scope: Scope.CloseableScope,
  lastRuns: ReadonlyMap<ChildPath, number>,
  wiring: Wiring,
): ServiceNode => {
  const path = join(parent.path, spec.id);
  const lastRun = lastRuns.get(path) ?? 0;
  const actor = createActor(serviceMachine, { input: { rules: spec, lastRun }, clock: wiring.timers });
  const node: ServiceNode = {
    kind: "service",
    path,
    parent,
    spec,
    scope,
    actor,
    state: "stopped",
    since: wiring.now.wall(),
    nextAttemptAt: null,
    killAt: null,
    process: null,
    askedRun: null,
    lastRun,
    firstRun: lastRun + 1,
    restarts: 0,
    lastExit: null,
  };
  actor.start();
  recordTransitions(node, wiring, (state, by) => {
    node.killAt = null;
    const isTriedAgain = (memberOf(node)?.refusals ?? 0) > 0;
    if (state === "starting" && by === "system" && node.lastRun > node.firstRun && !isTriedAgain)
      node.restarts += 1;
  });
  actor.subscribe((snapshot) => noteDeadlines(node, snapshot, wiring));
  actor.on("*", (emitted) => answer(node, emitted, wiring));
  return node;
};

/** Keep the times at which something is due, for people. */
const noteDeadlines = (
  node: ServiceNode,
  snapshot: ReturnType<ServiceNode["actor"]["getSnapshot"]>,
  { now }: Wiring,
): void => {
  if (snapshot.matches({ backoff: "waiting" })) {
    node.nextAttemptAt ??= inFuture(now, snapshot.context.delayMs);
  }
  const { rules, spentMs } = snapshot.context;
  if (snapshot.matches({ stopping: "asking" }) && typeof rules.shutdown === "number") {
    node.killAt ??= inFuture(now, Math.max(0, rules.shutdown - spentMs));
  }
};

/** Carry out what a service's chart asks for, and pass on what it reports. */
const answer = (node: ServiceNode, emitted: ServiceEmitted, wiring: Wiring): void => {
  const { now, log, runtime } = wiring;
  switch (emitted.type) {
    case "SPAWN":
      Runtime.runFork(runtime)(oneRun(node, emitted.run, wiring), { scope: node.scope });
      break;
    case "ASK":
      Runtime.runFork(runtime)(end(node, ({ ask }) => ask, wiring));
      break;
    case "KILL":
      Runtime.runFork(runtime)(end(node, ({ kill }) => kill, wiring));
      break;
    case "ALARM":
      log.record({ ...emitted, type: "alarm", at: now.wall(), subject: node.path, by: "system" });
      break;
    default:
      report(node, emitted, wiring);
  }
};

/**
 * Send the process of a run a signal to end by. Why is written down first: to the next daemon an end that nobody
 * has asked for is a crash.
 */
const end = (
  node: ServiceNode,
  how: (process: RunningProcess) => Effect.Effect<void>,
  { log, now }: Wiring,
): Effect.Effect<void> =>
  Effect.suspend(() => {
    const { process } = node;
    const { run } = node.actor.getSnapshot().context;
    const noted = Effect.sync(() => {
      node.askedRun = run;
      log.remember(node.path, () => memoryOf(node, now));
    });
    return process ? log.flushFast.pipe(Effect.andThen(how(process)), Effect.andThen(noted)) : Effect.void;
  });

/** One run from spawn to end, told to the chart as facts. */
const oneRun = (node: ServiceNode, run: number, wiring: Wiring): Effect.Effect<void> => {
  const { spawner } = wiring;
  return Effect.gen(function* () {
    const { spec } = node;
    const process = yield* spawner.spawn({ path: node.path, run, spec });
    node.process = process;
    if (node.spec !== spec) yield* process.goBy(node.spec);
    tell(node, { type: "SPAWNED", run, pid: process.pid }, wiring);
    yield* followRun(node, run, process, wiring);
  }).pipe(
    Effect.catchAll((error) => Effect.sync(() => tell(node, { type: "SPAWN_FAILED", run, error }, wiring))),
  );
};

const tell = (node: ServiceNode, fact: ServiceEvent, { post }: Wiring): void =>
  post.letter(() => node.actor.send(fact));

/** A run that exists, to its end: told to the chart as facts. */
export const followRun = (
  node: ServiceNode,
  run: number,
  process: RunningProcess,
  wiring: Wiring,
): Effect.Effect<void> =>
  Effect.gen(function* () {
    if (isReadyByProcess(node.actor.getSnapshot().context.rules)) {
      yield* Effect.fork(Effect.map(process.ready, () => tell(node, { type: "READY", run }, wiring)));
    }
    const end = yield* process.end;
    noteEnd(node, run, process, end, wiring);
    tell(node, { type: "EXITED", run, at: monotonicOf(wiring.now, end.endedAt), exit: end.exit }, wiring);
  });

const isReadyByProcess = ({ ready }: Pick<ServiceSpec, "ready">): boolean =>
  ready.kind === "log" || ready.kind === "notify";

/** The end of a run as status shows it; descendants that can't be killed raise an alarm. */
const noteEnd = (
  node: ServiceNode,
  run: number,
  process: RunningProcess,
  end: RunEnd,
  { now, log }: Wiring,
): void => {
  const at = new Date(end.endedAt).toISOString();
  if (node.process === process) node.process = null;
  node.lastExit = lastExit(run, end.exit, node.state === "stopping" ? "stopped" : describeExit(end.exit), at);
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

/** An exit as status shows it. */
export const lastExit = (run: number, exit: Exit, reason: string, at: string): LastExit => ({
  run,
  code: "code" in exit ? exit.code : null,
  signal: "signal" in exit ? exit.signal : null,
  reason,
  at,
});
