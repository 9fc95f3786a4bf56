import { Context, Effect, Fiber, Layer, Scope, TestClock, TestContext } from "effect";
import * as memoryJournal from "../../src/adapters/memory/Journal.ts";
import * as memoryProber from "../../src/adapters/memory/Prober.ts";
import * as memory from "../../src/adapters/memory/ProcessSpawner.ts";
import * as memoryRevisions from "../../src/adapters/memory/Revisions.ts";
import * as memoryRuns from "../../src/adapters/memory/Runs.ts";
import { serviceFrom } from "../../src/config/read/service/serviceFrom.ts";
import { revisionOf } from "../../src/daemon/revisionOf.ts";
import { type AnotherTree, CannotRun, type StaleRevision } from "../../src/domain/Errors.ts";
import type { TreeSpec } from "../../src/domain/tree/ChildSpec.ts";
import type { Applied } from "../../src/domain/view/Plan.ts";
import { Sampler } from "../../src/ports/machine/Sampler.ts";
import { Revisions } from "../../src/ports/store/Revisions.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import { layer } from "../../supervisors/supervise.ts";
import { quietMachine } from "../support/quietMachine.ts";

/** Processes by path, with all that happened to them; a command `absent` can't be run, `silent` is never ready. */
const makeWorld = () => {
  const happened: Array<string> = [];
  const live = new Map<string, memory.MemoryProcess>();
  const end = (process: memory.MemoryProcess, signal: string) =>
    Effect.sync(() => {
      live.delete(process.path);
      happened.push(`stop ${process.path}`);
      process.exit({ signal });
    });
  const script: memory.MemoryScript = {
    start: (process, spec) =>
      Effect.suspend(() => {
        const word = "argv" in spec.command ? spec.command.argv[0] : null;
        if (word === "absent")
          return new CannotRun({ problem: "ENOENT", message: `${process.path} was not found` });
        happened.push(`start ${process.path}`);
        live.set(process.path, process);
        if (word !== "silent") process.becomeReady();
        return Effect.void;
      }),
    asked: end,
    killed: (process) => end(process, "SIGKILL"),
  };
  return { script, happened, live };
};

const settle = Effect.gen(function* () {
  for (let turn = 0; turn < 4; turn += 1) {
    yield* Effect.yieldNow();
    yield* Effect.promise(() => new Promise<void>((resume) => setImmediate(resume)));
  }
});
export const pass = (ms: number) => Effect.zipRight(TestClock.adjust(ms), settle);

/** Begin an effect, and let virtual time pass until it is over, but for 50 s at most. */
const begin = <A, E>(effect: Effect.Effect<A, E>): Effect.Effect<Fiber.RuntimeFiber<A, E>> =>
  Effect.gen(function* () {
    const fiber = yield* Effect.fork(effect);
    for (let turn = 0; turn < 500 && (yield* Fiber.poll(fiber))._tag === "None"; turn += 1) yield* pass(100);
    return fiber;
  });

/** Let virtual time pass until an effect is over. */
export const over = <A, E>(effect: Effect.Effect<A, E>): Effect.Effect<A, E> =>
  Effect.flatMap(begin(effect), Fiber.join);

const options = { by: "user:test", source: "test.yaml", message: "a test" };

/** A daemon of a tree, on virtual time. */
export const running = <A, E>(
  tree: TreeSpec,
  use: (daemon: {
    readonly supervision: typeof Supervision.Service;
    readonly revisions: typeof Revisions.Service;
    readonly world: ReturnType<typeof makeWorld>;
    readonly apply: (
      wanted: TreeSpec,
      revision?: string,
    ) => Effect.Effect<Applied, AnotherTree | StaleRevision>;
  }) => Effect.Effect<A, E>,
): Promise<A> => {
  const world = makeWorld();
  const outside = Layer.mergeAll(
    quietMachine,
    memory.layer(world.script),
    memoryJournal.layer,
    memoryRevisions.layer,
    memoryRuns.layer,
    Layer.succeed(Sampler, Sampler.of({ sample: () => Effect.succeed(new Map()) })),
    memoryProber.layer(),
  );
  const tree_ = layer(
    { kind: "valid", tree, formerly: () => tree, source: "test.yaml" },
    {
      version: "test",
      pid: 1,
      followsFile: true,
      problem: null,
      complain: () => undefined,
      revisionOf,
      serviceFrom: (name, command, strategy) => serviceFrom(name, command, "/", strategy),
    },
  );
  const program = Effect.gen(function* () {
    const scope = yield* Scope.make();
    const context = yield* Layer.buildWithScope(Layer.provideMerge(tree_, outside), scope);
    const supervision = Context.get(context, Supervision);
    // A tree in which a start is held need never be settled.
    yield* begin(supervision.settled);
    const result = yield* use({
      supervision,
      revisions: Context.get(context, Revisions),
      world,
      apply: (wanted, revision) => over(supervision.apply(wanted, { ...options, revision })),
    });
    yield* over(supervision.shutdown("at_once", "test"));
    return result;
  });
  return Effect.runPromise(Effect.provide(program, TestContext.TestContext));
};

export const statesOf = (supervision: typeof Supervision.Service) =>
  Effect.map(supervision.status(), ({ children }) =>
    Object.fromEntries(children.map(({ path, state }) => [path, state])),
  );

/** The process and run of every service that runs. */
export const runsOf = (supervision: typeof Supervision.Service) =>
  Effect.map(
    supervision.status(),
    ({ children }) =>
      new Map(
        children.flatMap((child) =>
          child.kind === "service" && child.pid !== null ? [[child.path, `${child.pid} ${child.run}`]] : [],
        ),
      ),
  );
