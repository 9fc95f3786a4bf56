// Shows that nothing of the instants of jobs is lost or doubled, and how late runs start: `node bench/firing.mjs [--seconds 60]
// [--services 100] [--jobs 50] [--checks 20] [--kills 0]`. A real daemon has services that sleep, jobs that all fire at each full
// second, and checks that are reported to each second; meanwhile it is killed with -9 as often as asked for, and started again.
// Fails when an instant, a run, a report or a service is not accounted for. Goal: 99 % of the starts within 250 ms.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureInstalled, root } from "../scripts/ensureInstalled.mjs";
import { countsOf, latenessOf, outcomesOf, wrongIn } from "./firing/account.mjs";
import { Reports } from "./firing/Reports.mjs";
import { ask, pause, untilAnswered } from "./observing.mjs";

ensureInstalled();
const { ensureBuilt } = await import("../scripts/ensureBuilt.mjs");
ensureBuilt();

const number = (value) => ({ type: "string", default: String(value) });
const { values } = parseArgs({
  options: {
    seconds: number(60),
    services: number(100),
    jobs: number(50),
    checks: number(20),
    kills: number(0),
  },
});
const [seconds, services, jobCount, checkCount, kills] = [
  ...[values.seconds, values.services, values.jobs, values.checks, values.kills],
].map(Number);

const folder = mkdtempSync(join(tmpdir(), "sentinel-firing-"));
const home = join(folder, "h");
const notes = join(folder, "notes");
const named = (name, count) => Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);
const jobs = named("job", jobCount);
const checks = named("check", checkCount);
const anchor = "1970-01-01T00:00:00Z";
writeFileSync(notes, "");
writeFileSync(
  join(folder, "sentinel.yaml"),
  [
    "version: 1",
    "name: firing",
    "children:",
    `  service: { command: sleep 100000, replicas: ${services}, min_uptime: 0 }`,
    ...jobs.map(
      (name) =>
        `  ${name}: { command: [sh, -c, 'echo $$SENTINEL_RUN >> ${notes}'], schedule: { every: 1s, anchor: ${anchor} } }`,
    ),
    ...checks.map((name) => `  ${name}: { check: { every: 10s, grace: 5m } }`),
    "",
  ].join("\n"),
);

const begin = () => {
  const log = openSync(join(folder, "daemon.log"), "a");
  return spawn(process.execPath, [join(root, "dist/sentinel.js"), "daemon", "--home", home], {
    cwd: folder,
    stdio: ["ignore", log, log],
  });
};

const kill = async (daemon) => {
  if (daemon.exitCode !== null || daemon.signalCode !== null)
    throw new Error(`the daemon has ended by itself; see ${folder}/daemon.log`);
  const ended = once(daemon, "exit");
  daemon.kill("SIGKILL");
  await ended;
};

/** Seconds of CPU that a process has used. */
const cpuOf = (pid) => {
  const [user, system] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ").slice(11, 13);
  return (Number(user) + Number(system)) / 100;
};

/** All pages of a list. */
const all = async (path, query = {}) => {
  const items = [];
  for (let next = ""; next !== null; ) {
    const page = await ask(
      home,
      `${path}?${new URLSearchParams({ ...query, limit: 1_000, ...(next && { cursor: next }) })}`,
    );
    items.push(...page.items);
    next = page.next;
  }
  return items;
};

const servicePids = async () =>
  (await ask(home, "/status")).children
    .filter(({ path }) => path.startsWith("service"))
    .map(({ path, pid }) => `${path} ${pid}`)
    .sort();

const allRuns = async (prefix) => (await all("/runs")).filter(({ path }) => path.startsWith(prefix));

const iso = (at) => new Date(at).toISOString();

/** The rows and the runs of a time, once there is a row for each instant and each has come to its end; or after a minute. */
const settled = async ({ from, until }) => {
  for (const end = Date.now() + 60_000; ; await pause(1_000)) {
    const rows = await all("/ledger", { from: iso(from), until: iso(until) });
    const isMeant = ({ scheduled_for }) =>
      scheduled_for !== null && Date.parse(scheduled_for) >= from && Date.parse(scheduled_for) < until;
    const runs = (await allRuns("job-")).filter(isMeant);
    const isOpen =
      rows.length < (jobs.length * (until - from)) / 1_000 ||
      rows.some(({ outcome }) => outcome === "waiting") ||
      runs.some(({ outcome }) => outcome === "running");
    if (!isOpen || Date.now() > end) return { rows, runs };
  }
};

/** What the commands have noted, as `job run`. */
const noted = () =>
  readFileSync(notes, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.slice(home.length + 1).replace(/#\d+:/, " "));

const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

let daemon = begin();
try {
  await untilAnswered(home);
  while ((await ask(home, "/status")).state !== "running") await pause(200);
  const pids = await servicePids();
  const reports = new Reports(home);
  await reports.open(checks);
  const from = Math.ceil(Date.now() / 1_000) * 1_000;
  reports.begin();
  const first = { pid: daemon.pid, cpu: cpuOf(daemon.pid) };
  for (let turn = 1; turn <= kills; turn += 1) {
    // Evenly spread over the time, at any moment of a second.
    await pause(
      Math.max(0, from + (turn * seconds * 1_000) / (kills + 1) + Math.random() * 1_000 - Date.now()),
    );
    await kill(daemon);
    daemon = begin();
    await untilAnswered(home);
  }
  // Kills may take longer than that on a busy machine.
  const until = Math.max(from + seconds * 1_000, Math.ceil(Date.now() / 1_000) * 1_000);
  await pause(Math.max(0, until - Date.now()));
  await reports.end();
  const load = loadavg()[0];
  const cpu = daemon.pid === first.pid ? cpuOf(daemon.pid) - first.cpu : null;
  const { rows, runs } = await settled({ from, until });
  const wrongs = wrongIn({ jobs, within: { from, until }, rows, runs, noted: noted() });
  const pidsAfter = await servicePids();
  for (const pid of pidsAfter)
    if (!pids.includes(pid)) wrongs.push(`service: ${pid} is another process than before`);
  wrongs.push(...(await reports.wrong()));
  const lateness = latenessOf(runs.filter(({ trigger }) => trigger === "schedule"));
  const late = [0.5, 0.95, 0.99, 1].map((share) => `${percentile(lateness, share)} ms`);
  console.log(
    [
      `${services} services, ${jobCount} jobs each second for ${seconds} s, ${checkCount} checks, ${kills} kills; ${cpus().length} cores, load ${load.toFixed(1)}, Node ${process.version}`,
      `${rows.length} instants: ${JSON.stringify(outcomesOf(rows))}`,
      `${runs.length} runs: ${JSON.stringify(countsOf(runs.map(({ outcome, trigger }) => `${trigger} ${outcome}`)))}`,
      `started after their instant, of ${lateness.length} scheduled runs: p50 ${late[0]}, p95 ${late[1]}, p99 ${late[2]}, at most ${late[3]}`,
      ...(cpu === null
        ? []
        : [
            `the daemon used ${cpu.toFixed(1)} s of CPU, ${((cpu * 1_000) / runs.length).toFixed(1)} ms a run`,
          ]),
      reports.told,
      `wrong: ${wrongs.length}`,
      ...wrongs.slice(0, 20),
    ].join("\n"),
  );
  process.exitCode = wrongs.length === 0 ? 0 : 1;
} finally {
  spawnSync(process.execPath, [join(root, "dist/sentinel.js"), "down", "--now", "--home", home], {
    stdio: "ignore",
  });
  rmSync(folder, { recursive: true, force: true });
}
