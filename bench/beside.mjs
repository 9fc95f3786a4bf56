// Measures an idle daemon beside PM2's, each with as many equal children (a hundred; `--children 1000`): how long until all run,
// how long `status` and `pm2 ls` take, the memory of the daemon and of the processes that it needs besides, and their CPU
// over an idle minute. By turns, three rounds (`node bench/beside.mjs [--rounds 3] [--idle 60]`); bare Node's start is measured beside
// each. PM2 (`--pm2 7`: which version) is installed from npm into a temporary folder, with a PM2_HOME of its own.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureInstalled, root } from "../scripts/ensureInstalled.mjs";
import { median, now, pause, round } from "./observing.mjs";

ensureInstalled();
const { ensureBuilt } = await import("../scripts/ensureBuilt.mjs");
ensureBuilt();

const { values: options } = parseArgs({
  options: {
    children: { type: "string", default: "100" },
    rounds: { type: "string", default: "3" },
    idle: { type: "string", default: "60" },
    pm2: { type: "string", default: "7" },
  },
});
const count = Number(options.children);
const idleSeconds = Number(options.idle);
/** After so many seconds it is tidied up, and what is measured is an idle daemon. */
const settledAfter = 60;
const folder = mkdtempSync(join(tmpdir(), "sentinel-beside-"));

/** What every child is: it says that it runs, and sleeps. */
const program = join(folder, "child");
const said = join(folder, "said");
writeFileSync(program, `#!/bin/sh\necho $$ >>${said}\nexec sleep 100000\n`, { mode: 0o755 });
const saidPids = () => readFileSync(said, "utf8").trim().split("\n").filter(Boolean).map(Number);

const sentinelOf = (place) => {
  const home = join(place, "home");
  writeFileSync(
    join(place, "sentinel.yaml"),
    `{ version: 1, name: beside, children: { many: { command: [${program}], replicas: ${count}, min_uptime: 0 } } }`,
  );
  const run = (...args) => [
    process.execPath,
    [join(root, "dist/sentinel.js"), ...args, "--home", home],
    { cwd: place },
  ];
  return {
    start: run("up", "--detach"),
    list: run("status"),
    end: run("down"),
    pid: () => JSON.parse(readFileSync(join(home, "daemon.json"), "utf8")).pid,
  };
};

const pm2Of = (place) => {
  const file = join(place, "many.json");
  const app = { name: "many", script: program, interpreter: "none", exec_mode: "fork", instances: count };
  writeFileSync(file, JSON.stringify({ apps: [app] }));
  const env = { ...process.env, PM2_HOME: join(place, "home") };
  const run = (...args) => [
    process.execPath,
    [join(folder, "pm2/node_modules/pm2/bin/pm2"), ...args],
    { cwd: place, env },
  ];
  return {
    start: run("start", file),
    list: run("ls"),
    end: run("kill"),
    pid: () => Number(readFileSync(join(place, "home/pm2.pid"), "utf8")),
  };
};

/** The parent of each process. */
const parents = () => {
  const found = new Map();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      found.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
    } catch {
      // It has ended meanwhile.
    }
  }
  return found;
};

/** The processes between the daemon and its children, and what else descends from it. */
const helpersOf = (daemon, children) => {
  const parentOf = parents();
  const others = new Set([...children, daemon, process.pid, 0, 1]);
  const helpers = new Set();
  for (const child of children)
    for (let pid = parentOf.get(child); pid > 1 && !others.has(pid); pid = parentOf.get(pid))
      helpers.add(pid);
  for (const pid of parentOf.keys()) {
    let above = pid;
    while (above > 1 && above !== daemon) above = parentOf.get(above);
    if (above === daemon && !others.has(pid)) helpers.add(pid);
  }
  return [...helpers];
};

const total = (values) => values.reduce((sum, value) => sum + value, 0);

/** In MB; PSS counts pages that others use, too, in part. "Own": heap and stacks. */
const memoryOf = (pid) => {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  const megabytes = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(rollup)[1]) / 1024;
  return { own: megabytes("Pss_Anon"), pss: megabytes("Pss"), resident: megabytes("Rss") };
};

/** CPU of all threads of some processes, in seconds. */
const cpuOf = (pids) => {
  const nanoseconds = pids.flatMap((pid) =>
    readdirSync(`/proc/${pid}/task`).map((task) =>
      Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, "utf8").split(" ")[0]),
    ),
  );
  return total(nanoseconds) / 1e9;
};

/** From a command's start: its end, and the moment in which the last child said that it runs. */
const startedBy = async ([program, args, where]) => {
  const began = now();
  const command = spawn(program, args, { stdio: "ignore", ...where });
  const ended = once(command, "exit").then(() => (now() - began) / 1000);
  while (saidPids().length < count) await pause(5);
  const running = (now() - began) / 1000;
  return { running, ended: await ended };
};

const secondsOf = (command) => {
  const began = now();
  execFileSync(command[0], command[1], { stdio: "ignore", ...command[2] });
  return (now() - began) / 1000;
};

const measure = async (contender) => {
  writeFileSync(said, "");
  const started = await startedBy(contender.start);
  const daemon = contender.pid();
  try {
    await pause(5_000);
    const early = memoryOf(daemon);
    const lists = Array.from({ length: 9 }, () => ({
      list: secondsOf(contender.list),
      bare: secondsOf([process.execPath, ["-e", "0"]]),
    }));
    await pause(settledAfter * 1000);
    const children = saidPids();
    const helpers = helpersOf(daemon, children);
    const before = { daemon: cpuOf([daemon]), helpers: cpuOf(helpers) };
    await pause(idleSeconds * 1000);
    const percent = (used) => (used / idleSeconds) * 100;
    const memory = memoryOf(daemon);
    const ofHelpers = helpers.map(memoryOf);
    return {
      "seconds until all run": started.running,
      "seconds until the command has ended": started.ended,
      "ms of the list": median(lists.map(({ list }) => list)) * 1000,
      "ms of bare Node": median(lists.map(({ bare }) => bare)) * 1000,
      "MB PSS soon after the start, daemon": early.pss,
      "MB PSS, daemon": memory.pss,
      "MB PSS, daemon and its helpers": memory.pss + total(ofHelpers.map(({ pss }) => pss)),
      "MB own, daemon": memory.own,
      "MB own, daemon and its helpers": memory.own + total(ofHelpers.map(({ own }) => own)),
      "MB resident, daemon": memory.resident,
      "% of a core idle, daemon": percent(cpuOf([daemon]) - before.daemon),
      "% of a core idle, helpers": percent(cpuOf(helpers) - before.helpers),
      helpers: helpers.length,
    };
  } finally {
    spawnSync(...contender.end);
    for (const pid of [daemon, ...saidPids()])
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It has ended, as it should.
      }
  }
};

try {
  execFileSync("npm", [
    "install",
    "--prefix",
    join(folder, "pm2"),
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    `pm2@${options.pm2}`,
  ]);
  const { version } = JSON.parse(readFileSync(join(folder, "pm2/node_modules/pm2/package.json"), "utf8"));
  const loads = [loadavg()[0]];
  const results = { sentinel: [], pm2: [] };
  for (let turn = 0; turn < Number(options.rounds); turn += 1)
    for (const [name, make] of Object.entries({ sentinel: sentinelOf, pm2: pm2Of })) {
      const place = join(folder, `${name}-${turn}`);
      mkdirSync(place);
      const result = await measure(make(place));
      results[name].push(result);
      loads.push(loadavg()[0]);
      console.error(
        name,
        JSON.stringify(result, (_, value) => (typeof value === "number" ? round(value, 2) : value)),
      );
    }
  const spread = (values) =>
    `${round(median(values), 2)} (${round(Math.min(...values), 2)}–${round(Math.max(...values), 2)})`;
  console.log(
    `${count} children, PM2 ${version}, Node ${process.version}, load ${round(Math.min(...loads))} to ${round(Math.max(...loads))}; medians of ${options.rounds} rounds by turns, and their range\n`,
  );
  console.log("| What | Sentinel | PM2 | Ratio |\n| --- | --- | --- | --- |");
  for (const what of Object.keys(results.sentinel[0])) {
    const [ours, theirs] = [results.sentinel, results.pm2].map((all) => all.map((one) => one[what]));
    const ratio = median(theirs) > 0 ? `${round(median(ours) / median(theirs), 2)} ×` : "";
    console.log(`| ${what} | ${spread(ours)} | ${spread(theirs)} | ${ratio} |`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
