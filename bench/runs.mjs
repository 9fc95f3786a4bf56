// Measures what the history of runs takes: `node bench/runs.mjs [RUNS]`. Batches as a crash and a restart make them are
// written into two databases by turns: with the rows of the run that ended and of the one that began, and without them.
// Then pages are read, and the history is made anew from the journal, as an upgrade does.
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { ensureInstalled, root } from "../scripts/ensureInstalled.mjs";

ensureInstalled();
const { ensureBuilt } = await import("../scripts/ensureBuilt.mjs");
ensureBuilt();
const { build } = await import("esbuild");

const folder = mkdtempSync(join(tmpdir(), "sentinel-bench-"));
const bundle = join(root, "dist", `bench-runs-${process.pid}.mjs`);
await build({
  stdin: {
    contents: `export { layer } from "./src/adapters/sqlite/store.ts"; export { Journal } from "./src/ports/store/Journal.ts";
export { Runs } from "./src/ports/store/Runs.ts"; export { runsOfJournal } from "./src/adapters/sqlite/runsOfJournal.ts";
export { Effect, Context, Scope, Layer } from "effect"; export { default as Database } from "better-sqlite3";`,
    resolveDir: root,
  },
  outfile: bundle,
  bundle: true,
  platform: "node",
  format: "esm",
  packages: "external",
});
const { layer, Journal, Runs, runsOfJournal, Effect, Context, Scope, Layer, Database } = await import(bundle);

const total = Number(process.argv[2] ?? 50_000);
const turn = 100;
const children = 100;
const at = (run) => new Date(1.7e12 + run * 300).toISOString();
const pathOf = (number) => `web/worker#${number % children}`;

/** The entries of a crash and of the restart after it. */
const entriesOf = (number) => {
  const fact = { type: "transition", at: at(number), subject: pathOf(number), by: "system" };
  const run = Math.floor(number / children) + 1;
  const exit = { code: 1, signal: null };
  return [
    { ...fact, run, from: "running", to: "backoff", reason: "exit code 1", exit },
    { ...fact, run: run + 1, from: "backoff", to: "starting", reason: "its delay is over" },
    { ...fact, run: run + 1, from: "starting", to: "running", reason: "alive" },
  ].map((entry, index) => ({ ...entry, seq: number * 3 + index + 1 }));
};

/** The rows of the run that ended and of the one that began. */
const rowsOf = (number) => {
  const path = pathOf(number);
  const run = Math.floor(number / children) + 1;
  const row = {
    ...{ path, trigger: "restart", scheduled_for: null, attempt: null, started_at: at(number), by: "system" },
    ...{ signal: null, output: null },
  };
  return [
    {
      ...{ ...row, id: `${path}@${run}`, run, ended_at: at(number), outcome: "failed", code: 1 },
      reason: "exit code 1",
    },
    {
      ...{ ...row, id: `${path}@${run + 1}`, run: run + 1, ended_at: null, outcome: "running", code: null },
      reason: "its delay is over",
    },
  ];
};

const open = (name) => {
  const file = join(folder, name);
  const context = Effect.runSync(Layer.buildWithScope(layer({ file }), Effect.runSync(Scope.make())));
  return { file, journal: Context.get(context, Journal), runs: Context.get(context, Runs), times: [] };
};
const write = async (one, number, also) => {
  const began = performance.now();
  await Effect.runPromise(
    one.journal.write({ entries: entriesOf(number), memories: [], forgotten: [], also }),
  );
  one.times.push(performance.now() - began);
};
const timed = async (use) => {
  const began = performance.now();
  const result = await use();
  return [performance.now() - began, result];
};

const load = loadavg().map((value) => value.toFixed(1));
try {
  const [plain, kept] = [open("plain.db"), open("kept.db")];
  for (let number = 0; number < total; number += turn) {
    for (let count = 0; count < turn; count += 1) await write(plain, number + count, []);
    for (let count = 0; count < turn; count += 1)
      await write(kept, number + count, [kept.runs.put(rowsOf(number + count))]);
  }
  const mean = ({ times }) => times.reduce((sum, time) => sum + time, 0) / times.length;
  const median = ({ times }) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];
  console.log(`Node ${process.version}, ${cpus().length} cores, load before the run ${load.join(" ")}`);
  for (const [what, of] of [
    ["mean", mean],
    ["median", median],
  ])
    console.log(
      `a write of three entries, ${what}: ${of(plain).toFixed(3)} ms; with two rows of runs ${of(kept).toFixed(3)} ms`,
    );
  const sizeOf = ({ file }) => (statSync(file).size / 1e6).toFixed(1);
  console.log(`size: ${sizeOf(plain)} MB; with the runs ${sizeOf(kept)} MB`);
  const page = (query) => () => Effect.runPromise(kept.runs.page({ within: [""], limit: 100, ...query }));
  for (const [what, query] of [
    ["of all", {}],
    ["of one child", { within: [pathOf(7)] }],
    ["by outcome", { outcomes: ["failed"] }],
    ["of a group, the oldest", { within: ["web"], to: at(total / 2) }],
    ["that nothing matches", { outcomes: ["lost"], triggers: ["manual"] }],
  ]) {
    await page(query)();
    const [took, { runs }] = await timed(page(query));
    console.log(`a page ${what}: ${took.toFixed(1)} ms (${runs.length} runs)`);
  }
  const database = new Database(plain.file);
  const [took] = await timed(() => database.exec(runsOfJournal));
  const { count } = database.prepare("SELECT count(*) AS count FROM run").get();
  database.close();
  console.log(
    `the history made from a journal of ${total * 3} entries: ${took.toFixed(0)} ms (${count} runs)`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
  rmSync(bundle, { force: true });
}
