import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import { JournalError } from "../../src/domain/Errors.ts";
import type { Sample } from "../../src/domain/sample/Sample.ts";
import type { Usage } from "../../src/ports/machine/Sampler.ts";
import { Samples } from "../../src/ports/store/Samples.ts";
import { UsageSamples } from "../../supervisors/samples/UsageSamples.ts";
import { onMachine, pass, written } from "./machine.ts";

const usage = (over: Partial<Usage> = {}): Usage => ({
  ...{
    cpu: 0.25,
    cpuSeconds: 10,
    memory: 5_000,
    descendants: 1,
    openFiles: 7,
    readBytes: 100,
    writtenBytes: null,
  },
  ...over,
});

const valueFor = (samples: ReadonlyArray<Sample>, metric: string): number | undefined =>
  samples.find((one) => one.metric === `sentinel_process_${metric}`)?.value;

describe("samples of usage", () => {
  it("are the cores in use since the samples before, and what has grown since then", () => {
    const rounds = new UsageSamples();
    const first = rounds.of([{ path: "web", run: 1, usage: usage() }], 0);
    expect([valueFor(first, "cpu_cores"), valueFor(first, "resident_memory_bytes")]).toEqual([0.25, 5_000]);
    // What this daemon has not measured may have been counted by the one before.
    expect(valueFor(first, "read_bytes_total")).toBeUndefined();
    const second = rounds.of(
      [{ path: "web", run: 1, usage: usage({ cpuSeconds: 25, readBytes: 150 }) }],
      30_000,
    );
    expect([valueFor(second, "cpu_cores"), valueFor(second, "read_bytes_total")]).toEqual([0.5, 50]);
    // Null: it is not measured here.
    expect(valueFor(second, "written_bytes_total")).toBeUndefined();
  });

  it("count a run that began since then from its beginning", () => {
    const rounds = new UsageSamples();
    rounds.of([{ path: "web", run: 1, usage: usage() }], 0);
    const second = rounds.of([{ path: "web", run: 2, usage: usage({ cpu: 0.75, readBytes: 40 }) }], 30_000);
    expect([valueFor(second, "cpu_cores"), valueFor(second, "read_bytes_total")]).toEqual([0.75, 40]);
  });
});

const tree =
  "children: { web: { command: web, min_uptime: 0, backoff: none, probes: { live: { tcp: 80, jitter: 0 } } } }";

/** The usage of whatever is asked for. */
const sampled = Effect.succeed(
  new (class extends Map<number, Usage> {
    override get(): Usage {
      return usage();
    }
  })(),
);

/** A store that keeps what it is sent, and fails while the test says so. */
const makeStore = () => {
  const samples: Array<Sample> = [];
  let full: JournalError | null = null;
  const store = Samples.of({
    write: (given) =>
      Effect.suspend(() => {
        if (full !== null) return full;
        samples.push(...given);
        return Effect.succeed({ accepted: given.length, rejected: [] });
      }),
    history: () => Effect.die("not asked"),
    metrics: () => Effect.die("not asked"),
  });
  return {
    store,
    seen: () => [...new Set(samples.map(({ metric, subject }) => `${subject} ${metric}`))].sort(),
    count: () => samples.length,
    fill: (message: string | null) => {
      full = message === null ? null : new JournalError({ message });
    },
  };
};

describe("a tree with a store of samples", () => {
  it("stores every 30 s what its children use, and when they are probed, restarted and end", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const store = makeStore();
        yield* machine.daemon(tree, { samples: store.store, sampled });
        yield* pass(29_999);
        expect(store.count()).toBe(0);
        yield* machine.exit("web", { code: 1 });
        yield* pass(1);
        yield* pass(30_000);
        expect(store.seen()).toEqual([
          "web sentinel_process_cpu_cores",
          "web sentinel_process_descendants",
          "web sentinel_process_open_fds",
          "web sentinel_process_probe_duration_seconds",
          "web sentinel_process_read_bytes_total",
          "web sentinel_process_resident_memory_bytes",
          "web sentinel_process_restarts_total",
          "web sentinel_process_run_duration_seconds",
        ]);
      }),
    ));

  it("goes on when that is full, says so once, and once more when that happens again", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const store = makeStore();
        const { supervision } = yield* machine.daemon(tree, { samples: store.store, sampled });
        store.fill("the disk is full");
        yield* pass(90_000);
        const alarms = () =>
          Effect.flatMap(written, () =>
            Effect.map(machine.journal.read({}), (entries) => entries.filter(({ type }) => type === "alarm")),
          );
        expect(yield* alarms()).toMatchObject([{ alarm: "samples", reason: "the disk is full" }]);
        expect((yield* supervision.status()).children).toMatchObject([{ path: "web", state: "running" }]);
        store.fill(null);
        yield* pass(30_000);
        expect(store.count()).toBeGreaterThan(0);
        store.fill("the disk is full");
        yield* pass(60_000);
        expect(yield* alarms()).toHaveLength(2);
      }),
    ));
});
