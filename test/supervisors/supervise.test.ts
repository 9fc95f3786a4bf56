import { Effect, Fiber, Layer, Stream, TestClock, TestContext } from "effect";
import { describe, expect, it } from "vitest";
import * as memoryJournal from "../../src/adapters/memory/Journal.ts";
import * as memoryProber from "../../src/adapters/memory/Prober.ts";
import * as memory from "../../src/adapters/memory/ProcessSpawner.ts";
import * as memoryRevisions from "../../src/adapters/memory/Revisions.ts";
import * as memoryRuns from "../../src/adapters/memory/Runs.ts";
import { parseTree } from "../../src/config/parseTree.ts";
import { serviceFrom } from "../../src/config/read/service/serviceFrom.ts";
import { revisionOf } from "../../src/daemon/revisionOf.ts";
import { CannotRun, JournalError } from "../../src/domain/Errors.ts";
import type { JournalEntry } from "../../src/domain/Event.ts";
import type { TreeSpec } from "../../src/domain/tree/ChildSpec.ts";
import type { ServiceStatus } from "../../src/domain/view/Status.ts";
import { Sampler } from "../../src/ports/machine/Sampler.ts";
import { Journal } from "../../src/ports/store/Journal.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import { layer } from "../../supervisors/supervise.ts";
import { quietMachine } from "../support/quietMachine.ts";

const noUsage = Layer.succeed(Sampler, Sampler.of({ sample: () => Effect.succeed(new Map()) }));

const treeOf = (yaml: string): TreeSpec => {
  const parsed = parseTree(`version: 1\nname: test\n${yaml}`, {
    file: "test.yaml",
    directory: "/",
    variables: {},
  });
  if (parsed._tag === "Left") throw new Error(JSON.stringify(parsed.left));
  return parsed.right;
};

/** Processes that live until the test ends them, by path. */
const controlled = () => {
  const live = new Map<string, memory.MemoryProcess>();
  const starts = new Map<string, number>();
  const end = (process: memory.MemoryProcess, signal: string): void => {
    live.delete(process.path);
    process.exit({ signal });
  };
  const script: memory.MemoryScript = {
    start: (process) =>
      Effect.suspend(() => {
        starts.set(process.path, (starts.get(process.path) ?? 0) + 1);
        if (process.path.startsWith("absent")) {
          return new CannotRun({ problem: "ENOENT", message: `${process.path} was not found` });
        }
        live.set(process.path, process);
        return Effect.void;
      }),
    asked: (process) => Effect.sync(() => end(process, "SIGTERM")),
    killed: (process) => Effect.sync(() => end(process, "SIGKILL")),
  };
  const crash = (path: string): void => {
    const process = live.get(path);
    live.delete(path);
    process?.exit({ code: 1 });
  };
  return { script, live, starts, crash };
};

const settle = Effect.gen(function* () {
  for (let turn = 0; turn < 8; turn += 1) {
    yield* Effect.yieldNow();
    yield* Effect.promise(() => new Promise<void>((resume) => setImmediate(resume)));
  }
});
const pass = (ms: number) => Effect.zipRight(TestClock.adjust(ms), settle);

const running = <A>(
  yaml: string,
  world: ReturnType<typeof controlled>,
  use: (supervision: typeof Supervision.Service) => Effect.Effect<A>,
  journal: Layer.Layer<Journal> = memoryJournal.layer,
): Promise<A> => {
  const outside = Layer.mergeAll(
    quietMachine,
    memory.layer(world.script),
    journal,
    memoryRevisions.layer,
    memoryRuns.layer,
    noUsage,
    memoryProber.layer(),
  );
  const tree = layer(
    { kind: "valid", tree: treeOf(yaml), formerly: () => treeOf(yaml), source: "test.yaml" },
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
  const program = Effect.flatMap(Supervision, use).pipe(Effect.provide(Layer.provide(tree, outside)));
  return Effect.runPromise(Effect.provide(program, TestContext.TestContext));
};

const states = (supervision: typeof Supervision.Service) =>
  Effect.map(supervision.status(), ({ state, children }) => [state, ...children.map((child) => child.state)]);

describe("the wired tree on virtual time", () => {
  it("starts a child when the one before it has been alive for its min_uptime", async () => {
    const world = controlled();
    const seen = await running(
      "start: serial\nchildren:\n  a: { command: a }\n  b: { command: b, min_uptime: 3s }\n",
      world,
      (supervision) =>
        Effect.gen(function* () {
          yield* settle;
          const first = yield* states(supervision);
          yield* pass(1000);
          const second = yield* states(supervision);
          yield* pass(3000);
          return [first, second, yield* states(supervision)];
        }),
    );
    expect(seen).toEqual([
      ["starting", "starting", "stopped"],
      ["starting", "running", "starting"],
      ["running", "running", "running"],
    ]);
  });

  it("restarts a healthy child at once, then after one second, two, four", async () => {
    const world = controlled();
    const pauses = await running(
      "intensity: 99\nchildren:\n  a: { command: a, backoff: { jitter: 0 } }\n",
      world,
      (supervision) =>
        Effect.gen(function* () {
          yield* pass(1000);
          const found: Array<number | null> = [];
          for (let crash = 0; crash < 4; crash += 1) {
            yield* pass(5000);
            world.crash("a");
            yield* settle;
            const status = (yield* supervision.status()).children[0] as ServiceStatus;
            found.push(
              status.next_attempt_at === null
                ? null
                : Date.parse(status.next_attempt_at) - Date.parse(status.since),
            );
            yield* pass(4000);
            yield* pass(1000);
          }
          return found;
        }),
    );
    expect(pauses).toEqual([null, 1000, 2000, 4000]);
  });

  // F4: with the default readiness a hundred services came up one second after another.
  it("starts independent children side by side, and the members of a group one after the other", async () => {
    const world = controlled();
    const seen = await running(
      "children:\n  a: { command: a }\n  b: { command: b }\n  g: { strategy: rest_for_one, children: { x: { command: x }, y: { command: y } } }\n",
      world,
      (supervision) =>
        Effect.gen(function* () {
          yield* settle;
          const first = yield* states(supervision);
          yield* pass(1000);
          const second = yield* states(supervision);
          yield* pass(1000);
          return [first, second, yield* states(supervision)];
        }),
    );
    expect(seen).toEqual([
      ["starting", "starting", "starting", "starting", "starting", "stopped"],
      ["starting", "running", "running", "starting", "running", "starting"],
      ["running", "running", "running", "running", "running", "running"],
    ]);
  });

  // F4: one bad child stopped all others, at the first start after a single failure.
  it("never touches the others for a child that fails, at the first start or later, and tries it again slowly", async () => {
    const world = controlled();
    const seen = await running(
      "intensity: 1\nchildren:\n  a: { command: a, min_uptime: 0 }\n  absent: { command: ./absent, backoff: none }\n  g: { strategy: one_for_all, children: { x: { command: x, min_uptime: 0 }, y: { command: y, min_uptime: 0 } } }\n",
      world,
      (supervision) =>
        Effect.gen(function* () {
          yield* pass(10);
          const early = yield* states(supervision);
          const triesAtFirst = world.starts.get("absent");
          yield* pass(299_000);
          const triesBefore = world.starts.get("absent");
          yield* pass(1_000);
          return [early, yield* states(supervision), triesAtFirst, triesBefore, world.starts.get("absent")];
        }),
    );
    const one = ["running", "running", "failed", "running", "running", "running"];
    expect(seen).toEqual([one, one, 2, 2, 3]);
    for (const path of ["a", "g/x", "g/y"]) expect(world.starts.get(path)).toBe(1);
  });

  it("tries a root that gave up again after five minutes, and not before", async () => {
    const world = controlled();
    const seen = await running(
      "intensity: 0\ndefaults: { on_limit: escalate }\nchildren:\n  a: { command: a, min_uptime: 0 }\n  b: { command: b, min_uptime: 0 }\n",
      world,
      (supervision) =>
        Effect.gen(function* () {
          yield* pass(10);
          world.crash("a");
          yield* settle;
          const failed = yield* states(supervision);
          yield* pass(299_000);
          const still = yield* states(supervision);
          yield* pass(1_001);
          return [failed, still, yield* states(supervision)];
        }),
    );
    expect(seen).toEqual([
      ["failed", "failed", "stopped"],
      ["failed", "failed", "stopped"],
      ["running", "running", "running"],
    ]);
  });

  it("does not try a root again that a person has stopped", async () => {
    const world = controlled();
    const tree =
      "intensity: 0\ndefaults: { on_limit: escalate }\nchildren:\n  a: { command: a, min_uptime: 0 }\n";
    await running(tree, world, (supervision) =>
      Effect.gen(function* () {
        yield* pass(10);
        world.crash("a");
        yield* settle;
        yield* Effect.orDie(supervision.stop("", { by: "user:test", wait: true }));
        yield* pass(600_000);
        expect(yield* states(supervision)).toEqual(["stopped", "failed"]);
      }),
    );
    expect(world.starts.get("a")).toBe(1);
  });

  it("lets a command that can't be run fail alone, after as many restarts with pauses as its supervisor allows", async () => {
    const world = controlled();
    const seen = await running(
      "intensity: 10\nperiod: 5m\ndefaults: { retry_failed: never }\nchildren:\n  absent: { command: ./absent }\n  a: { command: a, min_uptime: 0 }\n",
      world,
      (supervision) =>
        Effect.gen(function* () {
          yield* pass(10);
          const early = yield* states(supervision);
          for (let minute = 0; minute < 12; minute += 1) yield* pass(72_000);
          return [early, yield* states(supervision)];
        }),
    );
    expect(seen).toEqual([
      ["running", "backoff", "running"],
      ["running", "failed", "running"],
    ]);
    expect(world.starts.get("absent")).toBe(11);
    expect(world.starts.get("a")).toBe(1);
  });

  it("keeps within its window when a thousand children die in the same instant: one escalation, no leftover", async () => {
    const world = controlled();
    const events = await running(
      "children:\n  pool: { command: p, replicas: 1000, min_uptime: 0 }\n",
      world,
      (supervision) =>
        Effect.gen(function* () {
          yield* settle;
          yield* pass(10);
          expect(world.live.size).toBe(1000);
          const heard: Array<JournalEntry> = [];
          const listening = yield* Effect.fork(
            Stream.runForEach(supervision.live, (entry) => Effect.sync(() => void heard.push(entry))),
          );
          yield* settle;
          for (const path of [...world.live.keys()]) world.crash(path);
          yield* settle;
          // What is told has been written: that is done every 50 ms.
          yield* pass(60);
          yield* Fiber.interrupt(listening);
          yield* supervision.shutdown("in_order", "test");
          return heard.filter((entry) => entry.subject === "pool" && entry.type === "transition");
        }),
    );
    expect(events.length, "the pool gave up once").toBeGreaterThan(0);
    expect(
      events.filter((entry) => entry.type === "transition" && entry.to === "stopping").length,
    ).toBeLessThanOrEqual(1);
    expect(world.live.size).toBe(0);
  });

  it("runs on without its journal, says so once, and writes what it kept when the journal is back", async () => {
    const world = controlled();
    const written: Array<JournalEntry> = [];
    let usable = false;
    const guard = <A>(use: () => A) =>
      Effect.suspend(() =>
        usable ? Effect.sync(use) : new JournalError({ message: "the journal is locked" }),
      );
    const journal = Layer.succeed(
      Journal,
      Journal.of({
        write: ({ entries }) => guard(() => void written.push(...entries)),
        recall: guard(() => ({ memories: [], unreadable: [] })),
        read: () => guard(() => written),
        page: () => guard(() => ({ entries: written, next: null })),
        newestOf: () => guard(() => []),
        exitsOf: () => Effect.succeed({ exits: 0, since: null, newest: 0 }),
        actions: () => guard(() => []),
        startOf: () => guard(() => 0),
        promise: () => guard(() => undefined),
        completeAfter: Effect.succeed(0),
        replacements: Stream.empty,
        lastSeq: guard(() => written.at(-1)?.seq ?? 41),
      }),
    );
    await running(
      "children:\n  a: { command: a, min_uptime: 0 }\n",
      world,
      (supervision) =>
        Effect.gen(function* () {
          yield* pass(10);
          expect(yield* states(supervision)).toEqual(["running", "running"]);
          yield* pass(20_000);
          usable = true;
          yield* pass(10_000);
        }),
      journal,
    );
    const alarms = written.flatMap((entry) => (entry.type === "alarm" ? entry.reason : []));
    expect(alarms).toEqual([
      "the journal is locked",
      expect.stringContaining("restarts are counted anew: the journal is locked"),
    ]);
    expect(written.map(({ seq }) => seq)).toEqual(written.map((_, index) => 42 + index));
    expect(
      written.some((entry) => entry.type === "transition" && entry.subject === "a" && entry.to === "running"),
    ).toBe(true);
  });

  it("stops in reverse order when its scope ends", async () => {
    const world = controlled();
    const order: Array<string> = [];
    const script = {
      ...world.script,
      asked: (process: memory.MemoryProcess, signal: string) =>
        Effect.tap(world.script.asked(process, signal), () => order.push(process.path)),
    };
    await running(
      "children:\n  a: { command: a, min_uptime: 0 }\n  b: { command: b, min_uptime: 0 }\n",
      { ...world, script },
      () => pass(10),
    );
    expect(order).toEqual(["b", "a"]);
  });
});
