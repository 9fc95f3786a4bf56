// Measures what DESIGN section 13 promises, as ratios to bare Node in the same run. `npm run bench`; add
// `--large` for 1,000 processes. Talks to its own daemons only, and ends them.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { ensureInstalled, root } from "../scripts/ensureInstalled.mjs";

ensureInstalled();
const { ensureBuilt } = await import("../scripts/ensureBuilt.mjs");
ensureBuilt();

const sentinel = join(root, "dist/sentinel.js");
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
const now = () => Number(process.hrtime.bigint()) / 1e6;
const pause = (ms) => new Promise((resume) => setTimeout(resume, ms));
const quantile = (values, q) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))];
const median = (values) => quantile(values, 0.5);
const round = (value, digits = 1) => Number(value.toFixed(digits));

const rows = [];
const say = (what, value, against = "", ratio = "") => {
  rows.push([what, value, against, ratio]);
  console.error(`${what}: ${value} ${against} ${ratio}`);
};

/** A daemon in a home of its own with `count` sleeping children in one group that starts in parallel. */
const withDaemon = async (count, use, more = "") => {
  const folder = mkdtempSync(join(tmpdir(), "sentinel-bench-"));
  const home = join(folder, "h");
  const group =
    count === 0
      ? ""
      : `  many: { command: sleep 100000, replicas: ${count}, min_uptime: 0, intensity: 1000000 }\n`;
  writeFileSync(
    join(folder, "sentinel.yaml"),
    `version: 1\nname: bench\nintensity: 1000000\nchildren:\n${group}${more}  one: { command: sleep 100000, min_uptime: 0 }\n`,
  );
  const call = (...args) =>
    execFileSync(process.execPath, [sentinel, ...args, "--home", home], {
      cwd: folder,
      env,
      encoding: "utf8",
    });
  const began = now();
  call("up", "--detach");
  const bootMs = now() - began;
  try {
    return await use({ home, call, bootMs, status: () => JSON.parse(call("status", "--json")) });
  } finally {
    call("down");
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Proportional memory of a process in MB: shared pages are counted once. */
const pss = (pid) =>
  Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))[1]) / 1024;

const cpuTicks = (pid) => {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return Number(fields[11]) + Number(fields[12]);
};

const wallOf = (args) => {
  const began = now();
  spawnSync(process.execPath, args, { env, stdio: "ignore" });
  return now() - began;
};

const startUp = ({ home }) => {
  const [bare, status] = [[], []];
  for (let turn = 0; turn < 41; turn += 1) {
    bare.push(wallOf(["-e", "0"]));
    status.push(wallOf([sentinel, "status", "--home", home]));
  }
  return { bare: median(bare), status: median(status) };
};

/** A program that says its pid, a line each time it is started. */
const sayingProgram = (folder, ready = "") => {
  const said = join(folder, "pids");
  writeFileSync(said, "");
  const program = join(folder, "run");
  writeFileSync(program, `#!/bin/sh\necho $$ >>${said}\n${ready}exec sleep 100000\n`, { mode: 0o755 });
  const pids = () => readFileSync(said, "utf8").trim().split("\n").filter(Boolean).map(Number);
  /** From kill -9 to the moment when the program runs again, in ms. Waits for the kernel's word, to be in nobody's way. */
  const killed = () =>
    new Promise((resolve) => {
      const before = pids();
      const watcher = watch(said, () => {
        if (pids().length === before.length) return;
        watcher.close();
        resolve(now() - began);
      });
      const began = now();
      process.kill(before.at(-1), "SIGKILL");
    });
  return { program, pids, killed };
};

/** What bare Node does for the same: it hears of the end and spawns again. */
const bareSupervisor = async (folder) => {
  const { program, pids, killed } = sayingProgram(folder);
  let wanted = "up";
  const begin = () => {
    const child = spawn(program, { stdio: "ignore", detached: true });
    child.on("exit", () => wanted === "up" && begin());
  };
  begin();
  while (pids().length === 0) await pause(10);
  const stop = () => {
    wanted = "down";
    process.kill(pids().at(-1), "SIGKILL");
  };
  return { killed, stop };
};

/** s6-supervise, where it is installed. */
const s6Supervisor = async (folder) => {
  if (spawnSync("which", ["s6-supervise"]).status !== 0) return null;
  // Without readiness it pauses a second before each restart.
  writeFileSync(join(folder, "notification-fd"), "3\n");
  const { pids, killed } = sayingProgram(folder, "echo >&3\n");
  const supervise = spawn("s6-supervise", [folder], { stdio: "ignore", detached: true });
  while (pids().length === 0) await pause(10);
  const stop = async () => {
    spawnSync("s6-svc", ["-xd", folder]);
    await new Promise((resolve) => supervise.on("exit", resolve));
  };
  return { killed, stop };
};

const sentinelSupervisor = async (folder) => {
  const { program, pids, killed } = sayingProgram(folder);
  writeFileSync(
    join(folder, "sentinel.yaml"),
    `version: 1\nname: bench\nintensity: 1000000\nchildren:\n  one: { command: [${program}], backoff: { reset_after: 1s } }\n`,
  );
  const call = (...args) =>
    execFileSync(process.execPath, [sentinel, ...args, "--home", join(folder, "h")], { cwd: folder, env });
  call("up", "--detach");
  while (pids().length === 0) await pause(10);
  return { killed, stop: () => call("down") };
};

/** All of them kill by kill in turn, so that each has the same share of the machine's noise. */
const restartLatencies = async (times) => {
  const makers = { sentinel: sentinelSupervisor, bare: bareSupervisor, s6: s6Supervisor };
  const folders = [];
  const contenders = {};
  const took = {};
  for (const [name, make] of Object.entries(makers)) {
    const folder = mkdtempSync(join(tmpdir(), `sentinel-bench-${name}-`));
    folders.push(folder);
    const contender = await make(folder);
    if (contender) contenders[name] = contender;
  }
  try {
    for (let turn = 0; turn < times; turn += 1) {
      // A healthy run: ready, and alive for more than a second.
      await pause(1300);
      for (const [name, { killed }] of Object.entries(contenders)) {
        took[name] ??= [];
        took[name].push(await killed());
        await pause(100);
      }
    }
  } finally {
    for (const { stop } of Object.values(contenders)) await stop();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
  return took;
};

/** What bare Node takes to spawn as many processes, eight at a time. */
const bareBoot = async (count) => {
  const began = now();
  const children = [];
  for (let at = 0; at < count; at += 8) {
    const batch = Array.from({ length: Math.min(8, count - at) }, () =>
      spawn("sleep", ["100000"], { stdio: "ignore", detached: true }),
    );
    children.push(...batch);
    await Promise.all(batch.map((child) => new Promise((resolve) => child.on("spawn", resolve))));
  }
  const took = now() - began;
  for (const child of children) child.kill("SIGKILL");
  return took;
};

const load = loadavg().map((value) => round(value, 2));
const large = process.argv.includes("--large");
const memory = {};

await withDaemon(0, async (daemon) => {
  const { bare, status } = startUp(daemon);
  say(
    "`sentinel status`, median of 41",
    `${round(status)} ms`,
    `node -e 0: ${round(bare)} ms`,
    `${round(status / bare, 2)} ×`,
  );
  const { pid } = daemon.status().daemon;
  await pause(3000);
  memory[0] = pss(pid);
  say("daemon, 1 child, PSS", `${round(memory[0])} MB`);
});

const took = await restartLatencies(25);
for (const [name, q] of [
  ["p50", 0.5],
  ["p95", 0.95],
]) {
  const own = quantile(took.sentinel, q);
  for (const [peer, others] of [
    ["bare Node", took.bare],
    ["s6-supervise", took.s6],
  ]) {
    if (!others) {
      say(`restart after kill -9, ${name}, against ${peer}`, "not measured", "not installed here");
      continue;
    }
    const other = quantile(others, q);
    const [ownMs, otherMs] = [`${round(own)} ms`, `${peer}: ${round(other)} ms`];
    say(`restart after kill -9 of a healthy child, ${name}`, ownMs, otherMs, `${round(own / other, 2)} ×`);
  }
}

for (const count of large ? [100, 1000] : [100]) {
  await withDaemon(count, async ({ bootMs, status, call }) => {
    const bare = await bareBoot(count);
    say(
      `boot of ${count} children, command to all started`,
      `${round(bootMs, 0)} ms`,
      `bare Node, spawn only: ${round(bare, 0)} ms`,
      `${round(bootMs / bare, 2)} ×`,
    );
    const { daemon, children } = status();
    const running = children.filter(({ state, kind }) => state === "running" && kind === "service").length;
    if (running !== count + 1) throw new Error(`only ${running} of ${count + 1} run`);
    await pause(5000);
    memory[count] = pss(daemon.pid);
    say(
      `daemon, ${count} children, PSS`,
      `${round(memory[count])} MB`,
      "",
      `${round(((memory[count] - memory[0]) * 1024) / count)} kB a child`,
    );
    const [ticks, seconds] = [cpuTicks(daemon.pid), 10];
    await pause(seconds * 1000);
    say(
      `idle CPU, ${count} children, ${seconds} s`,
      `${round((cpuTicks(daemon.pid) - ticks) / seconds, 2)} % of a core`,
    );
    const pids = children.flatMap(({ path, pid }) => (path.startsWith("many#") ? [pid] : []));
    const began = now();
    for (const pid of pids) process.kill(pid, "SIGKILL");
    for (;;) {
      const again = JSON.parse(call("status", "many", "--json")).children.filter(
        ({ state, restarts }) => state === "running" && restarts === 1,
      );
      if (again.length === count) break;
      await pause(50);
    }
    say(`all ${count} killed at once, until all run again`, `${round(now() - began, 0)} ms`);
  });
}

console.log(`Node ${process.version}, ${cpus().length} cores, load before the run ${load.join(" ")}\n`);
console.log("| What | Sentinel | Against | Ratio |\n| --- | --- | --- | --- |");
for (const row of rows) console.log(`| ${row.join(" | ")} |`);
