import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import { longestRuntime } from "../../src/policy/resources/maxRuntime.ts";
import type { Usage } from "../../src/ports/machine/Sampler.ts";
import { treeOf } from "../policy/trees.ts";
import { onMachine, pass, written } from "./machine.ts";

type Daemon = Effect.Effect.Success<ReturnType<Parameters<Parameters<typeof onMachine>[0]>[0]["daemon"]>>;

/** A sampler by which every process uses the same memory, which the test decides, in MB. */
const sampler = (megabytes: number) => {
  let now = megabytes;
  const usage = (): Usage => ({
    cpu: 0,
    cpuSeconds: 0,
    memory: now * 1e6,
    descendants: 2,
    openFiles: 9,
    readBytes: null,
    writtenBytes: null,
  });
  const pids = Array.from({ length: 100 }, (_, index) => 1000 + index);
  return {
    sampled: Effect.sync(() => new Map(pids.map((pid) => [pid, usage()]))),
    set: (next: number) => {
      now = next;
    },
  };
};

const web = ({ supervision }: Daemon) =>
  Effect.map(supervision.status(), ({ children }) => {
    const child = children.find(({ path }) => path.endsWith("web"));
    if (child?.kind !== "service") throw new Error("no service");
    return child;
  });

const shown = (daemon: Daemon) => Effect.map(web(daemon), ({ state, run }) => `${state} ${run}`);

const tree = (keys: string, more = "intensity: 0"): string =>
  `${more}\nchildren: { web: { command: web, min_uptime: 0, ${keys} } }`;

/** The reasons for which it was stopped. */
const stops = ({
  journal,
}: {
  readonly journal: { readonly read: (of: object) => Effect.Effect<ReadonlyArray<object>, unknown> };
}) =>
  Effect.map(Effect.zipRight(written, journal.read({})), (entries) =>
    entries.flatMap((entry) =>
      "to" in entry && "reason" in entry && entry.to === "stopping" ? [entry.reason] : [],
    ),
  );

describe("a child with a memory limit", () => {
  const limited = tree("memory: { restart_above: 512MB, samples: 3 }");

  it("is restarted in good order after as many samples in a row above it, which is no failure", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { sampled, set } = sampler(612);
        const daemon = yield* machine.daemon(limited, { sampled });
        yield* pass(14_999);
        expect(yield* shown(daemon)).toBe("running 1");
        yield* pass(1);
        set(100);
        yield* pass(10);
        expect(machine.asked).toEqual(["web 1"]);
        // An intensity of 0 allows no restart after a failure.
        expect(yield* shown(daemon)).toBe("running 2");
        expect(yield* stops(machine)).toEqual(["used 612 MB, over 512 MB in 3 samples"]);
        const { last_exit, restarts } = yield* web(daemon);
        expect(last_exit?.reason).toBe("stopped because it used too much memory");
        expect(restarts).toBe(1);
        const parts = yield* daemon.supervision.statusParts;
        expect(parts.children[0]?.tally.restarts).toEqual({ memory: 1 });
      }),
    ));

  it("goes on if a single sample in between is not above it", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { sampled, set } = sampler(612);
        const daemon = yield* machine.daemon(limited, { sampled });
        yield* pass(10_000);
        set(512);
        yield* pass(5_000);
        set(612);
        yield* pass(10_000);
        expect(yield* shown(daemon)).toBe("running 1");
        yield* pass(5_001);
        expect(machine.asked).toEqual(["web 1"]);
      }),
    ));

  it("pauses longer and longer if it is too large soon after each start", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { sampled } = sampler(612);
        const backoff = "backoff: { initial: 30s, factor: 2, max: 1h, jitter: 0 }";
        const daemon = yield* machine.daemon(
          tree(`memory: { restart_above: 512MB, samples: 1 }, ${backoff}`),
          {
            sampled,
          },
        );
        yield* pass(5_001);
        expect(yield* shown(daemon), "at once after a run that was ready").toBe("running 2");
        yield* pass(5_000);
        expect(yield* shown(daemon)).toBe("backoff 2");
        yield* pass(30_000);
        expect(machine.runs).toHaveLength(3);
        yield* pass(59_000);
        expect(machine.runs).toHaveLength(3);
      }),
    ));

  it("is not measured by the samples of the run before", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { sampled } = sampler(612);
        const daemon = yield* machine.daemon(limited, { sampled });
        yield* pass(12_000);
        yield* daemon.supervision.restart("web", { by: "user:ann", wait: true }).pipe(Effect.fork);
        yield* pass(10);
        expect(yield* shown(daemon)).toBe("running 2");
        yield* pass(12_000);
        expect(yield* shown(daemon)).toBe("running 2");
        yield* pass(3_000);
        expect(machine.asked).toEqual(["web 1", "web 2"]);
      }),
    ));

  it("takes its group along, as every restart of it does", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { sampled, set } = sampler(612);
        const daemon = yield* machine.daemon(
          `strategy: one_for_all\nintensity: 0\nchildren: { web: { command: web, min_uptime: 0, memory: 512MB }, other: { command: other, min_uptime: 0 } }`,
          { sampled },
        );
        yield* pass(15_000);
        set(1);
        yield* pass(100);
        expect(machine.asked).toEqual(["web 1", "other 1"]);
        expect(yield* daemon.states).toBe("running, web running, other running");
      }),
    ));

  it("is restarted by the next daemon if this one was killed in the middle of it", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { sampled, set } = sampler(612);
        const slow = `intensity: 0\nchildren: { slow_web: { command: web, min_uptime: 0, memory: 512MB } }`;
        const first = yield* machine.daemon(slow, { sampled });
        yield* pass(15_500);
        expect(yield* shown(first)).toBe("stopping 1");
        yield* written;
        yield* first.die;
        set(1);
        const next = yield* machine.daemon(slow, { sampled });
        yield* pass(4_000);
        expect(yield* shown(next)).toBe("running 2");
        expect((yield* next.supervision.statusParts).children[0]?.tally.restarts).toEqual({ memory: 1 });
      }),
    ));
});

describe("a child with a longest runtime", () => {
  it("is restarted when that is over, shown as due, and that is no failure", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(tree("max_runtime: 1m"));
        const { due } = yield* web(daemon);
        expect(due).toEqual([{ timer: "maxRuntime", at: "1970-01-01T00:01:00.000Z" }]);
        for (const run of [1, 2, 3]) {
          yield* pass(59_000);
          expect(yield* shown(daemon)).toBe(`running ${run}`);
          yield* pass(1_000);
        }
        expect(yield* shown(daemon)).toBe("running 4");
        expect(yield* stops(machine)).toEqual(Array(3).fill("ran for 1 min, its max_runtime"));
        expect((yield* daemon.supervision.statusParts).children[0]?.tally.restarts).toEqual({
          max_runtime: 3,
        });
      }),
    ));

  it("has a spread of its own, which the next daemon knows", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const spread = tree("max_runtime: { after: 1m, spread: 1m }");
        const length = longestRuntime({ afterMs: 60_000, spreadMs: 60_000 }, "web", 1);
        const first = yield* machine.daemon(spread);
        yield* pass(30_000);
        yield* first.die;
        const next = yield* machine.daemon(spread);
        expect((yield* web(next)).due).toEqual([{ timer: "maxRuntime", at: new Date(length).toISOString() }]);
        yield* pass(length - 30_000);
        yield* pass(10);
        expect(yield* shown(next)).toBe("running 2");
      }),
    ));

  it("gets it as soon as it is declared, counted from the start of the run", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(tree("logs: { max_files: 3 }"));
        yield* pass(120_000);
        const how = { by: "user:ann", source: "/srv/test.yaml", message: "" };
        yield* daemon.supervision.apply(treeOf(tree("max_runtime: 2m30s")), how);
        yield* pass(10);
        expect((yield* web(daemon)).due).toEqual([{ timer: "maxRuntime", at: "1970-01-01T00:02:30.000Z" }]);
      }),
    ));
});
