// A store of samples of the first version of its schema, written by version 0.2 of Sentinel, is read and continued.
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SampleFile } from "../../src/adapters/sqlite/samples/SampleFile.ts";
import { readHistory, readMetrics } from "../../src/adapters/sqlite/samples/SampleReader.ts";
import { SampleWriter } from "../../src/adapters/sqlite/samples/SampleWriter.ts";
import { customaryRetention } from "../../src/samples/tiers.ts";

const begin = Date.UTC(2026, 10, 29, 22);
const hour = 3_600_000;

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "samples-1-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a store of the first schema is continued with all that is in it", () => {
  const file = join(folder, "samples.db");
  copyFileSync(join(import.meta.dirname, "../fixtures/stored/samples-1/samples.db"), file);
  const now = begin + 4 * hour;
  const limits = { ofSubject: 10, all: 100 };
  const writer = new SampleWriter({ file, kept: customaryRetention, limits });
  const more = {
    metric: "requests_total",
    kind: "counter",
    subject: "web/api",
    labels: { side: "left" },
  } as const;
  expect(writer.write([{ ...more, at: now, value: 1 }], now)).toEqual({ accepted: 1, rejected: [] });
  writer.tend(now + hour);
  writer.close();
  const store = new SampleFile(file, "read");
  expect(readMetrics(store, [""]).map(({ metric, kind }) => [metric, kind])).toEqual([
    ["duration_seconds", "dist"],
    ["memory_bytes", "gauge"],
    ["requests_total", "counter"],
  ]);
  const query = { within: [""], labels: {}, groupBy: null, from: begin, to: now + hour };
  const ask = (metric: string, agg: "sum" | "p95" | "count", step: number) => {
    const answer = readHistory(store, { ...query, metric, agg, step }, customaryRetention, now + hour);
    return typeof answer === "string"
      ? answer
      : [answer.tier, ...(answer.series[0]?.points ?? []).map(([, value]) => value)];
  };
  expect(ask("requests_total", "sum", hour)).toEqual(["1h", 120, 120, 120, 120, 1]);
  expect(ask("memory_bytes", "count", hour)).toEqual(["1h", 60, 60, 60, 60]);
  expect(ask("duration_seconds", "p95", 2 * hour)).toEqual([
    "1h",
    expect.closeTo(0.9, 1),
    expect.closeTo(0.9, 1),
  ]);
  store.close();
});
