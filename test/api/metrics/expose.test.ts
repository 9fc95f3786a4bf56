import type { Context } from "hono";
import { describe, expect, it } from "vitest";
import { expose } from "../../../api/metrics/expose.ts";
import { HttpRequests } from "../../../api/metrics/HttpRequests.ts";
import { StartTimes } from "../../../api/metrics/StartTimes.ts";
import type { Answering } from "../../../api/transport/answering.ts";
import { check, exposed, job, service, supervisor } from "./parts.ts";

/** Names and values of the lines of a text that are no comments. */
const seriesIn = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line) => [line.slice(0, line.lastIndexOf(" ")), line.slice(line.lastIndexOf(" ") + 1)]),
  );

const since = "2026-01-01T00:00:00.000Z";
const children = [
  service(
    "db",
    {
      state: "backoff",
      pid: null,
      run: 3,
      restarts: 3,
      next_attempt_at: "2026-01-01T00:00:08.000Z",
      last_exit: { run: 3, code: 3, signal: null, reason: "exit code 3", at: since },
    },
    {
      restarts: { crash: 2 },
      exits: { error: 2, ok: 1 },
      durations: { "1.0": 1, "60.0": 2 },
      seconds: 42.5,
    },
    { uptime_ms: null, cpu: null, cpu_seconds: null, memory: null },
  ),
  supervisor("web", { strategy: "rest_for_one", intensity: 0 }, { escalations: 2 }, 1),
  supervisor("web/api"),
  service("web/api#1", { health: "healthy" }),
  service("web/api#2", {
    wanted: "down",
    state: "stopped",
    last_exit: { run: 1, code: null, signal: "SIGTERM", reason: "stopped", at: since },
  }),
  job(
    "backup",
    {
      next_at: "2026-01-02T02:00:00.000Z",
      last_run: {
        ...{ run: 2, outcome: "failed", reason: "exit code 1" },
        ...{ started_at: since, ended_at: "2026-01-01T00:01:30.000Z" },
      },
      last_success_at: "2025-12-31T00:00:00.000Z",
    },
    { instants: { ran: 2, missed: 1 }, runs: { succeeded: 1, failed: 1 } },
  ),
  job("idle", { condition: "held:pool", waiting: 2, paused: { until: null } }),
  check("web/etl", {
    ...{ check: "late", failures: 1, last_report_at: since, deadline_at: "2026-01-01T01:00:00.000Z" },
  }),
  check("gone", { check: null, state: "stopped" }),
];

/** The text, with the version of Node.js left out. `npx vitest -u` writes the golden files anew. */
const golden = (text: string): string => text.replace(process.versions.node, "NODE_VERSION");

/** Requests with durations that are no matter of time: none. */
const noRequests = new HttpRequests();

describe("the metrics of a tree", () => {
  it("are text in the format of Prometheus", async () => {
    const text = expose(exposed(children, noRequests), null, "prometheus");
    await expect(golden(text)).toMatchFileSnapshot("golden.prom.txt");
  });

  it("are OpenMetrics where that is wanted", async () => {
    const text = expose(exposed(children, noRequests), null, "openmetrics");
    await expect(golden(text)).toMatchFileSnapshot("golden.openmetrics.txt");
  });

  it("are, for a part of it, of this part alone, and nothing of the daemon", () => {
    const text = expose(exposed(children, noRequests), ["web/api"], "prometheus");
    const series = [...seriesIn(text).keys()];
    expect(series).toContain(
      'sentinel_supervisor_info{supervisor="web/api",parent="web",strategy="one_for_one"}',
    );
    expect(series).toContain(
      'sentinel_process_info{process="web/api#1",supervisor="web/api",group="web/api",kind="process"}',
    );
    expect(series.filter((one) => !one.includes('"web/api'))).toEqual([]);
  });

  it("name restarts that nobody has given a reason, so that their sum is what status shows", () => {
    const series = seriesIn(expose(exposed(children, noRequests), null, "prometheus"));
    const restarts = [...series].filter(([name]) =>
      name.startsWith('sentinel_process_restarts_total{process="db"'),
    );
    expect(restarts.reduce((sum, [, value]) => sum + Number(value), 0)).toBe(3);
    expect(restarts.at(-1)).toEqual([expect.stringContaining('reason="unknown"'), "1"]);
  });

  it("follow a child whose view stays while something more is counted of it", () => {
    const [part] = children;
    if (part?.kind !== "service") throw new Error("the first is no service");
    const restartsOf = (crash: number) => {
      const counted = { ...part, tally: { ...part.tally, restarts: { crash } } };
      const series = seriesIn(expose(exposed([counted], noRequests), null, "prometheus"));
      return series.get(
        'sentinel_process_restarts_total{process="db",supervisor="/",group="db",reason="crash"}',
      );
    };
    expect([restartsOf(1), restartsOf(2)]).toEqual(["1", "2"]);
  });

  it("say the same start of a run each time, though uptimes are rounded, and another one for the next run", () => {
    const starts = new StartTimes();
    const startOf = (run: number, uptime_ms: number) =>
      seriesIn(
        expose(exposed([service("a", { run }, {}, { uptime_ms })], noRequests, starts), null, "prometheus"),
      ).get('sentinel_process_start_time_seconds{process="a",supervisor="/",group="a"}');
    expect(startOf(1, 1_500)).toBe("1767225658.5");
    expect(startOf(1, 1_501)).toBe("1767225658.5");
    expect(startOf(2, 500)).toBe("1767225659.5");
  });

  it("forget when the runs of removed children were started", () => {
    const starts = new StartTimes();
    const startOf = (uptime_ms: number, ...paths: ReadonlyArray<string>) =>
      seriesIn(
        expose(
          exposed(
            paths.map((path) => service(path, {}, {}, { uptime_ms })),
            noRequests,
            starts,
          ),
          null,
          "prometheus",
        ),
      ).get('sentinel_process_start_time_seconds{process="a",supervisor="/",group="a"}');
    const first = startOf(1_000, "a", "b");
    startOf(1_000, "b");
    expect(startOf(2_000, "a", "b")).not.toBe(first);
  });
});

describe("requests", () => {
  /** A request that is answered with a status. */
  const ask = (counting: Answering, status: number) => counting({ status } as unknown as Context);
  const answer: Answering = ({ status }) => new Response(null, { status: Number(status) });

  it("are counted by route and status, also where a route is served by several listeners", async () => {
    const requests = new HttpRequests();
    const [one, other] = [
      requests.counting("GET", "/api/v1/children/:path", answer),
      requests.counting("GET", "/api/v1/children/:path", answer),
    ];
    for (const counting of [one, one, other]) await ask(counting, 200);
    await ask(other, 404);
    requests.counting("GET", "/api/v1/unused", answer);
    const series = seriesIn(expose(exposed([], requests), null, "prometheus"));
    const own = 'method="GET",route="/api/v1/children/:path"';
    expect(series.get(`sentinel_http_requests_total{${own},code="200"}`)).toBe("3");
    expect(series.get(`sentinel_http_requests_total{${own},code="404"}`)).toBe("1");
    expect(series.get(`sentinel_http_request_duration_seconds_count{${own}}`)).toBe("4");
    expect(series.get(`sentinel_http_request_duration_seconds_bucket{${own},le="+Inf"}`)).toBe("4");
    expect([...series.keys()].join()).not.toContain("unused");
  });
});
