import { Effect } from "effect";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { anonymousCaller, type Caller, Unauthenticated } from "../../api/caller.ts";
import { contract } from "../../api/contract/contract.ts";
import { parseTree } from "../../src/config/parseTree.ts";
import { claimHeader } from "../../src/domain/Principal.ts";
import { type Daemon, makeDaemon } from "./daemon.ts";

const tree = `
version: 1
name: shop
defaults: { ready: { log: up }, backoff: none }
children:
  db: { command: db }
  web: { children: { api: { command: api }, worker: { command: worker } } }
  pool: { command: pool, replicas: 2 }
`;
const treeOf = (yaml: string) => {
  const parsed = parseTree(yaml, { file: "test.yaml", directory: "/", variables: {} });
  if (parsed._tag === "Left") throw new Error(JSON.stringify(parsed.left));
  return parsed.right;
};

let daemon: Daemon;
beforeEach(async () => {
  daemon = await makeDaemon(tree);
});
afterEach(() => daemon.end());

/** The actions of a daemon's journal. */
const actionsOf = async (of: Daemon, query = "") =>
  (await of.get(`/events${query}`)).body.items.filter(({ type }: { type: string }) => type === "action");
const lastAction = async (of: Daemon = daemon) => (await actionsOf(of)).at(-1);

describe("a request that changes something", () => {
  it("is recorded as an event with principal, action, children and outcome", async () => {
    await daemon.post("/actions", { verb: "stop", paths: ["api", "worker"] });
    expect(await lastAction()).toMatchObject({
      ...{ subject: "web", by: "user:test", action: "stop", outcome: "done", reason: "stopped by hand" },
      paths: ["web/api", "web/worker"],
    });
    await daemon.post("/actions", { verb: "start", paths: ["web/api"] });
    expect(await lastAction()).toMatchObject({ subject: "web/api", action: "start", paths: ["web/api"] });
    await daemon.post("/actions", { verb: "restart", paths: ["db", "web"], wait: false });
    expect(await lastAction()).toMatchObject({ subject: "", action: "restart", outcome: "done" });
    await daemon.post("/children", { under: "web", name: "extra", command: { argv: ["x"] } });
    expect(await lastAction()).toMatchObject({ subject: "web/extra", action: "add", outcome: "done" });
    await daemon.remove("/children?path=extra");
    expect(await lastAction()).toMatchObject({ subject: "web/extra", action: "remove", reason: "removed" });
    await daemon.post("/actions", { verb: "scale", paths: ["pool"], replicas: 3 });
    expect(await lastAction()).toMatchObject({ subject: "pool", action: "scale", reason: "3 instances" });
    await daemon.post("/actions", { verb: "signal", paths: ["db"], signal: "SIGHUP" });
    const { pid } = daemon.processes.get("db") ?? {};
    expect(await lastAction()).toMatchObject({
      ...{ subject: "db", action: "signal", outcome: "done", reason: `SIGHUP sent to pid ${pid}` },
    });
    await daemon.post("/apply", { tree: treeOf(tree), message: "as it was" });
    expect(await lastAction()).toMatchObject({ subject: "", action: "apply", reason: "as it was" });
    expect(await lastAction()).not.toHaveProperty("paths");
    await daemon.post("/revisions/1/rollback", {});
    expect(await lastAction()).toMatchObject({ action: "rollback", reason: "rolled back to revision 1" });
  });

  it("is recorded before the journal ends: a shutdown, and a handover", async () => {
    await daemon.post("/down", { how: "at_once" });
    expect(await lastAction()).toMatchObject({ subject: "", action: "shutdown", outcome: "done" });
    const next = await makeDaemon(tree);
    await next.post("/handover", {});
    expect(next.left).toEqual(["room is made"]);
    const last = (await next.get("/events?last=2")).body.items;
    expect(last).toMatchObject([
      { type: "action", action: "hand_over", outcome: "done", by: "user:test" },
      { type: "daemon", action: "handed_over" },
    ]);
    await next.end();
  });

  it("is recorded with its reason if it was refused or failed", async () => {
    await daemon.post("/actions", { verb: "stop", paths: ["nobody"] });
    expect(await lastAction()).toMatchObject({
      ...{ subject: "", action: "stop", outcome: "refused" },
      reason: expect.stringContaining("there is no child nobody"),
    });
    await daemon.post("/actions", { verb: "scale", paths: ["db"], replicas: 2 });
    expect(await lastAction()).toMatchObject({
      ...{ subject: "db", action: "scale", outcome: "refused" },
      reason: expect.stringContaining("db is not replicated"),
    });
    await daemon.post("/actions", { verb: "stop", paths: ["db"] });
    await daemon.post("/actions", { verb: "signal", paths: ["db"], signal: "SIGHUP" });
    expect(await lastAction()).toMatchObject({ action: "signal", outcome: "failed" });
    await daemon.post("/actions", { verb: "stop", paths: ["web"] });
    await daemon.post("/actions", { verb: "start", paths: ["web/api", "db"] });
    expect(await lastAction()).toMatchObject({
      ...{ subject: "", action: "start", outcome: "failed", paths: ["db", "web/api"] },
      reason: expect.stringMatching(/^web\/api: .*its supervisor web is stopped/),
    });
  });

  // F10: an apply that failed, and a child that could not be added, left no trace.
  it("is recorded if a child did not start, or a tree was not applied", async () => {
    await daemon.post("/children", { under: "web", name: "absent", command: { argv: ["x"] } });
    expect(await actionsOf(daemon, "?path=web")).toMatchObject([
      {
        ...{ subject: "web/absent", by: "user:test", action: "add", outcome: "failed" },
        reason: expect.stringContaining("web/absent was not added: did not start"),
      },
    ]);
    const bad = treeOf(tree.replace("children:\n", "children:\n  absent: { command: x }\n"));
    const { body } = await daemon.post("/apply", { tree: bad });
    expect(await lastAction()).toMatchObject({
      ...{ subject: "", by: "user:test", action: "apply", outcome: "failed" },
      reason: `${body.error}; all changes were rolled back`,
    });
  });

  it("is not recorded if it could not be parsed", async () => {
    await daemon.post("/actions", { verb: "stop", paths: [] });
    await daemon.post("/actions", "{");
    await daemon.post("/plan", { tree: treeOf(tree) });
    expect(await actionsOf(daemon)).toEqual([]);
  });

  it("is recorded for each route that changes something", () => {
    const unrecorded = Object.values(contract).filter(({ method, audit }) => method !== "GET" && !audit);
    expect(unrecorded.map(({ path }) => path)).toEqual([
      // A report is kept itself, with its principal.
      "/checks/:path/reports",
      "/actions/preview",
      "/config/validate",
      "/config/plan",
      "/plan",
      "/logs/live",
    ]);
    const recorded = Object.values(contract).filter(({ audit }) => audit);
    // Of what is recorded, only what concerns oneself takes no more than the lowest role.
    expect(recorded.filter(({ role }) => role === "viewer").map(({ name }) => name)).toEqual([
      ...["logout", "createToken", "endSession"],
    ]);
  });
});

describe("the principal of a request", () => {
  it("is known from the connection; the client's own statement is only a claim", async () => {
    const claims = { [claimHeader]: "J%C3%BCrgen" };
    await daemon.post("/actions", { verb: "stop", paths: ["db"], by: "user:else" }, claims);
    expect(await lastAction()).toMatchObject({ by: "user:test", claim: "user:J\u00fcrgen" });
    const { reason, by } = (await daemon.get("/events?path=db")).body.items.at(-2);
    expect([reason, by]).toEqual(["stopped by hand", "user:test"]);
  });

  it("can't be impersonated, only claimed", async () => {
    for (const claim of ["test", "%", "x".repeat(300)]) {
      await daemon.post("/actions", { verb: "stop", paths: ["db"] }, { [claimHeader]: claim });
      expect(await lastAction(), claim).not.toHaveProperty("claim");
    }
  });

  it("determines what is allowed; denied requests are recorded", async () => {
    const principal = { kind: "key", id: "screen" } as const;
    const caller: Caller = { ...anonymousCaller(null), principal, role: "operator" };
    const identify = () => Effect.succeed(caller);
    const other = await makeDaemon(tree, { identify });
    expect((await other.get("/status")).status).toBe(200);
    expect((await other.post("/actions", { verb: "stop", paths: ["db"] })).status).toBe(200);
    expect(await other.remove("/children?path=web")).toMatchObject({
      ...{ status: 403, type: "application/problem+json" },
      body: { code: "Forbidden", detail: "DELETE /children takes the role admin; yours is operator" },
    });
    expect((await other.get("/status?path=web")).status).toBe(200);
    expect(await lastAction(other)).toMatchObject({ by: "key:screen", action: "remove", outcome: "refused" });
    const part = await makeDaemon(tree, { identify: () => Effect.succeed({ ...caller, scope: ["web"] }) });
    expect(await part.get("/revisions")).toMatchObject({
      ...{ status: 403, body: { detail: "GET /revisions is about the whole tree; you have web" } },
    });
    await part.end();
    await other.end();
  });

  it("must be known for an answer", async () => {
    const identify = () => new Unauthenticated({ message: "log in first" });
    const closed = await makeDaemon(tree, { identify });
    expect(await closed.get("/status")).toMatchObject({ status: 401, body: { detail: "log in first" } });
    expect(await closed.post("/actions", { verb: "stop", paths: ["db"] })).toMatchObject({ status: 401 });
    expect(closed.processes.get("db")).toBeDefined();
    await closed.end();
  });
});

describe("a request beyond the limits", () => {
  it("is rejected if its body is too large", async () => {
    const small = await makeDaemon(tree, { limits: { body: 100 } });
    const body = { verb: "stop", paths: ["db"], padding: "x".repeat(100) };
    expect(await small.post("/actions", body)).toMatchObject({
      ...{ status: 413, type: "application/problem+json" },
      body: { code: "BodyTooLarge", detail: "the body is longer than 100 bytes" },
    });
    expect((await small.post("/actions", { verb: "stop", paths: ["db"] })).status).toBe(200);
    await small.end();
  });

  it("does not wait forever for a start that never completes", async () => {
    const slow = await makeDaemon(tree, { limits: { hold: 50 }, silent: "db" });
    expect(await slow.get("/settled")).toMatchObject({
      status: 503,
      body: { code: "NotSettled", detail: "the tree is still starting after 50ms; ask again" },
    });
    await slow.end();
  });
});
