// Measures how long GET /metrics of a daemon with a thousand children takes (`node bench/metrics.mjs`, or so many as are
// given), asked one after the other as Prometheus does, beside a bare Node server that sends as much, by turns.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { ensureInstalled, root } from "../scripts/ensureInstalled.mjs";
import { fileOf, median, pause, round, untilAnswered, untilRunning } from "./observing.mjs";

ensureInstalled();
const { ensureBuilt } = await import("../scripts/ensureBuilt.mjs");
ensureBuilt();

const count = Number(process.argv[2] ?? 1_000);
const turns = 30;
const folder = mkdtempSync(join(tmpdir(), "sentinel-metrics-"));
const home = join(folder, "h");
const socket = join(home, "sentinel.sock");
const bareSocket = join(folder, "bare");
writeFileSync(join(folder, "sentinel.yaml"), fileOf(count));

/** A server that answers each request with the same bytes. */
const bareServer = `
  const [, socket, size] = process.argv;
  const body = "x".repeat(Number(size));
  require("node:http")
    .createServer((_, answer) => {
      answer.writeHead(200, { "content-type": "text/plain", "content-length": body.length });
      answer.end(body);
    })
    .listen(socket);
`;

/** How long the main thread of a process has had a processor, in ms (schedstat). */
const workOf = (pid) =>
  Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, "utf8").split(" ")[0]) / 1e6;

const agent = new Agent({ keepAlive: true });

/** How long an answer takes until its last byte, in ms, and how long it is, in bytes. */
const scrape = (socketPath) =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    request({ socketPath, path: "/metrics", agent }, (answer) => {
      let size = 0;
      answer.on("data", (chunk) => {
        size += chunk.length;
      });
      answer.on("end", () => resolve({ ms: performance.now() - began, size }));
    })
      .on("error", reject)
      .end();
  });

const daemon = spawn(process.execPath, [join(root, "dist/sentinel.js"), "daemon", "--home", home], {
  cwd: folder,
  stdio: "ignore",
});
let bare;
try {
  await untilAnswered(home);
  await untilRunning(home, count, { every: 500 });
  const { ms: first, size } = await scrape(socket);
  bare = spawn(process.execPath, ["-e", bareServer, bareSocket, String(size)], { stdio: "ignore" });
  await pause(1_000);
  const before = workOf(daemon.pid);
  const ours = [];
  const theirs = [];
  for (let turn = 0; turn < turns; turn += 1) {
    ours.push((await scrape(socket)).ms);
    theirs.push((await scrape(bareSocket)).ms);
    await pause(200);
  }
  // By the clock an answer takes as long as others have the processor; by its work it does not.
  const work = (workOf(daemon.pid) - before) / turns;
  const row = (who, took) => {
    const sorted = [...took].sort((one, other) => one - other);
    const p95 = sorted[Math.floor(sorted.length * 0.95)];
    console.log(
      `| ${who} | ${round(median(took), 1)} ms | ${round(p95, 1)} ms | ${round(sorted.at(-1), 1)} ms |`,
    );
  };
  console.log(`| ${count} children, ${round(size / 1000)} kB | p50 | p95 | max |`);
  console.log("| --- | --- | --- | --- |");
  row("GET /metrics", ours);
  row("bare Node, as many bytes", theirs);
  console.log(
    `\nThe main thread works ${round(work, 1)} ms for each. The first took ${round(first, 1)} ms. Load ${round(loadavg()[0])}.`,
  );
} finally {
  agent.destroy();
  bare?.kill();
  daemon.kill("SIGTERM");
  await once(daemon, "exit");
  rmSync(folder, { recursive: true, force: true });
}
