import {
  Chunk,
  Clock,
  Deferred,
  Effect,
  Either,
  FiberId,
  Layer,
  Schema,
  TestClock,
  TestContext,
} from "effect";
import * as memoryJournal from "../../src/adapters/memory/Journal.ts";
import * as memoryProber from "../../src/adapters/memory/Prober.ts";
import * as memory from "../../src/adapters/memory/ProcessSpawner.ts";
import * as memoryRuns from "../../src/adapters/memory/Runs.ts";
import { CannotRun, type SpawnError, SpawnFailed } from "../../src/domain/Errors.ts";
import { TreeSpec } from "../../src/domain/tree/ChildSpec.ts";
import type { Exit } from "../../src/domain/tree/Exit.ts";
import { contradictions } from "../../src/policy/contradictions.ts";
import * as commands from "../../supervisors/commands/commands.ts";
import * as wholeTree from "../../supervisors/commands/wholeTree.ts";
import { withDescendants } from "../../supervisors/node/service/descendants.ts";
import { makeTree, type Tree } from "../../supervisors/tree/tree.ts";
import { quietMachine } from "../support/quietMachine.ts";
import type { Case, CaseNode, StartOutcome, Stimulus } from "./caseFormat.ts";
import { ignoreCode, treeOf, workersOf } from "./caseTree.ts";
import { by, call, finalOf, idOf, isBusy, type Observed, observe, seenAs, supervisorAt } from "./otpView.ts";

const exitFor: Readonly<Record<string, Exit>> = {
  normal: { code: 0 },
  shutdown: { signal: "SIGTERM" },
  shutdown_term: { signal: "SIGTERM" },
  abnormal: { code: 1 },
  killed: { signal: "SIGKILL" },
};

/** The world of one case: scripted processes, and the log that an observer keeps. */
const makeWorld = (theCase: Case, now: () => number) => {
  const log: Array<string> = [];
  const times: Array<number> = [];
  const line = (text: string): void => {
    log.push(text);
    times.push(now());
  };
  const workers = new Map(workersOf(theCase.tree).map((node) => [node.id, node]));
  const template = workersOf(theCase.tree).find(({ pool }) => pool);
  const worker = (id: string): CaseNode => workers.get(id) ?? { ...template, id };
  const attempts = new Map<string, number>();
  const gates = new Map<string, Deferred.Deferred<StartOutcome>>();
  const alive = new Map<number, memory.MemoryProcess>();
  /** How the end of a process is to be called in the log, where the exit alone does not say. */
  const called = new Map<string, string>();
  const crowded: Array<string> = [];

  const aliveOf = (id: string) => [...alive.values()].filter(({ path }) => idOf(path) === id);
  const over = (process: memory.MemoryProcess, exit: Exit): void => {
    alive.delete(process.pid);
    process.exit(exit);
  };
  const end = (id: string, reason: string, exit: Exit = exitFor[reason] ?? { code: 1 }): void => {
    called.set(id, reason);
    for (const process of aliveOf(id)) over(process, exit);
  };

  const begin = (process: memory.MemoryProcess, outcome: StartOutcome): Effect.Effect<void, SpawnError> => {
    const id = idOf(process.path);
    const later = (ms: number, then: () => void) =>
      Effect.asVoid(Effect.forkDaemon(Effect.sleep(ms).pipe(Effect.andThen(Effect.sync(then)))));
    const open = (released: StartOutcome): void =>
      released === "ok"
        ? process.becomeReady()
        : over(process, { code: released === "ignore" ? ignoreCode : 1 });
    if (outcome === "ok" || outcome === "ignore") return Effect.sync(() => open(outcome));
    if (outcome === "fail" || outcome === "raise") {
      alive.delete(process.pid);
      return Effect.fail(new SpawnFailed({ code: "FAIL", message: "fail" }));
    }
    if (outcome === "gate") {
      line(`starting ${id}`);
      const gate = Deferred.unsafeMake<StartOutcome>(FiberId.none);
      gates.set(id, gate);
      return Effect.asVoid(Effect.forkDaemon(Effect.map(Deferred.await(gate), open)));
    }
    if ("ok_after_ms" in outcome) return later(outcome.ok_after_ms, process.becomeReady);
    if ("timeout_ms" in outcome) return Effect.void;
    if ("spawn_error" in outcome) {
      alive.delete(process.pid);
      return Effect.fail(new CannotRun({ problem: "ENOENT", message: "not found" }));
    }
    if ("exit_before_ready" in outcome)
      return Effect.sync(() => over(process, { code: outcome.exit_before_ready }));
    process.becomeReady();
    return later(outcome.after_ms, () => end(id, outcome.ok_then_exit));
  };

  const script: memory.MemoryScript = {
    start: (process) =>
      Effect.suspend(() => {
        const id = idOf(process.path);
        const attempt = attempts.get(id) ?? 0;
        attempts.set(id, attempt + 1);
        alive.set(process.pid, process);
        if (aliveOf(id).length > 1) crowded.push(id);
        const outcomes = worker(id).start ?? ["ok"];
        return begin(process, outcomes[Math.min(attempt, outcomes.length - 1)] ?? "ok");
      }),
    asked: (process) => {
      const onStop = worker(idOf(process.path)).on_stop ?? "obey";
      if (onStop === "ignore" || worker(idOf(process.path)).unkillable) return Effect.void;
      const exit: Exit =
        typeof onStop === "object" && "exit" in onStop
          ? (exitFor[onStop.exit] ?? { code: 1 })
          : { signal: "SIGTERM" };
      const obey = Effect.sync(() => over(process, exit));
      return typeof onStop === "object" && "delay_ms" in onStop ? Effect.delay(obey, onStop.delay_ms) : obey;
    },
    killed: (process) =>
      worker(idOf(process.path)).unkillable
        ? Effect.void
        : Effect.sync(() => over(process, { signal: "SIGKILL" })),
  };
  return { log, times, line, script, gates, called, end, alive, crowded, workers, worker };
};
type MemoryWorld = ReturnType<typeof makeWorld>;

/** Let everything happen that can happen without time passing. */
const settle = Effect.gen(function* () {
  for (let turn = 0; turn < 6; turn += 1) {
    yield* Effect.yieldNow();
    yield* Effect.promise(() => new Promise<void>((resume) => setImmediate(resume)));
  }
});

/** Let virtual time pass from timer to timer until nobody is busy, for at most `forMs`. */
const untilQuiet = (tree: Tree, forMs: number) =>
  Effect.gen(function* () {
    yield* settle;
    const began = yield* Clock.currentTimeMillis;
    while (isBusy(tree)) {
      const now = yield* Clock.currentTimeMillis;
      const next = Chunk.reduce(yield* TestClock.sleeps(), Number.POSITIVE_INFINITY, (a, b) =>
        b > now ? Math.min(a, b) : a,
      );
      if (next - began > forMs) return;
      yield* TestClock.setTime(next);
      yield* settle;
    }
  });

const decodeTree = Schema.decodeUnknownEither(TreeSpec);

const perform = (tree: Tree, world: MemoryWorld, stimulus: Stimulus, problems: Array<string>) =>
  Effect.gen(function* () {
    const child = stimulus.child ?? "";
    switch (stimulus.do) {
      case "exit":
        if (stimulus.code !== undefined) {
          world.end(child, seenAs({ code: stimulus.code }, world.worker(child).success_codes ?? [0]), {
            code: stimulus.code,
          });
        } else world.end(child, stimulus.reason ?? "abnormal");
        return;
      case "signal":
        world.end(child, seenAs({ signal: stimulus.signal ?? "" }, []), { signal: stimulus.signal ?? "" });
        return;
      case "kill": {
        const at = tree.wiring.now.monotonic();
        const supervisor = supervisorAt(tree, child);
        if (supervisor) supervisor.actor.send({ type: "KILLED", at, reason: "killed", by: "system" });
        else world.end(child, "killed");
        return;
      }
      case "together":
        for (const [id, reason] of stimulus.list ?? []) world.end(id, reason);
        return;
      case "wait":
        yield* TestClock.adjust(stimulus.ms ?? 0);
        return;
      case "release": {
        const gate = world.gates.get(child);
        if (gate) yield* Deferred.succeed(gate, stimulus.outcome ?? "ok");
        return;
      }
      case "stop_tree":
      case "stop_tree_async":
        yield* Effect.forkScoped(wholeTree.stopTree(tree, "in_order", "system"));
        return;
      case "alien_exit":
        return;
      case "check":
        if (stimulus.what === "no_process_left" && world.alive.size > 0) problems.push("a process is left");
        if (stimulus.what === "at_most_one_process") problems.push(...world.crowded);
        return;
      case "api": {
        const subject = stimulus.child ?? stimulus.spec?.id ?? "";
        const note = (result: string): void =>
          world.line(`api ${stimulus.call} ${stimulus.sup} ${subject} -> ${result}`);
        yield* Effect.forkScoped(Effect.map(call(tree, world, stimulus), note));
        return;
      }
      default:
        throw new Error(`unknown stimulus ${stimulus.do}`);
    }
  });

/** How much virtual time a step may take before it counts as never coming to rest. */
const patienceMs = 20_000;

/**
 * How much virtual time passes between two stimuli while a supervisor is busy. OTP's answers nobody until
 * it is done; in the cases that OTP can't express the next stimulus comes after the cases' quiet time.
 */
const patienceFor = ({ otp, tree }: Case): number =>
  otp === false && !workersOf(tree).some(({ unkillable }) => unkillable) ? 60 : patienceMs;

const program = (theCase: Case) =>
  Effect.gen(function* () {
    const clock = yield* Effect.clock;
    const world = makeWorld(theCase, () => clock.unsafeCurrentTimeMillis());
    const decoded = decodeTree(treeOf(theCase.tree));
    if (Either.isLeft(decoded) || contradictions(decoded.right.root).length > 0) {
      return { log: [`sup_refused ${theCase.tree.id}`], times: [0], final: {}, violations: [] };
    }
    const outside = Layer.mergeAll(
      quietMachine,
      memory.layer(world.script),
      memoryJournal.layer,
      memoryRuns.layer,
      memoryProber.layer(),
    );
    const grown = yield* makeTree(decoded.right, memory.nothingLeft).pipe(Effect.provide(outside));
    const tree: Tree = {
      ...grown,
      addNode: (spec, parent) => Effect.tap(grown.addNode(spec, parent), (node) => observe(node, world)),
    };
    for (const node of withDescendants(tree.root)) observe(node, world);
    const problems: Array<string> = [];
    yield* Effect.forkScoped(commands.start(tree, tree.root, by));
    yield* untilQuiet(tree, patienceMs);
    for (const stimulus of theCase.do) {
      yield* perform(tree, world, stimulus, problems);
      yield* untilQuiet(tree, patienceFor(theCase));
    }
    yield* untilQuiet(tree, patienceMs);
    const now = clock.unsafeCurrentTimeMillis();
    const supervisors = withDescendants(tree.root).filter((node) => node.kind === "supervisor");
    const final = Object.fromEntries(supervisors.map((node) => [node.spec.id, finalOf(node, now)]));
    return { log: [...world.log], times: [...world.times], final, violations: problems };
  });

/** Run a case on the wired tree: scripted processes, virtual time. */
export const runInMemory = (theCase: Case): Promise<Observed> =>
  Effect.runPromise(program(theCase).pipe(Effect.scoped, Effect.provide(TestContext.TestContext)));
