// Measures the live channel (`node bench/live.mjs`, or with so many children as are given): how long a transition takes
// to 50 clients while children are killed, what 1,000 idle clients and a client that stops reading cost, and what the daemon does
// without a client. Times are those of the same clock: `at` of an edge, and the arrival of its frame.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocket } from "ws";
import { ensureInstalled, root } from "../scripts/ensureInstalled.mjs";
import { fileOf, pause, round, untilAnswered, untilRunning } from "./observing.mjs";

ensureInstalled();
const { ensureBuilt } = await import("../scripts/ensureBuilt.mjs");
ensureBuilt();

const count = Number(process.argv[2] ?? 1_000);
const listeners = 50;
const idlers = 1_000;
/** Each kill is some seven transitions, of the child and of its supervisor. */
const killsPerSecond = 20;
const lastsMs = 20_000;
const folder = mkdtempSync(join(tmpdir(), "sentinel-live-"));
const home = join(folder, "h");
const socket = join(home, "sentinel.sock");
writeFileSync(join(folder, "sentinel.yaml"), fileOf(count));

/** MB. */
const memoryOf = (pid) =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;
/** Seconds of CPU that it has used. */
const cpuOf = (pid) => {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
};
/** Percent of a core over some time. */
const cpuFor = async (pid, ms) => {
  const [before, began] = [cpuOf(pid), performance.now()];
  await pause(ms);
  return ((cpuOf(pid) - before) / (performance.now() - began)) * 100_000;
};

/** A client that has said hello; `hear` gets each frame with its moment. */
const listen = async (hear) => {
  const client = new WebSocket(`ws+unix:${socket}:/api/v1/live`);
  client.on("message", (text) => hear(String(text), performance.timeOrigin + performance.now()));
  await once(client, "open");
  client.send('{"hello":1}');
  return client;
};
const end = async (clients) => {
  const ends = clients.map((client) => once(client, "close"));
  for (const client of clients) client.close();
  await Promise.all(ends);
};

/** Kill children at a steady rate. Returns how to stop. */
const killing = (pids) => {
  let turn = 0;
  const timer = setInterval(() => {
    const all = [...pids.values()].filter((pid) => pid !== null);
    const pid = all[(turn++ * 7) % all.length];
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It is dead already, and nobody has told us yet.
    }
  }, 1000 / killsPerSecond);
  return () => clearInterval(timer);
};

/** What the frames say of pids. */
const notePids = (pids, { snapshot, n }) => {
  for (const columns of [snapshot?.nodes, n?.added, n?.updated])
    for (const [at, i] of (columns?.i ?? []).entries()) if (columns.pid) pids.set(i, columns.pid[at]);
};

/** How late timers of this process are, in ms, sorted: the machine's share in what is measured. Returns how to stop. */
const lateness = () => {
  const late = [];
  let due = performance.now() + 10;
  const timer = setInterval(() => {
    late.push(Math.max(0, performance.now() - due));
    due = performance.now() + 10;
  }, 10);
  return () => {
    clearInterval(timer);
    return late.sort((one, other) => one - other);
  };
};

const quantile = (sorted, share) => sorted[Math.floor(sorted.length * share)];

const daemon = spawn(process.execPath, [join(root, "dist/sentinel.js"), "daemon", "--home", home], {
  cwd: folder,
  stdio: "ignore",
});
const { pid } = daemon;
const row = (what, value) => console.log(`| ${what} | ${value} |`);
try {
  await untilAnswered(home);
  await untilRunning(home, count, { every: 200 });
  await pause(20_000);
  console.log(`| ${count} children, load ${round(loadavg()[0])} | |`);
  console.log("| --- | --- |");
  row("CPU without a client, before the first one", `${round(await cpuFor(pid, 10_000), 2)} %`);

  const pids = new Map();
  const before = memoryOf(pid);
  const first = await listen((text) => notePids(pids, JSON.parse(text)));
  await pause(1_000);
  row("memory with the first client", `+${round(memoryOf(pid) - before)} MB`);

  const took = [];
  let [edges, bytes] = [0, 0];
  const many = await Promise.all(
    Array.from({ length: listeners }, (_, index) =>
      listen((text, now) => {
        const { t, e = [], snapshot } = JSON.parse(text);
        for (const edge of e) took.push(now - t - edge[4]);
        if (index > 0 || snapshot) return;
        edges += e.length;
        bytes += text.length;
      }),
    ),
  );
  await pause(2_000);
  const stopTimers = lateness();
  const stop = killing(pids);
  const busy = await cpuFor(pid, lastsMs);
  stop();
  await pause(1_000);
  took.sort((one, other) => one - other);
  row("transitions told", `${round((edges * 1000) / lastsMs)}/s`);
  row(
    `transition to ${listeners} clients, p50 / p95 / p99 / longest`,
    `${[0.5, 0.95, 0.99].map((share) => round(quantile(took, share))).join(" / ")} / ${round(took.at(-1))} ms`,
  );
  const late = stopTimers();
  row(
    "meanwhile, timers of the measuring process are late by, p50 / p99",
    `${round(quantile(late, 0.5))} / ${round(quantile(late, 0.99))} ms`,
  );
  row("sent to each client", `${round(bytes / lastsMs)} kB/s`);
  row("CPU of the daemon meanwhile, restarts included", `${round(busy)} %`);
  await end(many);

  const calm = memoryOf(pid);
  const idle = [];
  for (let made = 0; made < idlers; made += 50) {
    idle.push(...(await Promise.all(Array.from({ length: 50 }, () => listen(() => undefined)))));
    await pause(100);
  }
  await pause(10_000);
  row(`${idlers} idle clients, each`, `${round(((memoryOf(pid) - calm) * 1024) / idlers)} kB`);
  row(`CPU with ${idlers} idle clients`, `${round(await cpuFor(pid, 10_000), 2)} %`);
  await end(idle);
  await pause(2_000);

  const started = memoryOf(pid);
  const deaf = connect(socket);
  deaf.on("error", () => undefined);
  deaf.write(
    "GET /api/v1/live HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
  );
  await once(deaf, "data");
  // A masked frame with a mask of zeros.
  const hello = Buffer.from('{"hello":1}');
  deaf.write(Buffer.concat([Buffer.of(0x81, 0x80 | hello.length, 0, 0, 0, 0), hello]));
  deaf.pause();
  const stopAgain = killing(pids);
  let most = 0;
  for (let second = 0; second < 45; second += 1) {
    await pause(1_000);
    most = Math.max(most, memoryOf(pid) - started);
  }
  stopAgain();
  row(
    "a client that stops reading for 45 s of that: the daemon's memory grows by at most",
    `${round(most)} MB`,
  );
  deaf.destroy();
  await end([first]);
  await pause(5_000);
  row("CPU without a client, after the last one", `${round(await cpuFor(pid, 10_000), 2)} %`);
} finally {
  daemon.kill("SIGTERM");
  await once(daemon, "exit");
  rmSync(folder, { recursive: true, force: true });
}
