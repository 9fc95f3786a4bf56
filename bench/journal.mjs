// Measures what a bounded journal takes: `node bench/journal.mjs [ENTRIES]`. Entries as a child makes them that crashes
// and is restarted, in batches of six, into two journals by turns: one that keeps all, one that keeps a fifth of them.
// Reported: the time of a write, with thinning out and without, and the size of both files for each entry they keep.
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { ensureInstalled, root } from "../scripts/ensureInstalled.mjs";

ensureInstalled();
const { ensureBuilt } = await import("../scripts/ensureBuilt.mjs");
ensureBuilt();
const { build } = await import("esbuild");

const folder = mkdtempSync(join(tmpdir(), "sentinel-bench-"));
const bundle = join(root, "dist", `bench-journal-${process.pid}.mjs`);
await build({
  stdin: {
    contents: `export { layer } from "./src/adapters/sqlite/store.ts"; export { Journal } from "./src/ports/store/Journal.ts";
export { Effect, Layer, Context, Scope } from "effect";`,
    resolveDir: root,
  },
  outfile: bundle,
  bundle: true,
  platform: "node",
  format: "esm",
  packages: "external",
});
const { layer, Journal, Effect, Layer, Context, Scope } = await import(bundle);

const total = Number(process.argv[2] ?? 100_000);
const inBatch = 6;
const turn = 100;
const life = [
  ["running", "backoff", "exit code 1"],
  ["backoff", "starting", "restart 3 of 5 in 60 s"],
  ["starting", "running", "alive for 1 s"],
];
const entry = (seq) => {
  const [from, to, reason] = life[seq % 3];
  const at = new Date(1.7e12 + seq * 300).toISOString();
  return {
    type: "transition",
    at,
    subject: `web/worker#${seq % 12}`,
    by: "system",
    run: seq,
    from,
    to,
    reason,
    seq,
  };
};
const open = (name, given) => {
  const file = join(folder, name);
  const built = Layer.buildWithScope(layer({ file, ...given }), Effect.runSync(Scope.make()));
  const journal = Context.get(Effect.runSync(built), Journal);
  return { file, journal, seq: 0, times: [] };
};
const write = async (one) => {
  const entries = Array.from({ length: inBatch }, (_, index) => entry(one.seq + index + 1));
  one.seq += inBatch;
  const began = performance.now();
  await Effect.runPromise(one.journal.write({ entries, memories: [], forgotten: [] }));
  one.times.push(performance.now() - began);
};

const load = loadavg().map((value) => value.toFixed(1));
try {
  const all = open("all.db", { kept: Number.MAX_SAFE_INTEGER });
  const bounded = open("bounded.db", { kept: total / 5 });
  while (bounded.seq < total) {
    for (let count = 0; count < turn; count += 1) await write(all);
    for (let count = 0; count < turn; count += 1) await write(bounded);
  }
  // Once it is full.
  for (const one of [all, bounded]) one.times = one.times.slice(Math.ceil(one.times.length / 3));
  const mean = ({ times }) => times.reduce((sum, time) => sum + time, 0) / times.length;
  const median = ({ times }) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];
  console.log(`Node ${process.version}, ${cpus().length} cores, load before the run ${load.join(" ")}`);
  for (const [what, of] of [
    ["mean", mean],
    ["median", median],
    ["longest", ({ times }) => Math.max(...times)],
  ])
    console.log(`${what} of a write, ms: ${of(bounded).toFixed(3)} to ${of(all).toFixed(3)} without a bound`);
  const kept = await Effect.runPromise(bounded.journal.read({}));
  console.log(
    `bounded: ${kept.length} entries, ${(statSync(bounded.file).size / kept.length).toFixed(0)} bytes each`,
  );
  console.log(`without: ${all.seq} entries, ${(statSync(all.file).size / all.seq).toFixed(0)} bytes each`);
} finally {
  rmSync(folder, { recursive: true, force: true });
  rmSync(bundle, { force: true });
}
process.exit(0);
