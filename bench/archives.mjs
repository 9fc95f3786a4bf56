// Measures the daemon while a gigabyte is printed, archived, searched and taken up: how long its event loop is held,
// its memory, and the time, against `zcat | grep`. `npm run build && node bench/archives.mjs [--megabytes 1000]`.
// Beside it, a Node that does nothing is held by the machine alone. Talks to its own daemon only.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureInstalled, root } from "../scripts/ensureInstalled.mjs";

ensureInstalled();
const { ensureBuilt } = await import("../scripts/ensureBuilt.mjs");
ensureBuilt();

const { values } = parseArgs({ options: { megabytes: { type: "string", default: "1000" } } });
const lines = Number(values.megabytes) * 10_000;
const program = join(root, "dist/sentinel.js");
const folder = mkdtempSync(join(tmpdir(), "sentinel-archives-"));
const home = join(folder, "h");
const round = (value, digits = 0) => Number(value.toFixed(digits));
const pause = (ms) => new Promise((resume) => setTimeout(resume, ms));

/** Lines of 100 bytes with numbers and words in them: they are compressed to a fifth or so. */
const writer = join(folder, "writer.mjs");
writeFileSync(
  writer,
  `import { existsSync, writeSync } from "node:fs";
const words = "request answered in ms by worker for user order failed retry cache miss hit queue of timeout".split(" ");
let seed = 7;
const any = (most) => (seed = (seed * 48271) % 2147483647) % most;
for (let line = 0; line < ${lines}; ) {
  let text = "";
  for (const end = line + 500; line < end; line += 1) {
    let one = String(line) + (line % 1000000 === 999999 ? " needle" : "");
    while (one.length < 90) one += " " + words[any(words.length)] + any(1000);
    text += one.slice(0, 99).padEnd(99) + "\\n";
  }
  writeSync(1, text);
}
setInterval(() => {}, 1e6);
`,
);
mkdirSync(home, { mode: 0o700 });
writeFileSync(
  join(folder, "sentinel.yaml"),
  `version: 1
name: bench
defaults: { logs: { max_size: 20MB, max_files: 100000, max_total: 100GB } }
children: { talker: { command: ${JSON.stringify([process.execPath, writer])} } }
`,
);

const watched = (gaps) => ({ env: { ...process.env, LOOP_GAPS: gaps }, cwd: folder, stdio: "ignore" });
const preload = ["--require", join(root, "bench/loopGaps.cjs")];
const gapFiles = { daemon: join(folder, "gaps"), idle: join(folder, "idle-gaps") };
for (const file of Object.values(gapFiles)) writeFileSync(file, "");
const begin = () =>
  spawn(process.execPath, [...preload, program, "daemon", "--home", home], watched(gapFiles.daemon));
const idle = spawn(
  process.execPath,
  [...preload, "-e", "setInterval(() => {}, 1e6)"],
  watched(gapFiles.idle),
);

/** The longest hold by the clock, and the most that the main thread has worked in one. */
const longest = (file, since) => {
  const gaps = readFileSync(file, "utf8")
    .split("\n")
    .slice(0, -1)
    .map((line) => line.split(" ").map(Number))
    .filter(([at]) => at >= since);
  const most = (place) => round(Math.max(0, ...gaps.map((gap) => gap[place])));
  const over = gaps.filter(([, length]) => length > 50).length;
  return `${most(1)} ms at most, ${over} over 50 ms, work in it ${most(2)} ms at most`;
};
const memory = (pid) =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1]) / 1024;

/** Do something, and say what it did to the daemon. */
const phase = async (name, pid, work) => {
  const before = memory(pid);
  let most = before;
  const sampler = setInterval(() => {
    most = Math.max(most, memory(pid));
  }, 50);
  const [began, wall] = [performance.now(), Date.now()];
  const more = await work();
  const seconds = (performance.now() - began) / 1000;
  clearInterval(sampler);
  await pause(100);
  console.log(
    `${name}: ${round(seconds, 1)} s; held ${longest(gapFiles.daemon, wall)} (an idle Node: ${longest(gapFiles.idle, wall)}); memory ${round(before)} MB before, ${round(most)} at most, ${round(memory(pid))} after${more ? `; ${more}` : ""}`,
  );
};

const sentinel = async (...args) => {
  const child = spawn(process.execPath, [program, ...args, "--home", home], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let out = "";
  child.stdout.on("data", (chunk) => {
    if (out.length < 1e6) out += chunk;
  });
  await once(child, "close");
  return out;
};
const until = async (holds) => {
  while (!(await holds())) await pause(200);
};
const archives = () => {
  try {
    return readdirSync(join(home, "output/talker/1")).filter((name) => name.endsWith(".gz"));
  } catch {
    return [];
  }
};
const isUp = async () => {
  const { status } = spawnSync(process.execPath, [program, "status", "--home", home], { stdio: "ignore" });
  return status === 0;
};

console.log(
  `${values.megabytes} MB; load ${loadavg()
    .map((load) => round(load, 1))
    .join(" ")}`,
);
let daemon = begin();
try {
  const file = join(home, "output/talker/1/out");
  const isArchived = () =>
    statSync(file, { throwIfNoEntry: false })?.size === lines * 100 &&
    archives().length >= Math.floor(lines / 200_100);
  await phase("printed and archived", daemon.pid, () => until(isArchived));
  await pause(2000);
  const found = (out) => `${out.split("\n").length - 1} lines found`;
  await phase("--grep, all of it", daemon.pid, async () =>
    found(await sentinel("logs", "talker", "--grep", "needle")),
  );
  await phase("--grep, no text that a line must have", daemon.pid, async () =>
    found(await sentinel("logs", "talker", "--grep", "[0-9]{8,}$")),
  );
  await phase("--grep, newest 2", daemon.pid, async () =>
    found(await sentinel("logs", "talker", "--grep", "needle", "-n", "2")),
  );
  await phase(
    "everything printed",
    daemon.pid,
    async () => void (await sentinel("logs", "talker", "--since", "1d")),
  );
  const began = performance.now();
  const files = `${home}/output/talker/1/out.*.gz`;
  const { stdout } = spawnSync("/bin/sh", ["-c", `cat ${files} | zcat | grep -c needle`], {
    encoding: "utf8",
  });
  console.log(`zcat | grep: ${round((performance.now() - began) / 1000, 1)} s; ${stdout.trim()} lines found`);
  daemon.kill("SIGKILL");
  await once(daemon, "exit");
  daemon = begin();
  await pause(100);
  await phase("taken up", daemon.pid, async () => {
    await until(isUp);
    await pause(2000);
  });
} finally {
  idle.kill();
  await sentinel("down");
  rmSync(folder, { recursive: true, force: true });
}
