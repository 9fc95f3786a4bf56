import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect } from "vitest";
import { type Daemon, makeDaemon } from "../api/daemon.ts";
import { needsProgram } from "../support/needs.ts";

const guide = readFileSync(join(import.meta.dirname, "../../docs/check-ins.md"), "utf8");
const lines = [...guide.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, text = ""]) => text.trim().split("\n"));
const reports = lines.filter((line) => /^curl .*"\$PING/.test(line));
const creation = lines.filter((line) => /^curl .*"\$JOBS/.test(line));
/** What cron runs of its lines: what follows the five fields, with `\%` for a percent sign. */
const jobs = lines
  .filter((line) => line.startsWith("0 5 * * * "))
  .map((line) => line.slice("0 5 * * * ".length).replaceAll("\\%", "%"));

let daemon: Daemon;
let folder: string;
beforeEach(async () => {
  daemon = await makeDaemon(
    "version: 1\nname: shop\nchildren:\n  backup: { check: { cron: 0 5 * * *, grace: 30m } }\n" +
      "  crontabs: { provision: { check: { every: 1d } }, children: {} }\n",
  );
  folder = mkdtempSync(join(tmpdir(), "sentinel-curl-"));
  // The examples name a host: curl is led to the socket instead.
  writeFileSync(join(folder, ".curlrc"), `unix-socket = "${daemon.socket}"\n`);
});
afterEach(async () => {
  await daemon.end();
  rmSync(folder, { recursive: true, force: true });
});

const run = (text: string, addresses: Readonly<Record<string, string>>) =>
  promisify(execFile)("sh", ["-c", text], {
    env: { ...process.env, CURL_HOME: folder, HOME: folder, ...addresses },
  });

/** Run a line of the page as a shell does, with a new ping address; returns the reports that it made, oldest first. */
const reportsOf = async (line: string, script = "exit 0"): Promise<ReadonlyArray<unknown>> => {
  const before = (await daemon.get("/checks/backup")).body.reports.length;
  const { body: made } = await daemon.post("/checks/backup/key", {});
  const PING = `http://sentinel${made.ping_path}`;
  const job = join(folder, "backup.sh");
  writeFileSync(job, `#!/bin/sh\n${script}\n`);
  chmodSync(job, 0o755);
  const text = line.replaceAll("https://forge.example/ping/KEY", PING).replaceAll("/srv/backup.sh", job);
  await run(text, { PING }).catch(({ code }) => expect(code).toBe(3));
  const { reports: all } = (await daemon.get("/checks/backup")).body;
  return all.slice(0, all.length - before).reverse();
};

needsProgram("curl")("reports as the page says, with every form of the address", async () => {
  expect(reports).toHaveLength(5);
  const made = [];
  for (const line of reports) made.push(...(await reportsOf(line)));
  expect(made).toMatchObject([
    { kind: "success", exit: null },
    { kind: "start" },
    { kind: "fail", exit: null },
    { kind: "fail", exit: 3 },
    { kind: "log", body: "412 files" },
  ]);
});

needsProgram("curl")("reports from the lines of a crontab how the job has ended", async () => {
  expect(jobs).toHaveLength(3);
  const [success = "", either = "", whole = ""] = jobs;
  expect(await reportsOf(success)).toMatchObject([{ kind: "success" }]);
  expect(await reportsOf(success, "exit 3")).toEqual([]);
  expect(await reportsOf(either)).toMatchObject([{ kind: "success" }]);
  expect(await reportsOf(either, "exit 3")).toMatchObject([{ kind: "fail" }]);
  const said = await reportsOf(whole, "echo 412 files; exit 3");
  expect(said).toMatchObject([{ kind: "start" }, { kind: "fail", exit: 3, body: "412 files" }]);
  const [start, end] = said as ReadonlyArray<{ readonly id: string }>;
  expect(start?.id).toBe(end?.id);
});

needsProgram("curl")("creates a check with its first report", async () => {
  const { body: made } = await daemon.post("/checks/crontabs/key", {});
  expect(creation).toHaveLength(1);
  await run(creation.join("\n"), { JOBS: `http://sentinel${made.ping_path}` });
  const { items } = (await daemon.get("/checks")).body;
  expect(items).toMatchObject([{ path: "backup" }, { path: "crontabs/nightly", check: "up" }]);
});
