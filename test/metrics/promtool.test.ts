// Prometheus itself has the last word on what is valid.
import { spawnSync } from "node:child_process";
import type { Context } from "hono";
import { expect } from "vitest";
import { expose } from "../../api/metrics/expose.ts";
import { HttpRequests } from "../../api/metrics/HttpRequests.ts";
import { exposed, service, supervisor } from "../api/metrics/parts.ts";
import { needs } from "../support/needs.ts";

const isThere = spawnSync("promtool", ["--version"]).status === 0;
const needsPromtool = needs(isThere ? null : "needs promtool (Debian's package prometheus)");

const check = (text: string) => {
  const { status, stdout, stderr } = spawnSync("promtool", ["check", "metrics"], {
    input: text,
    encoding: "utf8",
  });
  return { status, said: stdout + stderr };
};

const ended = { restarts: { crash: 1 }, exits: { error: 1 }, durations: { "10.0": 1 }, seconds: 3 };
const crashed = {
  restarts: 2,
  last_exit: { run: 1, code: 1, signal: null, reason: "exit code 1", at: "2026-01-01T00:00:00.000Z" },
};

needsPromtool("the metrics are valid, with names as Prometheus wants them", async () => {
  const requests = new HttpRequests();
  await requests.counting("GET", "/api/v1/status", () => new Response())({} as Context);
  const children = [supervisor("web"), service("web/a", crashed, ended), service("web/b")];
  const text = expose(exposed(children, requests), null, "prometheus");
  for (const family of ["_run_duration_seconds_bucket", "_http_requests_total", 'reason="unknown"'])
    expect(text).toContain(family);
  expect(check(text)).toEqual({ status: 0, said: "" });
});

needsPromtool("promtool would say what is wrong", () => {
  expect(check('# TYPE a counter\na{x="} 1\n').status).not.toBe(0);
});
