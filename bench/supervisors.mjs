// Beside PM2 and supervisord, each with five equal children: how long a killed child is away, by turns; and what becomes of
// the children when the supervisor itself is killed with -9 and started again.
// `npm run build && node bench/supervisors.mjs [turns]`; the others are looked for as in bench/output.mjs.
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const count = 5;
const turns = Number(process.argv[2] ?? 20);
const sentinelProgram = join(import.meta.dirname, "../dist/sentinel.js");
const pm2Program = process.env.PM2 ?? "pm2";
const supervisordProgram = process.env.SUPERVISORD ?? "supervisord";
/** Longer than what each of them takes for a healthy run: one second. */
const healthyMs = 1500;

const names = Array.from({ length: count }, (_, index) => `child${index}`);

/**
 * Each supervisor: how its children are declared, how it is started, also again, its daemon, and its end. Killed every few
 * seconds, a child of Sentinel would wait longer each time: only the first restart after a healthy minute is immediate.
 */
const contenders = {
  sentinel: (folder, child) => {
    const declared = names.map((name) => `  ${name}: { command: [${child}], backoff: none }`).join("\n");
    writeFileSync(
      join(folder, "sentinel.yaml"),
      `version: 1\nname: bench\nintensity: 1000000\nchildren:\n${declared}\n`,
    );
    const run = (...args) =>
      execFileSync(process.execPath, [sentinelProgram, ...args, "--home", join(folder, "home")], {
        cwd: folder,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      });
    return {
      start: () => run("up", "--detach"),
      daemon: () => JSON.parse(run("status", "--json")).daemon.pid,
      end: () => run("down"),
    };
  },
  pm2: (folder, child) => {
    const env = { ...process.env, PM2_HOME: join(folder, "pm2") };
    const file = join(folder, "apps.json");
    writeFileSync(
      file,
      JSON.stringify({ apps: names.map((name) => ({ name, script: child, interpreter: "none" })) }),
    );
    const run = (...args) => execFileSync(pm2Program, args, { cwd: folder, env, stdio: "ignore" });
    return {
      start: () => run("start", file),
      daemon: () => Number(readFileSync(join(env.PM2_HOME, "pm2.pid"), "utf8")),
      end: () => run("kill"),
    };
  },
  supervisord: (folder, child) => {
    const file = join(folder, "supervisord.conf");
    const pidFile = join(folder, "supervisord.pid");
    const programs = names
      .map((name) => `[program:${name}]\ncommand=${child}\nautorestart=true\n`)
      .join("\n");
    writeFileSync(
      file,
      `[supervisord]\nlogfile=${folder}/log\npidfile=${pidFile}\nchildlogdir=${folder}\n\n${programs}`,
    );
    return {
      start: () => execFileSync(supervisordProgram, ["-c", file], { stdio: "ignore" }),
      daemon: () => Number(readFileSync(pidFile, "utf8")),
      end: () => process.kill(Number(readFileSync(pidFile, "utf8")), "SIGTERM"),
    };
  },
};

const isThere = {
  sentinel: () => true,
  pm2: () => answers(pm2Program),
  supervisord: () => answers(supervisordProgram),
};
const answers = (program) => spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;

const isAlive = (pid) =>
  existsSync(`/proc/${pid}/stat`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));

/** A supervisor with its children, which write their pids down. */
const started = async (name) => {
  const folder = mkdtempSync(join(tmpdir(), `sentinel-bench-${name}-`));
  const pidFile = join(folder, "pids");
  const child = join(folder, "child");
  writeFileSync(pidFile, "");
  writeFileSync(child, `#!/bin/sh\necho $$ >> ${pidFile}\nexec sleep 100000\n`);
  chmodSync(child, 0o700);
  const supervisor = contenders[name](folder, child);
  supervisor.start();
  const pids = () => readFileSync(pidFile, "utf8").split("\n").filter(Boolean).map(Number);
  while (pids().length < count) await pause(20);
  return { name, folder, pids, ...supervisor };
};

const leave = async ({ end, folder, pids }) => {
  end();
  for (const pid of pids()) if (isAlive(pid)) process.kill(pid, "SIGKILL");
  await pause(500);
  rmSync(folder, { recursive: true, force: true });
};

/** From the kill of a healthy child to the first action of the next one, in ms. */
const restart = async ({ pids }) => {
  await pause(healthyMs);
  const before = pids();
  const began = performance.now();
  process.kill(before.at(-1), "SIGKILL");
  while (pids().length === before.length) await pause(1);
  return performance.now() - began;
};

const quantile = (values, q) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))].toFixed(0);

const all = [];
for (const name of Object.keys(contenders))
  if (isThere[name]()) all.push(await started(name));
  else console.log(`${name} is not measured: it is not installed here (see bench/README.md)`);

console.log(`load ${loadavg()[0].toFixed(1)}, ${turns} turns`);
const times = Object.fromEntries(all.map(({ name }) => [name, []]));
for (let turn = 0; turn < turns; turn += 1) for (const one of all) times[one.name].push(await restart(one));
for (const [name, values] of Object.entries(times))
  console.log(
    `${name}: a killed child is back after p50 ${quantile(values, 0.5)}, p95 ${quantile(values, 0.95)} ms`,
  );

for (const one of all) {
  await pause(healthyMs);
  const before = one.pids().filter(isAlive);
  process.kill(one.daemon(), "SIGKILL");
  await pause(2000);
  const kept = before.filter(isAlive).length;
  one.start();
  await pause(5000);
  const now = one.pids().filter(isAlive).length;
  console.log(
    `${one.name}: of ${before.length} children ${kept} run after kill -9 of the daemon, ${now} once it runs again`,
  );
}
for (const one of all) await leave(one);
console.log(`load ${loadavg()[0].toFixed(1)} at the end`);
