// Measures what it takes to read a full journal: `node bench/reading.mjs [ENTRIES] [PROGRAM]`. A daemon with one child and so
// many entries (half a million) is asked for all of them, for those of a child that is seldom heard of, and for the newest 50:
// how long that takes, how long its event loop is held at most, and the most memory that it has had.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { ensureInstalled, root } from "../scripts/ensureInstalled.mjs";
import { ask, longestHold, now, pause, round, untilAnswered } from "./observing.mjs";

ensureInstalled();
const { ensureBuilt } = await import("../scripts/ensureBuilt.mjs");
ensureBuilt();
/** The driver, as a program that is not Sentinel has it. */
const Database = createRequire(import.meta.url)("better-sqlite3");

const count = Number(process.argv[2] ?? 500_000);
const program = process.argv[3] ?? join(root, "dist/sentinel.js");
const folder = mkdtempSync(join(tmpdir(), "sentinel-reading-"));
const [home, gaps] = [join(folder, "h"), join(folder, "gaps")];
writeFileSync(
  join(folder, "sentinel.yaml"),
  "version: 1\nname: x\nchildren: { a: { command: sleep 1000 }, web: { command: sleep 1000 } }\n",
);
writeFileSync(gaps, "");

const begin = () =>
  spawn(
    process.execPath,
    ["--require", join(root, "bench/loopGaps.cjs"), program, "daemon", "--home", home],
    {
      cwd: folder,
      env: { ...process.env, LOOP_GAPS: gaps },
      stdio: "ignore",
    },
  );

const life = [
  ["running", "backoff", "exit code 1"],
  ["backoff", "starting", "restart 3 of 5 in 60 s"],
  ["starting", "running", "alive for 1 s"],
];
const fill = () => {
  const journal = new Database(join(home, "sentinel.db"));
  const { last } = journal.prepare("SELECT max(seq) AS last FROM entry").get();
  const insert = journal.prepare(
    "INSERT INTO entry (seq, at, type, subject, event) VALUES (?, ?, 'transition', ?, ?)",
  );
  journal.transaction(() => {
    for (let seq = last + 1; seq <= count; seq += 1) {
      const [from, to, reason] = life[seq % 3];
      const at = new Date(1.7e12 + seq * 300).toISOString();
      const subject = seq % 50_000 === 0 ? "a" : `web#${seq % 12}`;
      const event = { type: "transition", at, subject, by: "system", run: seq, from, to, reason };
      insert.run(seq, at, subject, JSON.stringify(event));
    }
  })();
  journal.close();
};

const sentinel = async (...args) => {
  const child = spawn(process.execPath, [program, ...args, "--home", home], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let lines = 0;
  for await (const chunk of child.stdout) for (const byte of chunk) if (byte === 10) lines += 1;
  if (child.exitCode === null) await once(child, "exit");
  return lines;
};
const memory = (pid, what) =>
  Number(new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;

let daemon = begin();
try {
  await untilAnswered(home);
  daemon.kill("SIGTERM");
  await once(daemon, "exit");
  fill();
  daemon = begin();
  await untilAnswered(home);
  await pause(5000);
  console.log(
    `${count} entries, load ${loadavg()[0].toFixed(1)}; memory before: ${round(memory(daemon.pid, "VmRSS"), 0)} MB`,
  );
  const asked = [
    ["events -n 50 --json", () => sentinel("events", "-n", "50", "--json")],
    ["events a --json (10 in all)", () => sentinel("events", "a", "--json")],
    [
      "events web -n 50 --json (nearly all are its own)",
      () => sentinel("events", "web", "-n", "50", "--json"),
    ],
    ["events -n 1000000 --json", () => sentinel("events", "-n", "1000000", "--json")],
    ["GET /events", async () => (await ask(home, "/events?limit=1000")).items.length],
  ];
  for (const [what, question] of asked) {
    const from = now();
    const found = await question();
    const to = now();
    await pause(100);
    const { length, work } = longestHold(gaps, from, to);
    console.log(
      `${what}: ${found} in ${round(to - from, 0)} ms; held for ${round(work)} ms of work (${round(length)} ms) at most; memory ${round(memory(daemon.pid, "VmRSS"), 0)} MB, at most ${round(memory(daemon.pid, "VmHWM"), 0)} MB`,
    );
  }
} finally {
  daemon.kill("SIGTERM");
  if (daemon.exitCode === null) await once(daemon, "exit");
  rmSync(folder, { recursive: true, force: true });
}
