// A process with the store's own thread is killed with -9 while it writes: what was acknowledged is there, once.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { Effect } from "effect";
import { afterEach, beforeEach, expect, test } from "vitest";
import { layer } from "../../../src/adapters/sqlite/samples/Samples.ts";
import type { Sample } from "../../../src/domain/sample/Sample.ts";
import { Samples } from "../../../src/ports/store/Samples.ts";

const program = resolve("dist/sampleStore.js");
const ofBatch = 20;

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "samples-killed-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes batches of samples whose values are 1, and prints how many batches were acknowledged. */
const writing = `
  const { Worker } = require("node:worker_threads");
  const [program, file] = process.argv.slice(1);
  const worker = new Worker(program, { workerData: { file, role: "write" } });
  let id = 0;
  const write = () => {
    id += 1;
    const samples = Array.from({ length: ${ofBatch} }, (_, n) => ({
      metric: "m", kind: "counter", subject: "child" + n, labels: {}, at: Date.now() - (id % 30) * 60_000, value: 1,
    }));
    worker.postMessage({ id, call: id % 10 === 0 ? "tend" : "write", argument: samples });
  };
  worker.on("message", (reply) => {
    if (reply.error) throw new Error(reply.error);
    console.log(reply.id);
    write();
  });
  write();
`;

/** How many batches are among so many calls: one in ten is another call. */
const batchesIn = (calls: number): number => calls - Math.floor(calls / 10);

const onStore = <A, E>(
  file: string,
  use: (store: typeof Samples.Service) => Effect.Effect<A, E>,
): Promise<A> =>
  Effect.flatMap(Samples, use).pipe(Effect.provide(layer({ file, program })), Effect.runPromise);

const sample = (over: Partial<Sample>): Sample => ({
  ...{ metric: "m", kind: "counter", subject: "late", labels: {}, at: Date.now(), value: 1 },
  ...over,
});

test("what was acknowledged is there once after kill -9, in samples and in roll-ups", async () => {
  const file = join(folder, "samples.db");
  let [acknowledged, sent] = [0, 0];
  for (const kills of [40, 3, 25]) {
    const child = spawn(process.execPath, ["-e", writing, program, file], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let calls = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      calls = Number(line);
      if (calls >= kills) break;
    }
    child.kill("SIGKILL");
    await once(child, "exit");
    acknowledged += batchesIn(calls) * ofBatch;
    // Those after it may have been stored, and nobody was told.
    sent += batchesIn(calls + 50) * ofBatch;
  }
  const found = await onStore(file, (store) =>
    Effect.gen(function* () {
      const now = Date.now();
      // Opens the store, and makes the roll-ups that are due.
      yield* store.write([sample({ subject: "after", value: 0 })]);
      const query = { metric: "m", within: [""], labels: {}, groupBy: null, agg: "sum" as const };
      const totals: Array<number> = [];
      for (const step of [60_000, 300_000, 3_600_000]) {
        const { series } = yield* store.history({ ...query, from: now - 3_600_000, to: now + 60_000, step });
        totals.push((series[0]?.points ?? []).reduce((sum, [, value]) => sum + value, 0));
      }
      return totals;
    }),
  );
  expect(new Set(found).size).toBe(1);
  expect(found[0]).toBeGreaterThanOrEqual(acknowledged);
  expect(found[0]).toBeLessThanOrEqual(sent);
});

test("beyond 50,000 that wait, samples are refused; a file that is no database is said to be none", async () => {
  const file = join(folder, "busy.db");
  const many = Array.from({ length: 30_000 }, () => sample({}));
  const outcomes = await onStore(file, ({ write }) =>
    Effect.forEach([many, many], (one) => Effect.either(write(one)), { concurrency: 2 }),
  );
  expect(outcomes).toMatchObject([{ right: { accepted: 30_000 } }, { left: { _tag: "SamplesBusy" } }]);
  const broken = resolve("package.json");
  const copy = join(folder, "broken.db");
  (await import("node:fs")).copyFileSync(broken, copy);
  const refused = await onStore(copy, ({ write }) => Effect.flip(write([sample({})])));
  expect(refused.message).toBe(
    `the store of samples ${copy} can't be used: it is not a readable database; move it away and a new one is made. Everything else goes on; what is measured now is in no history.`,
  );
});
