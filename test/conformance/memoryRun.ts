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
import * as memory from "../../src/adapters/memory/ProcessSpawner.ts";
import { ServiceSpec, TreeSpec } from "../../src/domain/ChildSpec.ts";
import { CannotRun, type NotPossible, type SpawnError, SpawnFailed } from "../../src/domain/Errors.ts";
import type { Exit } from "../../src/domain/Exit.ts";
import { contradictions } from "../../src/policy/contradictions.ts";
import { recent } from "../../src/policy/intensity.ts";
import { isActive, type Member } from "../../src/policy/roster.ts";
import * as commands from "../../supervisors/commands.ts";
import {
  type ServiceNode,
  type SupervisorNode,
  type TreeNode,
  withDescendants,
} from "../../supervisors/node.ts";
import type { Outcome } from "../../supervisors/Supervision.ts";
import { makeTree, type Tree } from "../../supervisors/tree.ts";
import type { Case, CaseNode, Final, StartOutcome, Stimulus } from "./caseFormat.ts";
import { ignoreCode, serviceOf, treeOf, workersOf } from "./caseTree.ts";

/** What a run of a case came to. */
export interface Observed {
  readonly log: ReadonlyArray<string>;
  /** Virtual ms of each line. */
  readonly times: ReadonlyArray<number>;
  readonly final: Readonly<Record<string, Final>>;
  /** Violations of the case's `check` stimuli. */
  readonly violations: ReadonlyArray<string>;
}

const by = { by: "system", wait: true } as const;

const exitFor: Readonly<Record<string, Exit>> = {
  normal: { code: 0 },
  shutdown: { signal: "SIGTERM" },
  shutdown_term: { signal: "SIGTERM" },
  abnormal: { code: 1 },
  killed: { signal: "SIGKILL" },
};

const stoppedAs = (exit: Exit): string => {
  if ("signal" in exit) return exit.signal === "SIGKILL" ? "killed" : "shutdown";
  return "code" in exit && exit.code === 0 ? "shutdown" : "abnormal";
};

const topState = (value: unknown): ServiceNode["state"] =>
  (typeof value === "string" ? value : Object.keys(value ?? {})[0]) as ServiceNode["state"];

const seenAs = (exit: Exit, successCodes: ReadonlyArray<number>): string => {
  if ("signal" in exit)
    return exit.signal === "SIGKILL" ? "killed" : exit.signal === "SIGTERM" ? "shutdown" : "abnormal";
  return "code" in exit && successCodes.includes(exit.code) ? "normal" : "abnormal";
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
type World = ReturnType<typeof makeWorld>;

/** The id of a case's child from its path: the last part, without the `#` of a pool's instance. */
const idOf = (path: string): string => path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("#")) + 1);

/** Write what an observer of OTP would see of this node into the log. */
const observe = (node: TreeNode, world: World): void => {
  const id = idOf(node.path) || node.spec.id;
  if (node.kind === "supervisor") observeSupervisor(node, id, world);
  else observeService(node, id, world);
};

const isOn = (state: string): boolean => ["starting", "running", "stopping"].includes(state);

const observeSupervisor = (node: SupervisorNode, id: string, { line }: World): void => {
  let before = "stopped";
  node.actor.subscribe(({ value, context }) => {
    const state = typeof value === "string" ? value : (Object.keys(value)[0] ?? "");
    const killed = context.stop.purpose === "killed";
    if (state !== before) {
      if (!isOn(before) && isOn(state)) line(`sup_start ${id}`);
      if (state === "stopping" && killed) line(`sup_exit ${id} killed`);
      if (!killed && isOn(before) && !isOn(state)) {
        line(`sup_exit ${id} ${context.stop.purpose === "start_failed" ? "start_failed" : "shutdown"}`);
      }
    }
    before = state;
  });
};

const observeService = (node: ServiceNode, id: string, { line, called, worker }: World): void => {
  let before: ServiceNode["state"] = "stopped";
  let stoppedFrom: ServiceNode["state"] = "stopped";
  node.actor.on("ALARM", ({ alarm }) => line(`alert ${alarm} ${id}`));
  node.actor.on("IGNORED", () => line(`start_ignore ${id}`));
  node.actor.on("START_FAILED", () => line(`start_fail ${id}`));
  node.actor.on("STARTED", () => line(`start ${id}`));
  node.actor.subscribe(({ value, context }) => {
    const state = topState(value);
    const exit = context.lastEnd?.exit ?? { code: 0 };
    if (before === "running" && state !== "stopping" && state !== "running") {
      line(`exit ${id} ${called.get(id) ?? seenAs(exit, worker(id).success_codes ?? [0])}`);
      called.delete(id);
    }
    if (state === "stopping" && before !== "stopping") stoppedFrom = before;
    if (before === "stopping" && state === "stopped") {
      line(stoppedFrom === "starting" ? `start_abort ${id}` : `stop ${id} ${stoppedAs(exit)}`);
    }
    before = state;
  });
};

/** Let everything happen that can happen without time passing. */
const settle = Effect.gen(function* () {
  for (let turn = 0; turn < 6; turn += 1) {
    yield* Effect.yieldNow();
    yield* Effect.promise(() => new Promise<void>((resume) => setImmediate(resume)));
  }
});

/** Whether a supervisor is in the middle of something, as OTP's would not answer. */
const isBusy = (tree: Tree): boolean =>
  withDescendants(tree.root).some((node) => {
    if (node.kind === "service") return node.state === "starting" || node.state === "stopping";
    return node.state === "starting" || node.state === "stopping";
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

const shownStanding: Readonly<Record<Member["standing"], string>> = {
  down: "stopped",
  finished: "stopped",
  failed: "stopped",
  dropped: "stopped",
  up: "running",
  starting: "restarting",
  trying: "restarting",
  waiting: "restarting",
  stopping: "stopping",
};

/** As which_children shows it: a failed child whose group is being stopped first is not restarting yet. */
const shownChild = (supervisor: SupervisorNode, { id, standing }: Member): string => {
  const node = supervisor.children.find(({ spec }) => spec.id === id);
  const isDecided = node?.kind !== "service" || !node.actor.getSnapshot().matches({ backoff: "deciding" });
  return standing === "waiting" && !isDecided ? "stopped" : shownStanding[standing];
};

const membersOf = (node: SupervisorNode) =>
  node.actor.getSnapshot().context.children.filter(({ standing }) => standing !== "dropped");

const supervisorAt = (tree: Tree, id: string): SupervisorNode | undefined =>
  withDescendants(tree.root).find(
    (node): node is SupervisorNode => node.kind === "supervisor" && node.spec.id === id,
  );

const finalOf = (node: SupervisorNode, now: number): Final =>
  node.state !== "running"
    ? "down"
    : {
        restarts: recent(node.actor.getSnapshot().context.window, now, node.spec.periodMs).length,
        children: membersOf(node).map(
          ({ id, standing }) => [id.replace("#", ""), shownStanding[standing]] as const,
        ),
      };

const answerOf = (effect: Effect.Effect<Outcome, NotPossible>): Effect.Effect<string> =>
  Effect.match(effect, {
    onSuccess: ({ reached }) => (reached ? "ok" : "error:start_failed"),
    onFailure: ({ reason }) => `error:${reason}`,
  });

/** One call of OTP's supervisor API, made with what the command line is made of. */
const call = (tree: Tree, world: World, stimulus: Stimulus): Effect.Effect<string> => {
  const supervisor = supervisorAt(tree, stimulus.sup ?? "");
  if (!supervisor) return Effect.succeed("error:noproc");
  const pool = supervisor.spec.template;
  const id = stimulus.child ?? stimulus.spec?.id ?? "";
  const node = supervisor.children.find(({ spec }) => spec.id === (pool ? `#${id}` : id));
  const standing = membersOf(supervisor).find((member) => member.id === node?.spec.id);
  switch (stimulus.call) {
    case "start_child": {
      if (stimulus.spec) world.workers.set(stimulus.spec.id, stimulus.spec);
      const spec = pool ? { ...pool, id: `#${id}` } : decodeService(serviceOf(stimulus.spec ?? { id }));
      return answerOf(commands.add(tree, supervisor, spec, by));
    }
    case "terminate_child":
      if (!node || !standing) return Effect.succeed(pool ? "error:simple_one_for_one" : "error:not_found");
      return answerOf(pool ? commands.remove(tree, node, "system") : commands.stop(tree, node, by));
    case "restart_child":
      if (!node || !standing) return Effect.succeed(pool ? "error:simple_one_for_one" : "error:not_found");
      if (node.state === "running") return Effect.succeed("error:running");
      return answerOf(commands.start(tree, node, by));
    case "delete_child":
      if (!node || !standing) return Effect.succeed(pool ? "error:simple_one_for_one" : "error:not_found");
      if (isActive(standing)) return Effect.succeed(`error:${shownStanding[standing.standing]}`);
      return answerOf(commands.remove(tree, node, "system"));
    case "which_children":
      return Effect.sync(() =>
        membersOf(supervisor)
          .map((one) => `${one.id}=${shownChild(supervisor, one)}`)
          .join(","),
      );
    case "count_children":
      return Effect.sync(() => {
        const all = membersOf(supervisor);
        const specs = pool ? 1 : all.length;
        return `${specs},${all.filter(isActive).length},${supervisor.children.filter(({ kind }) => kind === "supervisor").length},${all.length}`;
      });
    case "get_childspec": {
      if (!node) return Effect.succeed("error:not_found");
      const { restart, shutdown, kind, significant } = node.spec;
      return Effect.succeed(`${restart},${shutdown},${kind === "service" ? "worker" : kind},${significant}`);
    }
    default:
      throw new Error(`unknown call ${stimulus.call}`);
  }
};

const decodeService = Schema.decodeUnknownSync(ServiceSpec);
const decodeTree = Schema.decodeUnknownEither(TreeSpec);

const perform = (tree: Tree, world: World, stimulus: Stimulus, problems: Array<string>) =>
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
        yield* Effect.forkScoped(commands.stopTree(tree, "in_order", "system"));
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
    const outside = Layer.merge(memory.layer(world.script), memoryJournal.layer);
    const grown = yield* makeTree(decoded.right).pipe(Effect.provide(outside));
    const tree: Tree = {
      ...grown,
      grow: (spec, parent) => Effect.tap(grown.grow(spec, parent), (node) => observe(node, world)),
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
