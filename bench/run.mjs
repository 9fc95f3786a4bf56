// Measures what DESIGN section 13 promises, as ratios to bare Node in the same run. `npm run bench`; add
// `--large` for 1,000 processes. Talks to its own daemons only, and ends them.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
    `version: 1\nname: bench\nintensity: 1000000\nchildren:\n${group}${more}  one: { command: sleep 100000, backoff: { reset_after: 1s } }\n`,
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

/** Kill the child with -9 and wait until another process of it exists; from the kill to that, in ms. */
const restartLatency = async ({ home, status }, times) => {
  const took = [];
  const runs = join(home, "runs", "one");
  for (let turn = 0; turn < times; turn += 1) {
    const child = status().children.find(({ path }) => path === "one");
    const next = join(runs, String(child.run + 1), "status");
    // A healthy run: ready, and alive for more than a second.
    await pause(Math.max(0, 1300 - child.uptime_ms));
    const began = now();
    process.kill(child.pid, "SIGKILL");
    for (;;) {
      try {
        if (readFileSync(next, "latin1").includes("child ")) break;
      } catch {
        // Not there yet.
      }
      await new Promise((resume) => setImmediate(resume));
    }
    took.push(now() - began);
  }
  return took;
};

/** What bare Node takes for the same: it hears of the end and spawns again. */
const bareRestart = async (times) => {
  const took = [];
  for (let turn = 0; turn < times; turn += 1) {
    const first = spawn("sleep", ["1000"], { stdio: "ignore", detached: true });
    await pause(20);
    took.push(
      await new Promise((resolve) => {
        const began = now();
        first.on("exit", () => {
          const second = spawn("sleep", ["1000"], { stdio: "ignore", detached: true });
          second.on("spawn", () => {
            resolve(now() - began);
            second.kill("SIGKILL");
          });
        });
        first.kill("SIGKILL");
      }),
    );
  }
  return took;
};

/** s6-supervise for the same, where it is installed. */
const s6Restart = async (times) => {
  if (spawnSync("which", ["s6-supervise"]).status !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), "sentinel-s6-"));
  writeFileSync(join(folder, "notification-fd"), "3\n");
  writeFileSync(join(folder, "run"), "#!/bin/sh\necho $$ >> pids\necho >&3\nexec sleep 100000 3>&-\n", {
    mode: 0o755,
  });
  const supervise = spawn("s6-supervise", [folder], { stdio: "ignore", detached: true });
  const pids = () => {
    try {
      return readFileSync(join(folder, "pids"), "utf8").trim().split("\n").map(Number);
    } catch {
      return [];
    }
  };
  const took = [];
  try {
    while (pids().length === 0) await pause(10);
    for (let turn = 0; turn < times; turn += 1) {
      await pause(1300);
      const known = pids();
      const began = now();
      process.kill(known.at(-1), "SIGKILL");
      while (pids().length === known.length) await new Promise((resume) => setImmediate(resume));
      took.push(now() - began);
    }
  } finally {
    spawnSync("s6-svc", ["-xd", folder]);
    await pause(300);
    supervise.kill("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
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
  const took = await restartLatency(daemon, 15);
  const plain = await bareRestart(15);
  const s6 = await s6Restart(15);
  say(
    "restart after kill -9 of a healthy child, p50",
    `${round(median(took))} ms`,
    `bare Node: ${round(median(plain))} ms`,
    `${round(median(took) / median(plain), 2)} ×`,
  );
  say(
    "… p95",
    `${round(quantile(took, 0.95))} ms`,
    `bare Node: ${round(quantile(plain, 0.95))} ms`,
    `${round(quantile(took, 0.95) / quantile(plain, 0.95), 2)} ×`,
  );
  if (s6)
    say(
      "… p50 against s6-supervise",
      `${round(median(took))} ms`,
      `s6: ${round(median(s6))} ms`,
      `${round(median(took) / median(s6), 2)} ×`,
    );
  else say("… against s6-supervise", "not measured", "s6 is not installed");
  const { pid } = daemon.status().daemon;
  await pause(3000);
  memory[0] = pss(pid);
  say("daemon, 1 child, PSS", `${round(memory[0])} MB`);
});

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
