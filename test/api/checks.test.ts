import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PingRate } from "../../api/access/PingRate.ts";
import { type Daemon, makeDaemon } from "./daemon.ts";

const tree = `
version: 1
name: shop
children:
  db: { command: db, ready: { log: up } }
  backup: { check: { every: 1h, grace: 10m, within: 20m } }
`;

let daemon: Daemon;
beforeEach(async () => {
  daemon = await makeDaemon(tree);
});
afterEach(() => daemon.end());

interface Ping {
  readonly status: number;
  readonly text: string;
}

/** Ask as `curl` does. */
const ping = (path: string, method = "GET", body?: string): Promise<Ping> =>
  new Promise((resolve, reject) => {
    const sent = request({
      socketPath: daemon.socket,
      method,
      path,
      headers: { "content-type": "text/plain" },
    });
    sent.on("error", reject).on("response", async (response) => {
      let text = "";
      for await (const chunk of response.setEncoding("utf8")) text += chunk;
      resolve({ status: response.statusCode ?? 0, text });
    });
    sent.end(body);
  });

const address = async (): Promise<string> => {
  const { status, body } = await daemon.post("/checks/backup/key", {});
  expect(status).toBe(201);
  return body.ping_path;
};
const check = async () => (await daemon.get("/checks/backup")).body;

describe("a ping address", () => {
  it("takes a success with GET, HEAD and POST", async () => {
    const url = await address();
    for (const method of ["GET", "HEAD", "POST"]) expect((await ping(url, method)).status).toBe(200);
    expect((await ping(url)).text).toBe("OK\n");
    const { check: seen, runs } = await check();
    expect(seen).toMatchObject({ check: "up", failures: 0, health: "healthy" });
    expect(runs).toHaveLength(4);
  });

  it("takes start, fail, exit codes and log lines, and joins them by the id of the run", async () => {
    const url = await address();
    await ping(`${url}/start?rid=a`);
    expect((await check()).check).toMatchObject({ check: "started", open_runs: 1 });
    await ping(`${url}/log?rid=a`, "POST", "half of it");
    await ping(`${url}/3?rid=a`, "POST", "no space left");
    const { check: seen, runs, reports } = await check();
    expect(seen).toMatchObject({
      check: "down",
      failures: 1,
      health: "unhealthy",
      reason: "too many failures",
    });
    expect(runs).toMatchObject([{ id: "a", outcome: "failed" }]);
    expect(runs[0].started_at).not.toBeNull();
    expect(reports).toMatchObject([
      { kind: "fail", exit: 3, body: "no space left", body_size: 13 },
      { kind: "log", body: "half of it" },
      { kind: "start", body: null },
    ]);
    await ping(`${url}/0`);
    expect((await check()).check).toMatchObject({ check: "up", failures: 0 });
  });

  it("keeps 100 kB of what is sent with it", async () => {
    const url = await address();
    await ping(url, "POST", "x".repeat(150_000));
    const [report] = (await check()).reports;
    expect(report.body).toHaveLength(100_000);
    expect(report.body_size).toBeGreaterThan(100_000);
  });

  it("counts a claimed time of up to 30 days ago", async () => {
    const url = await address();
    const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
    expect((await ping(`${url}?at=${hourAgo}`)).status).toBe(200);
    expect((await check()).runs[0].ended_at).toBe(`${hourAgo.slice(0, 19)}.000Z`);
    expect(await ping(`${url}?at=2020-01-01T00:00:00Z`)).toMatchObject({ status: 400 });
    expect((await ping(`${url}?at=soon`)).text).toMatch(/at is not a time/);
  });

  it("is refused if it is not known, any more or at all", async () => {
    const old = await address();
    const url = await address();
    expect(await ping(old)).toEqual({
      status: 404,
      text: "no check has this address; it may have been replaced\n",
    });
    expect((await ping("/ping/guessed")).status).toBe(404);
    expect((await ping(`${url}/bogus`)).text).toMatch(/there is no \/bogus/);
    expect((await ping(`${url}/256`)).status).toBe(404);
    expect((await check()).reports).toEqual([]);
  });

  it("takes no report of a check that is stopped", async () => {
    const url = await address();
    await daemon.post("/actions", { verb: "stop", paths: ["backup"] });
    expect(await ping(url)).toMatchObject({ status: 503 });
    await daemon.post("/actions", { verb: "start", paths: ["backup"] });
    expect(await ping(url)).toMatchObject({ status: 200 });
  });

  it("takes 120 reports a minute", () => {
    const rate = new PingRate(120);
    for (let n = 0; n < 120; n += 1) expect(rate.take("backup", 1_000 + n)).toBe("ok");
    expect(rate.take("backup", 31_000)).toBe(30);
    expect(rate.take("other", 31_000)).toBe("ok");
    expect(rate.take("backup", 61_000)).toBe("ok");
  });
});

describe("the checks", () => {
  it("are listed with who made their ping addresses, but not the addresses", async () => {
    const url = await address();
    const { body } = await daemon.get("/checks");
    expect(body.items).toMatchObject([
      { path: "backup", check: "new", ping_key: { created_by: "user:test" } },
    ]);
    expect(JSON.stringify(body)).not.toContain(url.slice("/ping/".length));
  });

  it("are reported for, paused and resumed by operators", async () => {
    const reported = await daemon.post("/checks/backup/reports", { kind: "success", exit: 2 });
    expect(reported.body).toMatchObject({ check: "down", failures: 1 });
    expect((await daemon.post("/checks/backup/pause", {})).body).toMatchObject({ check: "paused" });
    expect((await daemon.post("/checks/backup/resume", {})).body).toMatchObject({ check: "down" });
    const { items } = (await daemon.get("/events")).body;
    const flips = items.filter(({ type }: { type: string }) => type === "check");
    expect(flips.map(({ from, to, reason }: Record<string, string>) => [from, to, reason])).toEqual([
      ["new", "down", "fail"],
      ["down", "paused", "paused"],
      ["paused", "down", "resumed"],
    ]);
  });

  it("are no other children", async () => {
    expect(await daemon.post("/checks/db/reports", { kind: "success" })).toMatchObject({
      status: 409,
      body: { detail: "db is not a check" },
    });
    expect((await daemon.post("/checks/db/key", {})).status).toBe(409);
  });
});
