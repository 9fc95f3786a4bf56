// Measures whether a daemon grows with what its children have done: `node bench/growth.mjs [MINUTES]`. Forty children
// print, end and are restarted, again and again, under one daemon and the ordinary limits of output. Reported: memory of
// its own and descriptors as lines through all samples but those of the first fifth, in which it fills its tables, and
// what is alive on its heap then and at the end. (PSS would tell of other Node processes, too, which share pages.)
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ensureInstalled, root } from "../scripts/ensureInstalled.mjs";

ensureInstalled();
const { ensureBuilt } = await import("../scripts/ensureBuilt.mjs");
ensureBuilt();

const minutes = Number(process.argv[2] ?? 10);
const children = 40;
const sampleEvery = 5_000;
const life =
  "i=0; while [ $i -lt 40 ]; do i=$((i+1)); echo line $i of many that are printed; done; sleep 1; exit 1";

const folder = mkdtempSync(join(tmpdir(), "sentinel-bench-"));
const home = join(folder, "h");
mkdirSync(home, { mode: 0o700 });
writeFileSync(
  join(folder, "sentinel.yaml"),
  `name: growth
intensity: 1000000
period: 1s
start: parallel
defaults: { min_uptime: 0, backoff: none }
children:
${Array.from({ length: children }, (_, index) => `  c${index}: { command: [sh, -c, "${life}"] }`).join("\n")}
`,
);
const liveHeapFile = join(folder, "live-heap");
const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
const env = {
  ...inherited,
  NODE_OPTIONS: `--require ${join(root, "bench/liveHeap.cjs")}`,
  LIVE_HEAP: liveHeapFile,
};
const call = (...args) =>
  execFileSync(process.execPath, [join(root, "dist/sentinel.js"), ...args, "--home", home], {
    cwd: folder,
    env,
    encoding: "utf8",
  });
const status = () => JSON.parse(call("status", "--json"));
const runsSoFar = () => status().children.reduce((sum, { run }) => sum + (run ?? 0), 0);

/** Memory that a process shares with nobody, in MB. */
const ownMemoryOf = (pid) =>
  [...readFileSync(`/proc/${pid}/smaps_rollup`, "latin1").matchAll(/^Private_\w+:\s+(\d+)/gm)].reduce(
    (sum, [, kilobytes]) => sum + Number(kilobytes) / 1024,
    0,
  );

/** What is alive on a daemon's heap, in MB, and after how many runs. */
const liveHeapOf = async (pid) => {
  rmSync(liveHeapFile, { force: true });
  process.kill(pid, "SIGUSR2");
  while (!existsSync(liveHeapFile)) await sleep(50);
  return { megabytes: Number(readFileSync(liveHeapFile, "latin1")) / 1e6, runs: runsSoFar() };
};
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The slope of the line through samples, a minute, and its standard error. */
const slope = (samples, of) => {
  const [x, y] = [mean(samples.map(({ at }) => at)), mean(samples.map(of))];
  const spread = samples.reduce((sum, { at }) => sum + (at - x) ** 2, 0);
  const found = samples.reduce((sum, one) => sum + (one.at - x) * (of(one) - y), 0) / spread;
  const rest = samples.reduce((sum, one) => sum + (of(one) - y - found * (one.at - x)) ** 2, 0);
  return `${found.toFixed(2)} ± ${Math.sqrt(rest / (samples.length - 2) / spread).toFixed(2)} a minute`;
};

const load = loadavg().map((value) => Number(value.toFixed(1)));
const samples = [];
const heaps = [];
try {
  call("up", "--detach");
  const { pid } = status().daemon;
  const began = performance.now();
  const at = () => (performance.now() - began) / 60_000;
  const sampleUntil = async (end) => {
    while (at() < end) {
      await sleep(sampleEvery);
      samples.push({ at: at(), own: ownMemoryOf(pid), descriptors: readdirSync(`/proc/${pid}/fd`).length });
    }
    heaps.push(await liveHeapOf(pid));
  };
  await sampleUntil(minutes / 5);
  await sampleUntil(minutes);
} finally {
  call("down", "--now");
  rmSync(folder, { recursive: true, force: true });
}

const counted = samples.slice(Math.floor(samples.length / 5));
const range = (of) =>
  `${Math.min(...counted.map(of)).toFixed(0)} to ${Math.max(...counted.map(of)).toFixed(0)}`;
console.log(`Node ${process.version}, ${cpus().length} cores, load before the run ${load.join(" ")}`);
const [early, late] = heaps;
console.log(`${minutes} minutes, ${late.runs} runs, ${late.runs * 40} lines, ${counted.length} samples\n`);
for (const [what, of] of [
  ["memory of its own, MB", ({ own }) => own],
  ["descriptors", ({ descriptors }) => descriptors],
])
  console.log(`${what}: ${range(of)}; ${slope(counted, of)}`);
console.log(
  `alive on the heap: ${early.megabytes.toFixed(2)} MB after ${early.runs} runs, ${late.megabytes.toFixed(2)} MB after ` +
    `${late.runs}: ${(((late.megabytes - early.megabytes) * 1e6) / (late.runs - early.runs)).toFixed(1)} bytes a run`,
);
