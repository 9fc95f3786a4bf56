// Measures how long the event loop is held while a daemon has a thousand children (`node bench/holds.mjs`, or so many
// as are given): when all are started, killed at once, restarted, taken up by the next daemon, and stopped.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { ensureInstalled, root } from "../scripts/ensureInstalled.mjs";
import {
  ask,
  fileOf,
  longestHold,
  now,
  pause,
  round,
  untilAnswered,
  untilRunning,
  whenClaimed,
} from "./observing.mjs";

ensureInstalled();
const { ensureBuilt } = await import("../scripts/ensureBuilt.mjs");
ensureBuilt();

const count = Number(process.argv[2] ?? 1000);
const folder = mkdtempSync(join(tmpdir(), "sentinel-holds-"));
const [home, gaps] = [join(folder, "h"), join(folder, "gaps")];
writeFileSync(join(folder, "sentinel.yaml"), fileOf(count));
writeFileSync(gaps, "");

const begin = () =>
  spawn(
    process.execPath,
    ["--require", join(root, "bench/loopGaps.cjs"), join(root, "dist/sentinel.js"), "daemon", "--home", home],
    { cwd: folder, env: { ...process.env, LOOP_GAPS: gaps }, stdio: "ignore" },
  );

/** Time for what comes afterwards: the journal, old runs, output. */
const afterwards = 2000;
const rows = [];
const say = async (what, from, to) => {
  await pause(afterwards);
  const { length, work } = longestHold(gaps, from, to + afterwards);
  rows.push([
    what,
    `${round(to - from, 0)} ms`,
    `${round(work)} ms`,
    `${round(length)} ms`,
    round(loadavg()[0]),
  ]);
  console.error(rows.at(-1).join(" | "));
};

const seldom = { every: 200 };

let daemon = begin();
try {
  const [claimed] = await Promise.all([whenClaimed(home), untilAnswered(home)]);
  let pids = await untilRunning(home, count, seldom);
  await say("all started", claimed, now());

  let from = now();
  for (const pid of pids) process.kill(pid, "SIGKILL");
  pids = await untilRunning(home, count, { ...seldom, before: pids });
  await say("all killed at once, until all run again", from, now());

  from = now();
  await ask(home, "/actions", { verb: "restart", paths: ["many"] });
  pids = await untilRunning(home, count, { ...seldom, before: pids });
  await say("all restarted", from, now());

  daemon.kill("SIGKILL");
  await once(daemon, "exit");
  daemon = begin();
  const [claimedAgain, answered] = await Promise.all([whenClaimed(home), untilAnswered(home)]);
  const after = await untilRunning(home, count, seldom);
  if (after.join() !== pids.join()) throw new Error("not the same processes");
  await say("all taken up", claimedAgain, answered);

  from = now();
  await ask(home, "/actions", { verb: "stop", paths: ["many"] });
  await say("all stopped", from, now());
} finally {
  daemon.kill("SIGTERM");
  await once(daemon, "exit");
  rmSync(folder, { recursive: true, force: true });
}

console.log(`\n| ${count} children | Time | Longest hold of the event loop, work | as it was | Load |`);
console.log("| --- | --- | --- | --- | --- |");
for (const row of rows) console.log(`| ${row.join(" | ")} |`);
