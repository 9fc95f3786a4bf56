// The store against a list of all samples, with the writer killed at any time: what it had acknowledged counts once.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SampleFile } from "../../../src/adapters/sqlite/samples/SampleFile.ts";
import { readHistory, readMetrics } from "../../../src/adapters/sqlite/samples/SampleReader.ts";
import { SampleWriter } from "../../../src/adapters/sqlite/samples/SampleWriter.ts";
import type { Aggregation } from "../../../src/domain/sample/aggregations.ts";
import type { Sample } from "../../../src/domain/sample/Sample.ts";
import { isWithin } from "../../../src/domain/tree/ChildPath.ts";
import { customaryRetention, floorTo } from "../../../src/samples/tiers.ts";
import { examples } from "../../support/examples.ts";

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const begin = Date.UTC(2026, 10, 29, 22, 58);
const limits = { ofSubject: 2_000, all: 50_000 };

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "samples-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const writerOf = (file: string, kept = customaryRetention) => new SampleWriter({ file, kept, limits });

const read = <A>(file: string, use: (store: SampleFile) => A): A => {
  const store = new SampleFile(file, "read");
  try {
    return use(store);
  } finally {
    store.close();
  }
};

const sample = (over: Partial<Sample>): Sample => ({
  ...{ metric: "memory_bytes", kind: "gauge", subject: "web/api", labels: {}, at: begin, value: 1 },
  ...over,
});

const everything = {
  ...{ metric: "memory_bytes", within: [""], labels: {}, groupBy: null, agg: null },
  ...{ from: begin - day, to: begin + 3 * day, step: hour },
} as const;

const kindsOf = { memory_bytes: "gauge", restarts_total: "counter", duration_seconds: "dist" } as const;
const aSample = fc.record({
  metric: fc.constantFrom("memory_bytes" as const, "restarts_total" as const, "duration_seconds" as const),
  subject: fc.constantFrom("web/api#1", "web/api#2", "web", "db"),
  labels: fc.constantFrom({}, { probe: "liveness" }),
  /** Before now, in ms: most arrive at once, some late. */
  late: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 0, max: 20_000 }) },
    fc.integer({ min: 0, max: 6 * day }),
  ),
  value: fc.integer({ min: 0, max: 1_000_000 }),
});
const aStep = fc.oneof(
  { weight: 6, arbitrary: fc.record({ write: fc.array(aSample, { minLength: 1, maxLength: 8 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ pass: fc.constantFrom(10_000, minute, 7 * minute, 50 * minute, 9 * hour) }),
  },
  { weight: 2, arbitrary: fc.constant("tend" as const) },
  { weight: 1, arbitrary: fc.constantFrom("kill" as const, "close" as const) },
);

const exact = (samples: ReadonlyArray<Sample>, agg: Aggregation, seconds: number): number => {
  const values = samples.map(({ value }) => value).sort((one, other) => one - other);
  const sum = values.reduce((total, value) => total + value, 0);
  switch (agg) {
    case "avg":
      return sum / values.length;
    case "min":
      return values[0] ?? Number.NaN;
    case "max":
      return values.at(-1) ?? Number.NaN;
    case "count":
      return values.length;
    case "sum":
      return sum;
    case "rate":
      return sum / seconds;
    case "p95":
      return values[Math.ceil(0.95 * values.length) - 1] ?? Number.NaN;
    default:
      throw new Error(agg);
  }
};

const asked = {
  memory_bytes: ["avg", "min", "max", "count", "p95"],
  restarts_total: ["sum", "rate"],
  duration_seconds: ["avg", "count", "sum", "p95"],
} as const;

test("answers of every tier, series and group are those of all acknowledged samples, whenever the writer was killed", async () => {
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(aStep, { minLength: 3, maxLength: 40 }), async (steps) => {
      // The runner of the tests is heard meanwhile.
      await turn();
      round += 1;
      const file = join(folder, `${round}.db`);
      const all: Array<Sample> = [];
      let now = begin;
      let writer = writerOf(file);
      for (const step of steps) {
        if (step === "tend") writer.tend(now);
        else if (step === "close" || step === "kill") {
          if (step === "close") writer.close();
          writer = writerOf(file);
        } else if ("pass" in step) now += step.pass;
        else {
          const samples = step.write.map(({ late, ...one }) => ({
            ...one,
            kind: kindsOf[one.metric],
            at: now - late,
          }));
          expect(writer.write(samples, now)).toEqual({ accepted: samples.length, rejected: [] });
          all.push(...samples);
        }
      }
      // So that what is late is in a row.
      writer.tend(now);
      for (const metric of Object.keys(kindsOf) as ReadonlyArray<keyof typeof kindsOf>)
        for (const agg of asked[metric])
          for (const step of [minute, 5 * minute, hour, day])
            for (const within of [[""], ["web"], ["web/api#1", "db"]]) {
              const to = floorTo(now, day) + day;
              const query = {
                ...{ metric, agg, step, within, labels: {}, groupBy: null },
                from: to - 500 * step,
                to,
              };
              const ours = all.filter((one) => one.metric === metric);
              if (ours.length === 0) continue;
              const answer = read(file, (store) => readHistory(store, query, customaryRetention, to + day));
              if (typeof answer === "string") throw new Error(answer);
              const length = answer.step * 1000;
              const buckets = new Map<number, Array<Sample>>();
              for (const one of ours) {
                const start = floorTo(one.at, length);
                if (start < Date.parse(answer.from) || !within.some((path) => isWithin(path, one.subject)))
                  continue;
                buckets.set(start, [...(buckets.get(start) ?? []), one]);
              }
              const points = answer.series[0]?.points ?? [];
              expect(points.map(([at]) => at)).toEqual([...buckets.keys()].sort((one, other) => one - other));
              for (const [at, value] of points) {
                const wanted = exact(buckets.get(at) ?? [], agg, length / 1000);
                expect(Math.abs(value - wanted)).toBeLessThanOrEqual(
                  (agg === "p95" ? 0.0109 : 1e-9) * wanted,
                );
              }
            }
      writer.close();
    }),
    { ...examples(40), endOnFailure: true },
  );
});

test("groups answer quantiles of very many series as the series themselves do", () => {
  const file = join(folder, "groups.db");
  const writer = writerOf(file);
  const subjects = Array.from({ length: 50 }, (_, index) => `web/child${index}`);
  for (let at = begin; at < begin + 12 * hour; at += 10 * minute) {
    writer.write(
      subjects.map((subject, index) => sample({ subject, at, value: (index + 1) * ((at / minute) % 7) })),
      at,
    );
    writer.tend(at);
  }
  const to = begin + 12 * hour;
  writer.tend(to);
  const ask = (from: number) =>
    read(file, (store) =>
      readHistory(store, { ...everything, agg: "p95", from, to, step: hour }, customaryRetention, to),
    );
  const [grouped, single] = [ask(to - 30 * day), ask(to - 6 * day)];
  if (typeof grouped === "string" || typeof single === "string") throw new Error("no answer");
  expect([grouped.grouped, single.grouped]).toEqual([true, false]);
  expect(grouped.series[0]?.points.length).toBeGreaterThan(11);
  expect(grouped.series).toEqual(single.series);
});

test("the sum of gauges adds the children, not their samples", () => {
  const file = join(folder, "sum.db");
  const writer = writerOf(file);
  for (let at = begin; at < begin + 4 * minute; at += 30_000)
    writer.write(
      [
        sample({ subject: "a", at, value: 10 }),
        ...(at % minute === 0 ? [sample({ subject: "b", at, value: 5 })] : []),
      ],
      at,
    );
  const query = { ...everything, agg: "sum", from: begin, to: begin + 4 * minute, step: minute } as const;
  const answer = read(file, (store) => readHistory(store, query, customaryRetention, begin + hour));
  expect(answer).toMatchObject({ series: [{ points: [0, 1, 2, 3].map((n) => [begin + n * minute, 15]) }] });
});

test("what is too old goes a day at a time, finest first", () => {
  const file = join(folder, "old.db");
  const writer = writerOf(file);
  const last = begin + 45 * day;
  for (let at = begin; at <= last; at += 6 * hour) {
    writer.write([sample({ at })], at);
    writer.tend(at);
  }
  const tables = read(file, (store) => store.tables.map(({ name }) => name));
  const daysOf = (kind: string) => tables.filter((name) => name.startsWith(kind)).length;
  expect([daysOf("sample_"), daysOf("roll_5m_"), daysOf("roll_1h_")]).toEqual([8, 31, 3]);
  const answer = read(file, (store) =>
    readHistory(
      store,
      { ...everything, agg: "count", from: begin, to: last + day, step: day },
      customaryRetention,
      last,
    ),
  );
  const counted = typeof answer === "string" ? [] : (answer.series[0]?.points ?? []);
  expect(counted.reduce((total, [, n]) => total + n, 0)).toBe(181);
});

test("samples are rejected one by one, with the reason", () => {
  const writer = new SampleWriter({
    ...{ file: join(folder, "bad.db"), kept: customaryRetention },
    limits: { ofSubject: 2, all: 3 },
  });
  const bad = [
    sample({}),
    sample({ value: Number.NaN }),
    sample({ value: Number.POSITIVE_INFINITY }),
    sample({ at: begin + 11 * minute }),
    sample({ at: begin - 8 * day }),
    sample({ metric: "no name" }),
    sample({ labels: { model: "x".repeat(121) } }),
    sample({ kind: "counter" }),
    sample({ labels: { n: "2" } }),
    sample({ labels: { n: "3" } }),
    sample({ subject: "db" }),
    sample({ subject: "cache" }),
  ];
  const { accepted, rejected } = writer.write(bad, begin);
  expect(accepted).toBe(3);
  expect(
    rejected
      .map(({ index, reason }) => [index, reason])
      .sort(([one], [other]) => Number(one) - Number(other)),
  ).toEqual([
    [1, "the value is not a finite number"],
    [2, "the value is not a finite number"],
    [3, "the time is more than 10 minutes in the future"],
    [4, "the time is more than 7 days ago"],
    [5, '"no name" is no name of a metric'],
    [6, "the value of the label model has more than 120 characters"],
    [7, "memory_bytes is a gauge, by its first sample"],
    [9, "web/api has 2 series already"],
    [11, "there are 3 series already"],
  ]);
  writer.close();
});

test("a store that was moved away is made again", () => {
  const file = join(folder, "moved.db");
  const writer = writerOf(file);
  writer.write([sample({})], begin);
  for (const suffix of ["", "-wal", "-shm"]) rmSync(`${file}${suffix}`);
  writer.write([sample({ subject: "db" })], begin);
  writer.close();
  expect(read(file, (store) => readMetrics(store, [""]))).toEqual([
    { metric: "memory_bytes", kind: "gauge", series: 1 },
  ]);
});
