// What the measurements have in common: asking a daemon, and how long its event loop was held (loopGaps.cjs).
import { readFileSync, statSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";

export const now = () => performance.timeOrigin + performance.now();
export const pause = (ms) => new Promise((resume) => setTimeout(resume, ms));
export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
export const round = (value, digits = 1) => Number(value.toFixed(digits));

/** The flags of a daemon that `sentinel up --detach` starts (launchd/daemonArguments.ts). */
export const smallMemory = ["--max-semi-space-size=1", "--optimize-for-size"];

/** A file with so many sleeping children that nothing holds back. */
export const fileOf = (count) =>
  `version: 1\nname: bench\nintensity: 1000000\nchildren:\n  many: { command: sleep 100000, replicas: ${count}, min_uptime: 0, intensity: 1000000 }\n`;

/** What the daemon answers; null without one. */
export const ask = (home, path, wanted) =>
  new Promise((resolve) => {
    const asked = request(
      {
        socketPath: join(home, "sentinel.sock"),
        path: `/api/v1${path}`,
        ...(wanted && { method: "POST", headers: { "content-type": "application/json" } }),
      },
      (answer) => {
        let text = "";
        answer.on("data", (chunk) => {
          text += chunk;
        });
        answer.on("end", () => resolve(JSON.parse(text)));
      },
    );
    asked.on("error", () => resolve(null));
    asked.end(wanted && JSON.stringify(wanted));
  });

const runningIn = (status) =>
  status?.children.filter(({ kind, state }) => kind === "service" && state === "running") ?? [];

/** Until somebody listens: that is when all is taken up. To ask for the status meanwhile would hold the loop. */
export const untilAnswered = async (home) => {
  for (;;) {
    const isThere = await new Promise((resolve) => {
      const socket = connect(join(home, "sentinel.sock"), () => resolve(true));
      socket.on("error", () => resolve(false));
      socket.on("connect", () => socket.destroy());
    });
    if (isThere) return now();
    await pause(5);
  }
};

/** When the daemon that has just been started took the home: before that it loads itself. It writes its record again later. */
export const whenClaimed = async (home) => {
  const began = Date.now();
  for (;;) {
    const written = statSync(join(home, "daemon.json"), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    // The clock of a file system is some milliseconds coarse.
    if (written > began - 10) return written;
    await pause(5);
  }
};

/** The pids of all, once so many run, and others than `before`. Asked for `every` so many ms. */
export const untilRunning = async (home, count, { before = [], every = 5 } = {}) => {
  const old = new Set(before);
  for (;;) {
    const pids = runningIn(await ask(home, "/status")).map(({ pid }) => pid);
    if (pids.length === count && !pids.some((pid) => old.has(pid))) return pids;
    await pause(every);
  }
};

/** The longest holds of the event loop between two moments: as they were, and by the work that was in them, in ms. */
export const longestHold = (gaps, from, to) => {
  const held = readFileSync(gaps, "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(" ").map(Number))
    .filter(([at, length]) => at + length > from && at < to)
    .map(([at, length, work]) => ({ length: Math.min(length, at + length - from), work }));
  return {
    length: Math.max(0, ...held.map(({ length }) => length)),
    work: Math.max(0, ...held.map(({ length, work }) => Math.min(length, work))),
  };
};
