// What a real daemon with very many schedules costs while none is due: `node bench/idleSchedules.mjs [SCHEDULES] [SECONDS]`. Each job
// is due once an hour, none within the time of the measurement. Goal: less than 1 % of a core with 10,000.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { ensureInstalled, root } from "../scripts/ensureInstalled.mjs";
import { ask, pause, smallMemory, untilAnswered } from "./observing.mjs";

ensureInstalled();
const { ensureBuilt } = await import("../scripts/ensureBuilt.mjs");
ensureBuilt();

const [schedules = 10_000, seconds = 60] = process.argv.slice(2).map(Number);
const minuteMs = 60_000;
/** A daemon still tidies up after its start. */
const settlesMs = 20_000;
const folder = mkdtempSync(join(tmpdir(), "sentinel-idle-"));
const home = join(folder, "h");
const sentinel = join(root, "dist/sentinel.js");

/** When the first is due: far enough away for a slow start. */
const first = Date.now() + 20 * minuteMs;
const jobs = Array.from({ length: schedules }, (_, index) => {
  const anchor = new Date(first + Math.floor((index * 20 * minuteMs) / schedules))
    .toISOString()
    .replace(/\.\d+/, "");
  return `  job-${index}: { command: 'true', schedule: { every: 1h, anchor: ${anchor} } }\n`;
});
writeFileSync(join(folder, "sentinel.yaml"), `version: 1\nname: idle\nchildren:\n${jobs.join("")}`);

/** Seconds of CPU that a process has used. */
const cpuOf = (pid) => {
  const [user, system] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ").slice(11, 13);
  return (Number(user) + Number(system)) / 100;
};
/** MB. */
const memoryOf = (pid) =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;

const began = performance.now();
const daemon = spawn(process.execPath, [...smallMemory, sentinel, "daemon", "--home", home], {
  cwd: folder,
  stdio: ["ignore", "ignore", "inherit"],
});
try {
  await Promise.race([
    untilAnswered(home),
    new Promise((_, reject) => {
      daemon.once("exit", () => reject(new Error("the daemon has ended")));
    }),
  ]);
  while ((await ask(home, "/status")).state !== "running") await pause(1_000);
  const upMs = performance.now() - began;
  const bootCpu = cpuOf(daemon.pid);
  await pause(settlesMs);
  const [before, from] = [cpuOf(daemon.pid), performance.now()];
  await pause(seconds * 1_000);
  const share = ((cpuOf(daemon.pid) - before) / (performance.now() - from)) * 100_000;
  console.log(
    [
      `${schedules} hourly schedules, none due; ${cpus().length} cores, load ${loadavg()[0].toFixed(1)}, Node ${process.version}`,
      `up after ${(upMs / 1_000).toFixed(1)} s, ${bootCpu.toFixed(1)} s of CPU`,
      `idle for ${seconds} s: ${share.toFixed(2)} % of a core, ${memoryOf(daemon.pid).toFixed(0)} MB resident`,
    ].join("\n"),
  );
} finally {
  spawnSync(process.execPath, [sentinel, "down", "--now", "--home", home], { stdio: "ignore" });
  daemon.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}
