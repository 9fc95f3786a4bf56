// Measures what a schedule costs: `node bench/calendar.mjs`. By turns in the same run: `next` of src/calendar, and that of
// croner's own `Cron` in the same zone. Then the memory of 10,000 schedules, and the longest list that the API makes.

import { rmSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { ensureInstalled, root } from "../scripts/ensureInstalled.mjs";

ensureInstalled();
const { build } = await import("esbuild");
const bundle = join(root, "dist", `bench-calendar-${process.pid}.mjs`);
await build({
  stdin: {
    contents: `export { parseCron } from "./src/calendar/cron.ts"; export { preview } from "./src/calendar/preview.ts";
export { Cron } from "croner";`,
    resolveDir: root,
  },
  outfile: bundle,
  bundle: true,
  platform: "node",
  format: "esm",
});
const { parseCron, preview, Cron } = await import(bundle);
rmSync(bundle);

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

const calls = 10_000;
const inTurn = 500;
const zone = "Europe/Berlin";
const start = Date.UTC(2026, 0);
const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.floor(values.length * q)];

/** The times of `calls` calls of each by turns, in µs, each call after the instant before. */
const timed = (contenders) => {
  const runs = contenders.map((next) => ({ next, at: start, times: [] }));
  for (let turn = 0; turn < calls / inTurn; turn += 1)
    for (const run of runs)
      for (let call = 0; call < inTurn; call += 1) {
        const before = process.hrtime.bigint();
        const at = run.next(run.at);
        run.times.push(Number(process.hrtime.bigint() - before) / 1_000);
        // Instants after 2100 would not be like those of people.
        run.at = at > Date.UTC(2100, 0) ? start : at;
      }
  return runs.map(({ times }) => times);
};

const rows = ["* * * * *", "30 2 * * *", "*/15 9-17 * * MON-FRI", "0 8 LW * *", "0 0 29 2 *"].map(
  (expression) => {
    const own = parseCron(expression, zone);
    const croner = new Cron(expression, { timezone: zone, paused: true, fixedTimeRule: "no-wildcard" });
    const [ours, theirs] = timed([own.next, (at) => croner.nextRun(new Date(at)).getTime()]);
    const [p50, p99, other] = [quantile(ours, 0.5), quantile(ours, 0.99), quantile(theirs, 0.5)];
    return { expression, p50, p99, total: ours.reduce((sum, time) => sum + time, 0) / 1_000, croner: other };
  },
);

const expressions = Array.from(
  { length: 10_000 },
  (_, n) => `${n % 60} ${Math.floor(n / 60) % 24} * * ${n % 7}`,
);
const memoryOf = (make) => {
  collect();
  const before = process.memoryUsage().heapUsed;
  const kept = expressions.map(make);
  collect();
  return [(process.memoryUsage().heapUsed - before) / kept.length / 1_000, kept.length];
};
const [[ownMemory], [cronMemory]] = [
  memoryOf((expression) => parseCron(expression, zone)),
  // A tenth is enough to see it: all of them take most of a gigabyte.
  memoryOf((expression, index) =>
    index % 10 === 0 ? new Cron(expression, { timezone: zone, paused: true }) : null,
  ),
];

/** The CPU time of some work, in ms: the clock counts those who wait for a processor, too. */
const cpuOf = (work) => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};
const parse = cpuOf(() => {
  for (const expression of expressions.slice(0, 1_000)) parseCron(expression, zone);
});
const list = cpuOf(() => preview(parseCron("* * * * * *", zone), zone, start, 1_000));
const firstOfZone = cpuOf(() => parseCron("0 0 29 2 */7", "America/Toronto").next(start));
const never = cpuOf(() => parseCron("0 0 30 2 *", zone));

const [{ model }] = cpus();
console.log(`${model}, ${cpus().length} cores, load ${loadavg()[0].toFixed(1)}, Node ${process.version}`);
console.log(`${calls} calls of next each, by turns with croner's own:`);
for (const { expression, p50, p99, total, croner } of rows)
  console.log(
    `${expression.padEnd(22)} p50 ${p50.toFixed(1)} µs, p99 ${p99.toFixed(1)} µs, all ${total.toFixed(0)} ms; croner p50 ${croner.toFixed(1)} µs (${(p50 / croner).toFixed(2)} ×)`,
  );
console.log(
  `memory of a schedule: ${ownMemory.toFixed(1)} kB; a Cron of croner: ${(cronMemory * 10).toFixed(1)} kB`,
);
console.log(`CPU: reading an expression ${parse.toFixed(0)} µs; one that never runs ${never.toFixed(0)} ms`);
console.log(
  `CPU: a list of 1,000 seconds ${list.toFixed(0)} ms; next in a new zone, six years away ${firstOfZone.toFixed(0)} ms`,
);
