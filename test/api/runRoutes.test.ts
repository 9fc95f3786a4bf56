import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Run } from "../../src/domain/Run.ts";
import { type Daemon, makeDaemon } from "./daemon.ts";

const tree = `
version: 1
name: shop
defaults: { ready: { log: up }, backoff: none }
children:
  db: { command: db, on_limit: fail, limit: { restarts: 0, period: 1m } }
  web:
    children:
      api: { command: api }
`;

let daemon: Daemon;
beforeEach(async () => {
  daemon = await makeDaemon(tree);
});
afterEach(() => daemon.end());

const list = async (query = ""): Promise<ReadonlyArray<string>> => {
  const { body } = await daemon.get(`/runs${query}`);
  return body.items.map(({ id, outcome }: Run) => `${id} ${outcome}`);
};

describe("GET /runs", () => {
  it("lists the runs by child, outcome and trigger", async () => {
    expect((await list()).toSorted()).toEqual(["db@1 running", "web/api@1 running"]);
    daemon.processes.get("db")?.exit({ code: 1 });
    await expect.poll(() => list("?outcome=failed&outcome=lost")).toEqual(["db@1 failed"]);
    expect(await list("?path=web")).toEqual(["web/api@1 running"]);
    expect(await list("?trigger=restart")).toEqual([]);
    expect(await list("?to=2001-01-01T00:00:00Z")).toEqual([]);
  });

  it("refuses what is no outcome, and a child that there is not", async () => {
    const { status, body } = await daemon.get("/runs?outcome=dead");
    expect([status, body.detail]).toEqual([
      400,
      expect.stringContaining("is one of running, succeeded, failed, timed_out, stopped, killed, lost"),
    ]);
    expect((await daemon.get("/runs?path=nobody")).status).toBe(404);
  });
});

describe("GET /runs/{id}", () => {
  it("shows a run of the history", async () => {
    const { status, body } = await daemon.get("/runs/web%2Fapi%401");
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ id: "web/api@1", trigger: "start", outcome: "running", by: "system" }),
    ]);
  });

  it("answers 404 for any other", async () => {
    const { status, body } = await daemon.get("/runs/web%2Fapi%409");
    expect([status, body.detail]).toEqual([404, "there is no run with this id in the history"]);
  });
});
