// What sampling costs on Linux: one reading of the whole process trees of 1,000 runs, half of them with a child of their own,
// against reading /proc/PID/stat of their first processes alone, as it was before. `node bench/usage.mjs [RUNS] [READINGS]`.
import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { importTypeScript } from "../scripts/importTypeScript.mjs";

const [runs = 1_000, readings = 15] = process.argv.slice(2).map(Number);
const { makeProcUsage, readStat } = await importTypeScript("bench/usage.ts");
const commands = ["sleep 1000 & wait", "exec sleep 1000"];
const children = Array.from({ length: runs }, (_, index) =>
  spawn("/bin/sh", ["-c", commands[index % 2]], { detached: true, stdio: "ignore" }),
);
const pids = children.map(({ pid }) => pid);
const median = (numbers) => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];

/** The CPU time of a reading, in ms: the first, in which every process is new, and the median of the others. */
const cost = async (read) => {
  const times = [];
  for (let reading = 0; reading <= readings; reading += 1) {
    // A reading is reused for half a second.
    await sleep(600);
    const before = process.cpuUsage();
    await read();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  return { first: times[0], later: median(times.slice(1)) };
};

try {
  await sleep(3_000);
  const trees = makeProcUsage();
  const before = await cost(() => {
    for (const pid of pids) readStat(pid)?.split(" ");
  });
  const after = await cost(() => trees(pids));
  const usage = [...(await trees(pids)).values()];
  const descendants = usage.reduce((total, one) => total + one.descendants, 0);
  const say = (name, { first, later }) =>
    process.stdout.write(
      `${name}: ${later.toFixed(1)} ms of CPU a reading, the first ${first.toFixed(1)} ms\n`,
    );
  say(`${runs} first processes, stat alone`, before);
  say(`${runs} trees with ${descendants} descendants`, after);
  const share = (after.later / 5_000) * 100;
  process.stdout.write(
    `ratio ${(after.later / before.later).toFixed(2)}; every 5 s that is ${share.toFixed(2)} % of a core\n`,
  );
} finally {
  for (const pid of pids) {
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // It has ended.
    }
  }
}
