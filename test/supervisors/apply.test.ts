import { Context, Effect, Fiber, Layer, Scope, TestClock, TestContext } from "effect";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as memoryJournal from "../../src/adapters/memory/Journal.ts";
import * as memory from "../../src/adapters/memory/ProcessSpawner.ts";
import * as memoryRevisions from "../../src/adapters/memory/Revisions.ts";
import { serviceFrom } from "../../src/config/serviceFrom.ts";
import { isWithin } from "../../src/domain/ChildPath.ts";
import type { TreeSpec } from "../../src/domain/ChildSpec.ts";
import { CannotRun, type StaleRevision } from "../../src/domain/Errors.ts";
import type { Applied, PlanStep } from "../../src/domain/Plan.ts";
import { Revisions } from "../../src/ports/Revisions.ts";
import { Sampler } from "../../src/ports/Sampler.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import { layer } from "../../supervisors/supervise.ts";
import { anyTree, anyTreeWithAbsent, treeOf } from "../policy/trees.ts";

/** Processes by path, with all that happened to them; a command `absent` can't be run. */
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
        if ("argv" in spec.command && spec.command.argv[0] === "absent")
          return new CannotRun({ problem: "ENOENT", message: `${process.path} was not found` });
        happened.push(`start ${process.path}`);
        live.set(process.path, process);
        process.becomeReady();
        return Effect.void;
      }),
    asked: (process) => end(process, "SIGTERM"),
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
const pass = (ms: number) => Effect.zipRight(TestClock.adjust(ms), settle);

/** Let virtual time pass until an effect is over. */
const over = <A, E>(effect: Effect.Effect<A, E>): Effect.Effect<A, E> =>
  Effect.gen(function* () {
    const fiber = yield* Effect.fork(effect);
    for (let turn = 0; turn < 500 && (yield* Fiber.poll(fiber))._tag === "None"; turn += 1) yield* pass(100);
    return yield* fiber.await.pipe(Effect.flatten);
  });

const options = { by: "user:test", source: "test.yaml", message: "a test" };

/** A daemon of a tree, on virtual time. */
const running = <A, E>(
  tree: TreeSpec,
  use: (daemon: {
    readonly supervision: typeof Supervision.Service;
    readonly revisions: typeof Revisions.Service;
    readonly world: ReturnType<typeof makeWorld>;
    readonly apply: (wanted: TreeSpec, revision?: string) => Effect.Effect<Applied, StaleRevision>;
  }) => Effect.Effect<A, E>,
): Promise<A> => {
  const world = makeWorld();
  const outside = Layer.mergeAll(
    memory.layer(world.script),
    memoryJournal.layer,
    memoryRevisions.layer,
    Layer.succeed(Sampler, Sampler.of({ sample: () => Effect.succeed(new Map()) })),
  );
  const tree_ = layer(tree, {
    version: "test",
    pid: 1,
    source: "test.yaml",
    revisionOf: (spec) => JSON.stringify(spec),
    serviceFrom: (name, command) => serviceFrom(name, command, "/"),
  });
  const program = Effect.gen(function* () {
    const scope = yield* Scope.make();
    const context = yield* Layer.buildWithScope(Layer.provideMerge(tree_, outside), scope);
    const supervision = Context.get(context, Supervision);
    yield* over(supervision.settled);
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

const statesOf = (supervision: typeof Supervision.Service) =>
  Effect.map(supervision.status(), ({ children }) =>
    Object.fromEntries(children.map(({ path, state }) => [path, state])),
  );

/** The process and run of every service that runs. */
const runsOf = (supervision: typeof Supervision.Service) =>
  Effect.map(
    supervision.status(),
    ({ children }) =>
      new Map(
        children.flatMap((child) =>
          child.kind === "service" && child.pid !== null ? [[child.path, `${child.pid} ${child.run}`]] : [],
        ),
      ),
  );

/** Where processes end because of these steps. */
const endingPlaces = (steps: ReadonlyArray<PlanStep>): ReadonlyArray<string> =>
  steps.flatMap(({ action, instances, path }) => {
    if (action === "scale") return instances;
    return ["remove", "replace", "restart"].includes(action) ? [path] : [];
  });

describe("apply", () => {
  it("reaches the wanted tree from any other, and touches only what differs", async () => {
    await fc.assert(
      fc.asyncProperty(anyTree, anyTree, (before, after) =>
        running(before, ({ supervision, apply }) =>
          Effect.gen(function* () {
            const earlier = yield* runsOf(supervision);
            const applied = yield* apply(after);
            expect(applied.error).toBeNull();
            expect((yield* supervision.plan(after)).steps).toEqual([]);
            const ending = endingPlaces(applied.steps);
            const later = yield* runsOf(supervision);
            const same = [...earlier].filter(([path]) => !ending.some((place) => isWithin(place, path)));
            for (const [path, run] of same) expect(later.get(path), path).toBe(run);
            const { children } = yield* supervision.status();
            for (const { path, state, wanted } of children)
              if (wanted === "up") expect([path, state]).toEqual([path, "running"]);
          }),
        ),
      ),
      { numRuns: 60, seed: 20_261_121 },
    );
  }, 60_000);

  it("brings any tree back to what it was when a step fails, and touches only what differed", async () => {
    let failed = 0;
    await fc.assert(
      fc.asyncProperty(anyTree, anyTreeWithAbsent, (before, after) =>
        running(before, ({ supervision, apply }) =>
          Effect.gen(function* () {
            const earlier = yield* runsOf(supervision);
            const states = yield* statesOf(supervision);
            const { applied, restore_error, steps } = yield* apply(after);
            if (applied) return;
            failed += 1;
            expect(restore_error).toBeNull();
            expect((yield* supervision.plan(before)).steps).toEqual([]);
            expect(yield* statesOf(supervision)).toEqual(states);
            const places = endingPlaces(steps);
            const later = yield* runsOf(supervision);
            for (const [path, run] of earlier)
              if (!places.some((place) => isWithin(place, path))) expect(later.get(path), path).toBe(run);
          }),
        ),
      ),
      { numRuns: 60, seed: 20_261_121 },
    );
    expect(failed).toBeGreaterThan(5);
  }, 60_000);

  it("changes rules under a running process, which then counts by them", () =>
    running(treeOf("children: { a: { command: a, min_uptime: 0 } }"), ({ supervision, world, apply }) =>
      Effect.gen(function* () {
        const before = yield* runsOf(supervision);
        yield* apply(treeOf("children: { a: { command: a, min_uptime: 0, restart: temporary } }"));
        expect(yield* runsOf(supervision)).toEqual(before);
        world.live.get("a")?.exit({ code: 1 });
        yield* pass(60_000);
        expect(yield* statesOf(supervision)).toEqual({ a: "failed" });
      }),
    ));

  it("gives a running child its new readiness at its next start, and not before", () =>
    running(treeOf("children: { a: { command: a, min_uptime: 0 } }"), ({ supervision, apply }) =>
      Effect.gen(function* () {
        const wanted = treeOf("children: { a: { command: a, min_uptime: 20s } }");
        const applied = yield* apply(wanted);
        expect(applied.steps.map((step) => step.class)).toEqual(["on_next_start"]);
        const restarted = yield* Effect.fork(supervision.restart("a", { by: "user:test", wait: false }));
        yield* pass(10_000);
        expect(yield* statesOf(supervision)).toEqual({ a: "starting" });
        yield* pass(10_000);
        expect(yield* statesOf(supervision)).toEqual({ a: "running" });
        yield* Fiber.join(restarted);
      }),
    ));

  it("starts what is new before it stops what is not wanted any more", () =>
    running(
      treeOf("defaults: { min_uptime: 0 }\nchildren: { a: { command: a }, b: { command: b } }"),
      ({ world, apply }) =>
        Effect.gen(function* () {
          world.happened.length = 0;
          yield* apply(
            treeOf("defaults: { min_uptime: 0 }\nchildren: { x: { command: x }, y: { command: y } }"),
          );
          expect(world.happened).toEqual(["start x", "start y", "stop b", "stop a"]);
        }),
    ));

  it("restarts a group as its strategy wants it: stopped in reverse, started in order", () => {
    const tree = (command: string) =>
      treeOf(
        `strategy: rest_for_one\ndefaults: { min_uptime: 0 }\nchildren: { a: { command: a }, b: { command: ${command} }, c: { command: c } }`,
      );
    return running(tree("one"), ({ world, apply }) =>
      Effect.gen(function* () {
        world.happened.length = 0;
        yield* apply(tree("two"));
        expect(world.happened).toEqual(["stop c", "stop b", "start b", "start c"]);
      }),
    );
  });

  it("restarts replicas one after the other, each once the one before it is ready", () => {
    const tree = (command: string, replicas: number) =>
      treeOf(`children: { pool: { command: ${command}, replicas: ${replicas}, min_uptime: 5s } }`);
    return running(tree("one", 2), ({ world, apply }) =>
      Effect.gen(function* () {
        world.happened.length = 0;
        const applying = yield* Effect.fork(apply(tree("two", 3)));
        yield* pass(7000);
        expect(world.happened).toEqual(["start pool#3", "stop pool#1", "start pool#1"]);
        yield* Fiber.join(applying);
        expect(world.happened.slice(3)).toEqual(["stop pool#2", "start pool#2"]);
      }),
    );
  });

  it("brings everything back when a step fails, and says what failed", () => {
    const before = treeOf(
      "intensity: 5\ndefaults: { min_uptime: 0 }\nchildren: { a: { command: a }, b: { command: b } }",
    );
    const after = treeOf(
      "intensity: 9\ndefaults: { min_uptime: 0 }\nchildren: { new: { command: new }, a: { command: absent } }",
    );
    return running(before, ({ supervision, revisions, apply }) =>
      Effect.gen(function* () {
        const b = (yield* runsOf(supervision)).get("b");
        const applied = yield* apply(after);
        expect(applied).toMatchObject({ applied: false, restore_error: null });
        expect(applied.error).toContain("a did not come up: failed");
        expect(yield* statesOf(supervision)).toEqual({ a: "running", b: "running" });
        expect((yield* supervision.plan(before)).steps).toEqual([]);
        expect((yield* runsOf(supervision)).get("b"), "the others were not touched").toBe(b);
        expect(yield* Effect.orDie(revisions.list)).toHaveLength(1);
      }),
    );
  });

  it("starts a child that had failed once its command can be run", () => {
    const tree = (command: string) =>
      treeOf(
        `defaults: { min_uptime: 0 }\nchildren: { a: { command: ${command}, on_limit: fail, limit: { restarts: 0, period: 1m } }, b: { command: b } }`,
      );
    return running(tree("absent"), ({ supervision, apply }) =>
      Effect.gen(function* () {
        expect(yield* statesOf(supervision)).toEqual({ a: "failed", b: "running" });
        expect((yield* apply(tree("present"))).error).toBeNull();
        expect(yield* statesOf(supervision)).toEqual({ a: "running", b: "running" });
      }),
    );
  });

  it("starts a tree again that had given up, where the change concerns what it gave up on", () => {
    const tree = (command: string) =>
      treeOf(
        `defaults: { min_uptime: 0 }\nchildren: { a: { command: ${command}, on_limit: escalate }, b: { command: b } }`,
      );
    return running(tree("absent"), ({ supervision, apply }) =>
      Effect.gen(function* () {
        expect((yield* supervision.status()).state).toBe("failed");
        expect((yield* apply(tree("present"))).error).toBeNull();
        expect(yield* statesOf(supervision)).toEqual({ a: "running", b: "running" });
      }),
    );
  });

  it("goes on counting the runs of a path that comes back", () =>
    running(treeOf("children: { a: { command: a }, b: { command: b } }"), ({ supervision, apply }) =>
      Effect.gen(function* () {
        yield* apply(treeOf("children: { a: { command: a } }"));
        yield* apply(treeOf("children: { a: { command: a }, b: { command: b } }"));
        expect((yield* runsOf(supervision)).get("b")).toMatch(/ 2$/);
      }),
    ));

  it("leaves down what a person has stopped", () =>
    running(treeOf("children: { a: { command: one } }"), ({ supervision, apply }) =>
      Effect.gen(function* () {
        yield* over(Effect.orDie(supervision.stop("a", { by: "user:test", wait: true })));
        yield* apply(treeOf("children: { a: { command: two } }"));
        expect(yield* statesOf(supervision)).toEqual({ a: "stopped" });
      }),
    ));

  it("is refused where the tree is not at the revision any more that was planned on", () =>
    running(treeOf("children: { a: { command: a } }"), ({ supervision, apply }) =>
      Effect.gen(function* () {
        const wanted = treeOf("children: { a: { command: a }, b: { command: b } }");
        const { revision } = yield* supervision.plan(wanted);
        yield* over(Effect.orDie(supervision.add("", "c", { argv: ["c"] }, { by: "user:test", wait: true })));
        const refused = yield* Effect.flip(apply(wanted, revision));
        expect(refused).toMatchObject({ _tag: "StaleRevision" });
        expect(Object.keys(yield* statesOf(supervision))).toEqual(["a", "c"]);
      }),
    ));

  it("makes a revision, as add, remove and scale do", () =>
    running(treeOf("children: { a: { command: a, replicas: 1 } }"), ({ supervision, revisions, apply }) =>
      Effect.gen(function* () {
        const by = { by: "user:test", wait: true };
        yield* apply(treeOf("children: { a: { command: a, replicas: 2 } }"));
        yield* apply(treeOf("children: { a: { command: a, replicas: 2 } }"));
        yield* over(Effect.orDie(supervision.scale("a", 3, by)));
        yield* over(Effect.orDie(supervision.add("", "b", { argv: ["b"] }, by)));
        yield* over(Effect.orDie(supervision.remove("b", by)));
        const list = yield* Effect.orDie(revisions.list);
        expect(list.map(({ message }) => message)).toEqual([
          "the daemon was started with it",
          "a test",
          "a was scaled to 3",
          "b was added",
          "b was removed",
        ]);
        expect(list.at(-1)?.revision).toBe((yield* supervision.status()).revision);
        expect(list[2]?.revision).toBe(list[4]?.revision);
      }),
    ));
});
