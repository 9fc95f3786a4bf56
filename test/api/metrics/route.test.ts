import { request } from "node:http";
import { Effect } from "effect";
import { afterEach, describe, expect, it } from "vitest";
import type { Caller } from "../../../api/caller.ts";
import { type Daemon, makeDaemon } from "../daemon.ts";

const tree = `
version: 1
name: shop
defaults: { ready: { log: up }, backoff: none }
children:
  db: { command: db }
  web: { children: { api: { command: api } } }
`;

let daemon: Daemon;
afterEach(() => daemon.end());

const scrape = (path = "/metrics", headers = {}): Promise<{ status: number; type: string; text: string }> =>
  new Promise((resolve, reject) => {
    request({ socketPath: daemon.socket, path, headers }, async (answer) => {
      let text = "";
      for await (const chunk of answer.setEncoding("utf8")) text += chunk;
      resolve({ status: answer.statusCode ?? 0, type: answer.headers["content-type"] ?? "", text });
    })
      .on("error", reject)
      .end();
  });

describe("GET /metrics", () => {
  it("is at the root, in the format of Prometheus", async () => {
    daemon = await makeDaemon(tree);
    const { status, type, text } = await scrape();
    expect({ status, type }).toEqual({ status: 200, type: "text/plain; version=0.0.4; charset=utf-8" });
    expect(text).toContain(
      'sentinel_process_state{process="web/api",supervisor="web",group="web/api",state="running"} 1',
    );
  });

  it("is OpenMetrics for whoever accepts that", async () => {
    daemon = await makeDaemon(tree);
    const { type, text } = await scrape("/metrics", {
      accept: "application/openmetrics-text; version=1.0.0",
    });
    expect(type).toBe("application/openmetrics-text; version=1.0.0; charset=utf-8");
    expect(text.endsWith("\n# EOF\n")).toBe(true);
  });

  it("counts the requests to the API, those without a route as well", async () => {
    daemon = await makeDaemon(tree);
    await daemon.get("/status");
    await daemon.get("/children/nobody/explain");
    for (const path of ["/nothing", "/nothing/else"]) await scrape(path);
    const { text } = await scrape();
    for (const series of [
      '{method="GET",route="/api/v1/status",code="200"} 1',
      '{method="GET",route="/api/v1/children/:path/explain",code="404"} 1',
      '{method="any",route="unmatched",code="404"} 2',
    ])
      expect(text).toContain(`sentinel_http_requests_total${series}\n`);
  });

  it("counts a body that is too long", async () => {
    daemon = await makeDaemon(tree, { limits: { body: 10 } });
    await daemon.post("/actions", { verb: "stop", paths: ["db"] });
    expect((await scrape()).text).toContain(
      'sentinel_http_requests_total{method="POST",route="/api/v1/actions",code="413"} 1\n',
    );
  });

  it("shows a viewer of a part of the tree that part", async () => {
    const viewer: Caller = {
      principal: { kind: "key", id: "scrape" },
      role: "viewer",
      scope: ["web"],
      remote: "127.0.0.1",
      session: null,
      claim: null,
    };
    daemon = await makeDaemon(tree, { identify: () => Effect.succeed(viewer) });
    const { status, text } = await scrape();
    expect(status).toBe(200);
    expect(text).toContain('process="web/api"');
    for (const hidden of [
      '"db"',
      "sentinel_http_requests_total",
      "process_open_fds",
      'supervisor="/",strategy',
    ])
      expect(text).not.toContain(hidden);
  });

  it("shows that a child was restarted, and why", async () => {
    daemon = await makeDaemon(tree);
    daemon.processes.get("db")?.exit({ code: 7 });
    await expect
      .poll(async () => (await scrape()).text)
      .toContain(
        'sentinel_process_restarts_total{process="db",supervisor="/",group="db",reason="crash"} 1\n',
      );
    const { text } = await scrape();
    expect(text).toContain('sentinel_process_last_exit_code{process="db",supervisor="/",group="db"} 7\n');
    expect(text).toContain('sentinel_process_starts_total{process="db",supervisor="/",group="db"} 2\n');
  });
});
