// Measures how many `status` of a daemon with a hundred children (`node bench/status.mjs`, or so many as are given) its
// socket answers, beside a bare Node server that sends as much, each asked by 50 connections, by turns.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { ensureInstalled, root } from "../scripts/ensureInstalled.mjs";
import { ask, fileOf, median, pause, round, untilAnswered, untilRunning } from "./observing.mjs";

ensureInstalled();
const { ensureBuilt } = await import("../scripts/ensureBuilt.mjs");
ensureBuilt();

const count = Number(process.argv[2] ?? 100);
const connections = 50;
const lastsMs = 3_000;
const turns = 5;
const folder = mkdtempSync(join(tmpdir(), "sentinel-status-"));
const home = join(folder, "h");
const bareSocket = join(folder, "bare");
writeFileSync(join(folder, "sentinel.yaml"), fileOf(count));

/** A server that answers each request with the same bytes. */
const bareServer = `
  const [, socket, size] = process.argv;
  const body = "x".repeat(Number(size));
  require("node:http")
    .createServer((_, answer) => {
      answer.writeHead(200, { "content-type": "application/json", "content-length": body.length });
      answer.end(body);
    })
    .listen(socket);
`;

/** Requests a second, and how long they take, in ms. */
const load = async (socketPath, path) => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const took = [];
  const once = () =>
    new Promise((resolve, reject) => {
      const began = performance.now();
      const asked = request({ socketPath, path, agent }, (answer) => {
        answer.resume();
        answer.on("end", () => {
          took.push(performance.now() - began);
          resolve();
        });
      });
      asked.on("error", reject);
      asked.end();
    });
  const began = performance.now();
  const worker = async () => {
    while (performance.now() - began < lastsMs) await once();
  };
  await Promise.all(Array.from({ length: connections }, worker));
  agent.destroy();
  took.sort((one, other) => one - other);
  const perSecond = (took.length / (performance.now() - began)) * 1000;
  return { perSecond, p50: median(took), p95: took[Math.floor(took.length * 0.95)] };
};

const daemon = spawn(process.execPath, [join(root, "dist/sentinel.js"), "daemon", "--home", home], {
  cwd: folder,
  stdio: "ignore",
});
let bare;
try {
  await untilAnswered(home);
  await untilRunning(home, count, { every: 100 });
  const size = JSON.stringify(await ask(home, "/status")).length;
  bare = spawn(process.execPath, ["-e", bareServer, bareSocket, String(size)], { stdio: "ignore" });
  await pause(1_000);
  const rounds = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const ours = await load(join(home, "sentinel.sock"), "/api/v1/status");
    const theirs = await load(bareSocket, "/");
    rounds.push({ ours, theirs, ratio: ours.perSecond / theirs.perSecond });
    console.error(`${round(ours.perSecond, 0)}/s, bare Node ${round(theirs.perSecond, 0)}/s`);
  }
  const of = (pick) => round(median(rounds.map(pick)), 1);
  console.log(`| ${count} children, ${round(size / 1000)} kB | Requests/s | p50 | p95 |`);
  console.log("| --- | --- | --- | --- |");
  for (const [who, key] of [
    ["status", "ours"],
    ["bare Node", "theirs"],
  ])
    console.log(
      `| ${who} | ${of((one) => one[key].perSecond)} | ${of((one) => one[key].p50)} ms | ${of((one) => one[key].p95)} ms |`,
    );
  console.log(
    `\nRatio ${round(median(rounds.map(({ ratio }) => ratio)), 2)} at load ${round(loadavg()[0])}.`,
  );
} finally {
  bare?.kill();
  daemon.kill("SIGTERM");
  await once(daemon, "exit");
  rmSync(folder, { recursive: true, force: true });
}
