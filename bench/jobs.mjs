// Measures what jobs cost: `node bench/jobs.mjs [SCHEDULES]`. In this process, without runs and without a store: how long the
// jobs of a large tree take to load, and how long a pass takes in which one of them is due.

import { rmSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { ensureInstalled, root } from "../scripts/ensureInstalled.mjs";

ensureInstalled();
const { build } = await import("esbuild");
const bundle = join(root, "dist", `bench-jobs-${process.pid}.mjs`);
await build({
  stdin: {
    contents: `export { JobEngine } from "./supervisors/jobs/JobEngine.ts"; export { undeclaredRules } from "./supervisors/jobs/rules.ts";
export { every } from "./src/calendar/every.ts";`,
    resolveDir: root,
  },
  outfile: bundle,
  bundle: true,
  platform: "node",
  format: "esm",
});
const { JobEngine, undeclaredRules, every } = await import(bundle);
rmSync(bundle);

const schedules = Number(process.argv[2] ?? 10_000);
const hourMs = 3_600_000;
const passes = 200;
const clock = { at: Date.UTC(2026, 0) };
const nothing = () => undefined;
const started = [];
const engine = new JobEngine(
  { read: () => ({ wall: clock.at, real: clock.at, awake: clock.at }), boot: "bench" },
  {
    start: (decision) => started.push(decision),
    stop: nothing,
    kill: nothing,
    changed: nothing,
    store: nothing,
  },
);
const cpuMs = () => process.cpuUsage().user / 1_000 + process.cpuUsage().system / 1_000;

const loading = cpuMs();
for (let index = 0; index < schedules; index += 1) {
  const job = `job-${index}`;
  const anchor = Math.floor((index * hourMs) / schedules / 1_000) * 1_000;
  engine.declare(job, { ...undeclaredRules(job), expected: every(hourMs, anchor) });
  engine.tell({ type: "load", job });
}
const loaded = cpuMs() - loading;

const begun = cpuMs();
const from = clock.at;
for (let pass = 0; pass < passes; pass += 1) {
  clock.at += Math.max(1, engine.untilDue() ?? 0);
  for (const event of engine.due()) engine.tell(event);
  for (const { job, run } of started.splice(0))
    engine.tell({
      ...{ type: "ended", job, run, at: { wall: clock.at, real: clock.at } },
      end: { kind: "exited", exit: { code: 0 }, succeeded: true },
    });
}
const spent = cpuMs() - begun;
const share = (spent / (clock.at - from)) * 100;

process.stdout.write(
  [
    `${schedules} hourly schedules, spread evenly; ${cpus().length} cores, load ${loadavg()[0].toFixed(1)}, Node ${process.version}`,
    `load: ${loaded.toFixed(0)} ms of CPU, ${((loaded / schedules) * 1_000).toFixed(1)} µs a job`,
    `a pass: ${((spent / passes) * 1_000).toFixed(0)} µs of CPU; ${share.toFixed(3)} % of a core as time passes`,
    "",
  ].join("\n"),
);
