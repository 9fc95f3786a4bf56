import { describe, expect, it } from "vitest";
import type { RestartWindow } from "../../src/domain/view/RestartWindow.ts";
import type { Stay } from "../../web/history/history.ts";
import { UsageLog } from "../../web/live/UsageLog.ts";
import { declaredIn } from "../../web/pages/child/declared.ts";
import { allowanceAt, sequelOf, spokenOf } from "../../web/pages/child/restartLimit.ts";
import { endOf, peakOf, type Run, runsAt } from "../../web/pages/child/runs.ts";
import { chainOf, suspectIn } from "../../web/pages/child/why/chain.ts";
import { partsOf } from "../../web/pages/child/why/sentenceParts.ts";
import { columnsOf, rangeOf, sampleAt } from "../../web/plots/buckets.ts";
import { timeOfDay } from "../../web/time/format.ts";

const start = Date.UTC(2026, 0, 1);
const at = (second: number): number => start + second * 1_000;
const iso = (second: number): string => new Date(at(second)).toISOString();

describe("a restart limit", () => {
  const words = "checkout stops its 16 children and fails to the tree";
  const counted = (second: number, stands: number | null = null) => ({
    ...{ child: "checkout/payments", at: iso(second), leaves_at: iso(second + 60) },
    stands_until: stands === null ? null : iso(stands),
  });
  const limit = (...all: ReadonlyArray<RestartWindow["counted"][number]>): RestartWindow => ({
    ...{ of: "checkout", counts: "together", intensity: 2, period_ms: 60_000, counted: all },
    beyond: { verdict: "escalate", words },
  });

  it("ages by itself, until the oldest restart leaves the window and another one is allowed", () => {
    const window = limit(counted(0), counted(30));
    const full = allowanceAt(window, at(40));
    expect(full.marks.map(({ age }) => age)).toEqual([40_000, 10_000]);
    expect(full).toMatchObject({ isUsedUp: true, oldestLeaves: at(60) });
    expect(sequelOf(window, full)).toBe(`One more before ${timeOfDay(at(60))} and ${words}.`);
    expect(spokenOf(window, full, at(40))).toBe(
      "2 restarts in the last 60 s, of the ages 40 s, 10 s. The oldest leaves in 20 s.",
    );
    const later = allowanceAt(window, at(60));
    expect(later).toMatchObject({ isUsedUp: false, oldestLeaves: at(90) });
    expect(sequelOf(window, later)).toBe(`2 more within 60 s and ${words}.`);
    const empty = allowanceAt(window, at(95));
    expect(empty).toEqual({ marks: [], isUsedUp: false, oldestLeaves: null });
    expect(sequelOf(window, empty)).toBe(`3 failures within 60 s and ${words}.`);
  });

  it("does not age while the child is in backoff", () => {
    const window = limit(counted(20, 25));
    const ages = [22, 25, 35].map((second) => allowanceAt(window, at(second)).marks[0]?.age);
    expect(ages).toEqual([5_000, 5_000, 15_000]);
  });

  it("of zero is exceeded by the first failure", () => {
    const none = { ...limit(), intensity: 0 };
    expect(sequelOf(none, allowanceAt(none, at(0)))).toBe(`One failure and ${words}.`);
  });
});

const stay = (second: number, state: string, more: Partial<Stay> = {}): Stay => ({
  ...{ seq: second, state, value: state, reason: "ready", by: "system", run: null, endsRun: false },
  ...{ since: at(second), until: null, edges: [], ...more },
});

describe("the events that led to a state", () => {
  const ends = (second: number, run: number): Stay =>
    stay(second, "backoff", { endsRun: true, run, reason: "exit code 1", until: at(second + 5) });
  const ran = (from: number, to: number): Stay => stay(from, "running", { until: at(to) });

  it("begin with the revision before the first failure, and name the first and the last of many failures", () => {
    const stays = [
      ran(0, 1_000),
      ...[1_000, 1_020, 1_040, 1_060].flatMap((second, run) => [
        ends(second, run + 41),
        ran(second + 5, second + 20),
      ]),
      ends(1_080, 45),
    ];
    const revisions = [
      { number: 3, at: iso(1_050), by: "user:ann" },
      { number: 2, at: iso(990), by: "user:mira" },
      { number: 1, at: iso(-90_000), by: "system" },
    ];
    expect(chainOf(stays, revisions).map(({ words, run }) => [words, run])).toEqual([
      ["revision 2 applied by user:mira", null],
      ["run 41 ends: exit code 1", 41],
      ["3 more runs end", null],
      ["run 45 ends: exit code 1", 45],
    ]);
  });

  it("name the revision that may have caused the failure, if there is one to go back to", () => {
    const stays = [ran(0, 1_000), ends(1_000, 41)];
    const appliedBefore = (number: number) => chainOf(stays, [{ number, at: iso(990), by: "user:mira" }]);
    expect(appliedBefore(2)[0]).toMatchObject({ revision: 2 });
    expect(suspectIn(appliedBefore(2), "backoff")).toBe(2);
    expect(suspectIn(appliedBefore(2), "running")).toBeNull();
    expect(suspectIn(appliedBefore(1), "failed")).toBeNull();
    expect(suspectIn(chainOf(stays, []), "failed")).toBeNull();
  });

  it("begin when the child was last well, or was stopped by a user", () => {
    const stays = [ends(0, 1), ran(5, 100), ends(100, 2), stay(110, "running")];
    expect(chainOf(stays, []).map(({ words, tense }) => [words, tense])).toEqual([
      ["run 2 ends: exit code 1", "past"],
      ["running: ready", "now"],
    ]);
    const byHand = [
      ends(0, 1),
      stay(5, "stopped", { until: at(9) }),
      stay(9, "starting", { by: "user:mira", until: at(10) }),
      stay(10, "running"),
    ];
    expect(chainOf(byHand, []).map(({ words }) => words)).toEqual([
      "starting: ready (by user:mira)",
      "running: ready",
    ]);
    expect(chainOf([], [])).toEqual([]);
  });
});

describe("a sentence of the daemon", () => {
  const known = ["web", "web/api", "checkout", "run", "pool#1"];
  const kinds = (sentence: string) =>
    partsOf(sentence, (path) => known.includes(path)).filter(({ kind }) => kind !== "words");

  it("links the nodes that it names, but not words that happen to be names", () => {
    expect(kinds("Its failures count for checkout: 1 of 5 in 60 s.")).toEqual([
      { kind: "path", text: "checkout" },
    ]);
    expect(kinds("It waits for web/api, which is in backoff.")).toEqual([{ kind: "path", text: "web/api" }]);
    expect(kinds("pool#1 is failed: no room.")).toEqual([{ kind: "path", text: "pool#1" }]);
    expect(kinds("The next run is a web run.")).toEqual([]);
    expect(kinds("It waits for nobody/else.")).toEqual([]);
  });

  it("shows commands as code, and moments in local time", () => {
    expect(kinds("It is down since 2026-01-01T00:00:00.000Z; `sentinel start web/api` starts it.")).toEqual([
      { kind: "moment", text: "2026-01-01T00:00:00.000Z" },
      { kind: "code", text: "sentinel start web/api" },
    ]);
    const whole = partsOf("a `b` c", () => false).map(({ text }) => text);
    expect(whole).toEqual(["a ", "b", " c"]);
  });
});

describe("the runs of a child", () => {
  const run = (number: number, from: number, to: number | null): Run => ({
    ...{ id: `web@${number}`, path: "web", trigger: "restart", scheduled_for: null, attempt: null },
    ...{ by: "system", outcome: to === null ? "running" : "failed", signal: null },
    code: to === null ? null : 1,
    ...{ run: number, state: to === null ? "running" : "backoff", reason: "so", output: null },
    ...{ started_at: iso(from), ended_at: to === null ? null : iso(to) },
    exit: to === null ? null : { code: 1, signal: null },
  });
  const runs = [run(3, 40, null), run(2, 20, 30), run(1, 0, 10)];

  it("are shown at a past moment as they were then", () => {
    expect(runsAt(runs, at(25)).map((one) => [one.run, endOf(one)])).toEqual([
      [2, "running"],
      [1, "exit code 1"],
    ]);
    expect(runsAt(runs, at(-1))).toEqual([]);
  });

  it("have a peak only if they were measured from the start", () => {
    const samples = [15, 22, 28, 35].map((second) => ({
      at: at(second),
      cpu: 0,
      memory: second,
      descendants: 0,
      openFiles: null,
    }));
    expect(runs.map((one) => peakOf(one, samples))).toEqual([null, 28, null]);
  });
});

describe("a measurement", () => {
  const sample = (second: number, cpu: number | null) => ({
    at: at(second),
    cpu,
    memory: null,
    descendants: null,
    openFiles: null,
  });
  const cpu = ({ cpu: one }: { readonly cpu: number | null }) => one;

  it("is kept for 15 minutes, with gaps where nobody was watching", () => {
    const log = new UsageLog();
    for (const second of [0, 1, 2, 30, 31]) log.add(7, sample(second, 1));
    expect(log.of(7).map((one) => [one.at - start, one.cpu])).toEqual([
      ...[
        [0, 1],
        [1_000, 1],
        [2_000, 1],
        [2_001, null],
      ],
      ...[
        [30_000, 1],
        [31_000, 1],
      ],
    ]);
    log.add(7, sample(901, 1));
    expect(log.of(7)[0]?.at).toBe(at(2));
    expect(log.of(8)).toEqual([]);
    // What nobody has listened to for as long is forgotten.
    log.add(8, sample(901 + 1_000, 1));
    expect(log.of(7)).toEqual([]);
  });

  it("loses neither peaks nor gaps when it is plotted", () => {
    const samples = Array.from({ length: 900 }, (_, second) =>
      sample(second, second === 400 ? null : second === 123 ? 9 : second % 2),
    );
    const { at: times, min, max } = columnsOf(samples, cpu);
    expect(times.length).toBeLessThan(170);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(new Set(times).size).toBe(times.length);
    expect(Math.max(...max.filter((one) => one !== null))).toBe(9);
    expect(min.filter((one) => one === null)).toHaveLength(1);
    expect(min[0]).toBe(0);
    expect(max[0]).toBe(1);
    expect(rangeOf(samples, cpu)).toEqual({ min: 0, max: 9 });
    expect(rangeOf([sample(0, null)], cpu)).toBeNull();
  });

  it("is shown for a moment only if it was taken around that time", () => {
    const samples = [sample(0, 1), sample(1, 2)];
    expect(sampleAt(samples, at(1.9))?.cpu).toBe(2);
    expect(sampleAt(samples, at(0.5))?.cpu).toBe(1);
    expect(sampleAt(samples, at(60))).toBeUndefined();
    expect(sampleAt(samples, at(-1))).toBeUndefined();
  });
});

describe("a declaration", () => {
  it("lists declared values before defaults, each with its origin, and no withheld value", () => {
    const declared = declaredIn({
      ...{ path: "web", revision: "sha256:1" },
      declaration: {
        restart: "permanent",
        command: ["sh", "-c"],
        env: { KEY: "(withheld)" },
        backoff: { initial: "2s", max: "60s" },
      },
      origins: {
        ...{ restart: "default", command: "shop.yml:5", "env.KEY": "shop.yml:6" },
        ...{ "backoff.initial": "defaults", "backoff.max": "default" },
      },
    });
    expect(declared.map(({ key, value, origin, isPlace }) => [key, value, origin, isPlace])).toEqual([
      ["command", '["sh","-c"]', "shop.yml:5", true],
      ["env.KEY", "(withheld)", "shop.yml:6", true],
      ["backoff.initial", "2s", "defaults", false],
      ["restart", "permanent", "default", false],
      ["backoff.max", "60s", "default", false],
    ]);
    expect(declared.filter(({ isWithheld }) => isWithheld).map(({ key }) => key)).toEqual(["env.KEY"]);
  });
});
