import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "vitest";
import { makeDaemon } from "../api/daemon.ts";
import { needsProgram } from "../support/needs.ts";

const tree = `
version: 1
name: shop
defaults: { ready: { log: up } }
children:
  web: { children: { api: { command: api }, worker: { command: worker } } }
  pool: { command: pool, replicas: 2 }
  backup: { command: backup, schedule: { cron: "0 3 1 1 *" }, parameters: { DAY: today } }
`;
const guide = readFileSync(join(import.meta.dirname, "../../docs/api.md"), "utf8");
const examples = [...guide.matchAll(/```sh\n(.*?)```/gs)].map(([, text = ""]) => text);

needsProgram("curl")("shows requests that a daemon grants, one after the other", async () => {
  const daemon = await makeDaemon(tree);
  expect(examples.length).toBeGreaterThan(5);
  for (const text of examples) {
    const env = { ...process.env, SOCKET: daemon.socket };
    const { stdout } = await promisify(execFile)("bash", ["-euc", text], { env });
    expect(stdout, text).not.toBe("");
  }
  await daemon.end();
});
