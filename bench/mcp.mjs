// Measures what the server for AI assistants costs (`node bench/mcp.mjs`): the memory of a daemon before anybody asks it
// at /mcp, after the first request and after 300 calls, and of `sentinel mcp`, with the time of a call, by the official client.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { ensureInstalled, root } from "../scripts/ensureInstalled.mjs";
import { fileOf, median, pause, round, smallMemory, untilRunning } from "./observing.mjs";

ensureInstalled();
const { ensureBuilt } = await import("../scripts/ensureBuilt.mjs");
ensureBuilt();

const count = 20;
const calls = 300;
const settleMs = 5_000;
const folder = mkdtempSync(join(tmpdir(), "sentinel-mcp-"));
const home = join(folder, "h");
writeFileSync(join(folder, "sentinel.yaml"), fileOf(count));
const program = join(root, "dist/sentinel.js");

/** What of the process is its own, and what is resident, in MB. */
const memoryOf = (pid) => {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  const megabytes = (name) => round(Number(new RegExp(`^${name}: +(\\d+)`, "m").exec(text)?.[1] ?? 0) / 1024);
  return `${megabytes("Anonymous")} MB own, ${megabytes("Rss")} MB resident`;
};

const makeKey = () =>
  new Promise((resolve, reject) => {
    const asked = request(
      {
        ...{ socketPath: join(home, "sentinel.sock"), path: "/api/v1/keys", method: "POST" },
        headers: { "content-type": "application/json" },
      },
      async (answer) => {
        let text = "";
        for await (const chunk of answer) text += chunk;
        resolve(JSON.parse(text).key);
      },
    );
    asked.on("error", reject);
    asked.end(JSON.stringify({ name: "bench", role: "viewer" }));
  });

const clientOf = () => new Client({ name: "bench", version: "1" }, { versionNegotiation: { mode: "auto" } });

/** The time of a call of `status`, in ms: the median of many. */
const callOften = async (client) => {
  const took = [];
  for (let index = 0; index < calls; index += 1) {
    const began = performance.now();
    await client.callTool({ name: "status", arguments: {} });
    took.push(performance.now() - began);
  }
  return round(median(took), 2);
};

// As `up --detach` starts it.
const daemon = spawn(process.execPath, [...smallMemory, program, "daemon", "--home", home, "--listen", "0"], {
  cwd: folder,
  env: { ...process.env, MALLOC_TRIM_THRESHOLD_: "65536", MALLOC_MMAP_THRESHOLD_: "65536" },
  stdio: "ignore",
});
try {
  await untilRunning(home, count);
  const { url } = JSON.parse(readFileSync(join(home, "daemon.json"), "utf8"));
  const headers = { authorization: `Bearer ${await makeKey()}` };
  await (await fetch(`${url}/api/v1/status`, { headers })).text();
  await pause(settleMs);
  console.log(`load ${round(loadavg()[0])}, ${count} children`);
  console.log(`daemon, nobody at /mcp yet: ${memoryOf(daemon.pid)}`);
  const remote = clientOf();
  const began = performance.now();
  await remote.connect(
    new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit: { headers } }),
  );
  console.log(`first request: ${round(performance.now() - began)} ms, then ${memoryOf(daemon.pid)}`);
  const overHttp = await callOften(remote);
  console.log(`${calls} calls over HTTP, ${overHttp} ms each: ${memoryOf(daemon.pid)}`);
  await pause(settleMs);
  console.log(`${settleMs / 1_000} s later: ${memoryOf(daemon.pid)}`);
  const local = clientOf();
  const transport = new StdioClientTransport({
    ...{ command: process.execPath, args: [program, "mcp", "--home", home], cwd: folder },
  });
  const started = performance.now();
  await local.connect(transport);
  console.log(`sentinel mcp: connected after ${round(performance.now() - started)} ms`);
  const onStdio = await callOften(local);
  console.log(`${calls} calls on standard input and output, ${onStdio} ms each: ${memoryOf(transport.pid)}`);
  await local.close();
  await remote.close();
} finally {
  daemon.kill("SIGTERM");
  await once(daemon, "exit");
  rmSync(folder, { recursive: true, force: true });
}
