import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chartOf } from "../../../machines/edges.ts";
import { serviceMachine } from "../../../machines/service.ts";
import layout from "../../../schema/charts/service.json" with { type: "json" };
import { type Daemon, makeDaemon } from "../daemon.ts";

let daemon: Daemon;
beforeAll(async () => {
  daemon = await makeDaemon("version: 1\nname: shop\nchildren: { web: { command: web } }\n");
});
afterAll(() => daemon.end());

describe("the machines", () => {
  it("are the charts that nodes run by, each with its drawing and the hash of its content", async () => {
    const { body: list } = await daemon.get("/machines");
    expect(list.items.map(({ kind }: { kind: string }) => kind)).toEqual([
      "service",
      "supervisor",
      "check",
      "job",
    ]);
    const { body: chart, headers } = await daemon.get("/machines/service");
    expect(chart).toEqual({ ...chartOf(serviceMachine), layout, kind: "service", hash: list.items[0].hash });
    expect(chart.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(headers).toMatchObject({ etag: `"${chart.hash}"`, "cache-control": "private, no-cache" });
  });

  it("are kept for good by whoever asks for one by its hash, and not sent twice", async () => {
    const { hash } = (await daemon.get("/machines/supervisor")).body;
    const { headers } = await daemon.get(`/machines/supervisor?hash=${hash}`);
    expect(headers["cache-control"]).toBe("private, max-age=31536000, immutable");
    for (const tag of [`"${hash}"`, `"other", W/"${hash}"`, "*"])
      expect((await daemon.get("/machines/supervisor", { "if-none-match": tag })).status, tag).toBe(304);
    expect((await daemon.get("/machines/supervisor", { "if-none-match": '"other"' })).status).toBe(200);
  });

  it("of no known kind, or with another hash, are refused with the nearest name", async () => {
    expect(await daemon.get("/machines/servise")).toMatchObject({
      status: 404,
      body: {
        code: "NoSuchMachine",
        nearest: "service",
        detail: 'there is no machine "servise"; did you mean service?',
      },
    });
    expect((await daemon.get("/machines/x")).body.detail).toBe(
      'there is no machine "x"; the kinds of node are service, supervisor, check, job',
    );
    expect((await daemon.get("/machines/service?hash=abc")).body).toMatchObject({
      status: 404,
      detail: expect.stringContaining("this daemon is of another version"),
    });
  });
});

describe("GET /state", () => {
  it("has one entity tag until something changes", async () => {
    const { headers, body } = await daemon.get("/state");
    expect(headers.etag).toBe(`"${body.epoch}:${body.seq}"`);
    expect(body.nodes.path).toEqual(["", "web"]);
    const again = { "if-none-match": String(headers.etag) };
    expect((await daemon.get("/state", again)).status).toBe(304);
    await daemon.post("/actions", { verb: "stop", paths: ["web"] });
    expect((await daemon.get("/state", again)).body.nodes.state[1]).toBe("stopped");
  });
});

it("a request for the live channel that asks for no WebSocket is told what to do", async () => {
  expect(await daemon.get("/live")).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining("GET /api/v1/live.sse") },
  });
});
