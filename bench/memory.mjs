// Measures what a daemon with a hundred sleeping children takes, beside PM2 with as many: memory of its own (anonymous:
// heap, stacks) and all that is resident, some seconds after the start and a minute later, by turns.
// `npm run build && node bench/memory.mjs [turns]`; PM2 is looked for as in bench/output.mjs.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const count = 100;
const turns = Number(process.argv[2] ?? 3);
const pm2Program = process.env.PM2 ?? "pm2";
const sentinelProgram = join(import.meta.dirname, "../dist/sentinel.js");
/** Seconds after all have been started. */
const moments = [5, 60];

const memoryOf = (pid) => {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  const megabytes = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(rollup)[1]) / 1024;
  return { own: megabytes("Pss_Anon"), resident: megabytes("Rss") };
};

const samplesOf = async (pid) => {
  const samples = [];
  let passed = 0;
  for (const moment of moments) {
    await pause((moment - passed) * 1000);
    passed = moment;
    samples.push(memoryOf(pid));
  }
  return samples;
};

const sentinel = async (folder) => {
  writeFileSync(
    join(folder, "sentinel.yaml"),
    `{ version: 1, name: many, children: { many: { command: sleep 10000, replicas: ${count}, min_uptime: 0 } } }`,
  );
  const run = (...args) =>
    execFileSync(process.execPath, [sentinelProgram, ...args, "--home", join(folder, "home")], {
      cwd: folder,
      encoding: "utf8",
    });
  run("up", "--detach");
  try {
    return await samplesOf(JSON.parse(run("status", "--json")).daemon.pid);
  } finally {
    run("down");
  }
};

const pm2 = async (folder) => {
  const env = { ...process.env, PM2_HOME: join(folder, "pm2") };
  const app = (number) => ({
    name: `many-${number}`,
    script: "/bin/sleep",
    args: "10000",
    interpreter: "none",
  });
  const file = join(folder, "many.json");
  writeFileSync(file, JSON.stringify({ apps: Array.from({ length: count }, (_, index) => app(index)) }));
  const run = (...args) => execFileSync(pm2Program, args, { cwd: folder, env, stdio: "ignore" });
  run("start", file);
  try {
    return await samplesOf(Number(readFileSync(join(env.PM2_HOME, "pm2.pid"), "utf8")));
  } finally {
    run("kill");
  }
};

const contenders = { sentinel };
if (spawnSync(pm2Program, ["--version"], { stdio: "ignore" }).status === 0) contenders.pm2 = pm2;
else console.log("PM2 is not measured: it is not installed here (see bench/README.md)");

console.log(`load ${loadavg()[0].toFixed(1)}, ${count} children, MB`);
for (let turn = 0; turn < turns; turn += 1)
  for (const [name, measure] of Object.entries(contenders)) {
    const folder = mkdtempSync(join(tmpdir(), "sentinel-memory-"));
    try {
      const samples = await measure(folder);
      const told = samples.map(
        ({ own, resident }, index) =>
          `after ${moments[index]} s ${own.toFixed(1)} own, ${resident.toFixed(1)} resident`,
      );
      console.log(`${name}: ${told.join("; ")}`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
console.log(`load ${loadavg()[0].toFixed(1)}`);
