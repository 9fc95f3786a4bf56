// Measures how many lists of a hundred children the API answers over TCP to callers with a key (`node bench/api.mjs`), beside a bare
// Hono and a bare Node server that send as many bytes, by turns; then `GET /status` over the unix socket, and what a daemon
// that is left alone has of memory with and without TCP.
import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { ensureInstalled, root } from "../scripts/ensureInstalled.mjs";
import { load } from "./load.mjs";
import { ask, fileOf, median, pause, round, untilAnswered, untilRunning } from "./observing.mjs";

ensureInstalled();
const { ensureBuilt } = await import("../scripts/ensureBuilt.mjs");
ensureBuilt();

const count = Number(process.argv[2] ?? 100);
const turns = Number(process.argv[3] ?? 5);
const connections = 50;
const ms = 3_000;
const folder = mkdtempSync(join(tmpdir(), "sentinel-bench-api-"));
writeFileSync(join(folder, "sentinel.yaml"), fileOf(count));

const daemons = [];
const startDaemon = async (name, ...options) => {
  const home = join(folder, name);
  const args = [join(root, "dist/sentinel.js"), "daemon", "--home", home, ...options];
  const started = spawn(process.execPath, args, { cwd: folder, stdio: "ignore" });
  daemons.push(started);
  await untilAnswered(home);
  await untilRunning(home, count, { every: 500 });
  return { home, pid: started.pid };
};

const servers = [];
const startBare = async (who, size) => {
  const server = fork(join(root, "bench/bareApi.mjs"), [who, String(size)]);
  servers.push(server);
  const [port] = await once(server, "message");
  return { port, pid: server.pid };
};

/** The processor time that it has used, in µs: in user mode, and in the kernel. */
const cpuOf = (pid) => {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return { user: Number(fields[11]) * 10_000, kernel: Number(fields[12]) * 10_000 };
};

const percentile = (sorted, part) => sorted[Math.floor(sorted.length * part)];

const memoryOf = (pid) => {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const read = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1]) / 1_000;
  return { resident: read("VmRSS"), own: read("RssAnon") };
};

try {
  const daemon = await startDaemon("h", "--listen", "0");
  const { url } = JSON.parse(readFileSync(join(daemon.home, "daemon.json"), "utf8"));
  const { key } = await ask(daemon.home, "/keys", { name: "bench", role: "viewer" });
  const list = await fetch(`${url}/api/v1/children`, { headers: { authorization: `Bearer ${key}` } });
  const size = (await list.arrayBuffer()).byteLength;
  const headers = { authorization: `Bearer ${key}` };
  const contenders = [
    { who: "GET /children, API key", port: Number(new URL(url).port), pid: daemon.pid },
    { who: "bare Hono", ...(await startBare("hono", size)) },
    { who: "bare node:http", ...(await startBare("node", size)) },
  ].map((one) => ({ ...one, rates: [], p50: [], p95: [], p99: [], user: [], kernel: [] }));
  const measure = ({ port }, ms) =>
    load({ port, host: "127.0.0.1" }, "/api/v1/children", { connections, ms, headers });
  for (const one of contenders) await measure(one, 1_500);
  for (let turn = 0; turn < turns; turn += 1)
    for (const one of contenders) {
      const before = cpuOf(one.pid);
      const { perSecond, took } = await measure(one, ms);
      const after = cpuOf(one.pid);
      for (const mode of ["user", "kernel"]) one[mode].push((after[mode] - before[mode]) / took.length);
      one.rates.push(perSecond);
      for (const [name, part] of [
        ["p50", 0.5],
        ["p95", 0.95],
        ["p99", 0.99],
      ])
        one[name].push(percentile(took, part));
    }
  const hono = median(contenders[1].rates);
  console.log(
    `| ${size} bytes, ${connections} connections | requests/s | p50 | p95 | p99 | of bare Hono | CPU of a request: user | kernel |`,
  );
  console.log("| --- | --- | --- | --- | --- | --- | --- | --- |");
  for (const { who, rates, p50, p95, p99, user, kernel } of contenders) {
    const times = [p50, p95, p99].map((one) => `${round(median(one))} ms`).join(" | ");
    const cpu = [user, kernel].map((one) => `${round(median(one))} µs`).join(" | ");
    console.log(
      `| ${who} | ${round(median(rates), 0)} | ${times} | ${round(median(rates) / hono, 2)} × | ${cpu} |`,
    );
  }
  const status = await load({ path: join(daemon.home, "sentinel.sock") }, "/api/v1/status", {
    connections: 4,
    ms,
  });
  console.log(
    `\nGET /status over the unix socket, 4 connections: ${round(status.perSecond, 0)} a second, p95 ${round(percentile(status.took, 0.95))} ms.`,
  );
  const quiet = [];
  for (const [name, option] of [
    ["tcp", "0"],
    ["none", "none"],
  ])
    quiet.push(await startDaemon(name, "--listen", option));
  await pause(20_000);
  const [withTcp, without] = quiet.map(({ pid }) => memoryOf(pid));
  console.log(
    `A daemon of ${count} children that nobody asks, after 20 s: ${round(withTcp.resident)} MB resident (${round(withTcp.own)} of its own) with TCP, ${round(without.resident)} (${round(without.own)}) without. Load ${round(loadavg()[0])}.`,
  );
} finally {
  for (const server of servers) server.kill();
  for (const one of daemons) one.kill("SIGTERM");
  await Promise.all(daemons.map((one) => one.exitCode ?? once(one, "exit")));
  rmSync(folder, { recursive: true, force: true });
}
