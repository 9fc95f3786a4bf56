import { afterAll, beforeAll, expect, it } from "vitest";
import { type Daemon, makeDaemon } from "../daemon.ts";
import { keyWith } from "./clients.ts";

const tree = `
version: 1
name: shop
defaults: { ready: { log: up } }
children:
  web:
    strategy: one_for_all
    children: { api: { command: api }, ledger: { command: ledger } }
`;

let daemon: Daemon;
beforeAll(async () => {
  daemon = await makeDaemon(tree);
});
afterAll(() => daemon.end());

const reads = [
  ...["/children", "/children/web%2Fapi", "/children/web%2Fapi/explain", "/children/web%2Fapi/history"],
  ...["/children/web%2Fapi/runs", "/children/web%2Fapi/blast-radius", "/status", "/events", "/state"],
];

// Cause: under `one_for_all` the reason of a restart names the child whose failure it follows, also to callers who may not
// see that child: "restart of ledger: exit code 1".
it("a caller with a scope reads no names of nodes that are out of it", async () => {
  const [part, whole] = [
    await keyWith(daemon, { name: "part", role: "operator", scope: ["web/api"] }),
    await keyWith(daemon, { name: "whole", role: "operator" }),
  ];
  daemon.processes.get("web/ledger")?.exit({ code: 1 });
  const reasons = async () => {
    const { body } = await whole.ask("GET", "/events?path=web%2Fapi");
    return JSON.stringify(body);
  };
  await expect.poll(reasons).toContain("ledger");
  for (const path of reads) {
    const { status, body } = await part.ask("GET", path);
    expect({ path, status }).toEqual({ path, status: 200 });
    expect({ path, isNamed: JSON.stringify(body).includes("ledger") }).toEqual({ path, isNamed: false });
  }
  expect(JSON.stringify((await part.ask("GET", "/events")).body)).toContain("(withheld)");
});
