import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contract } from "../../api/contract/contract.ts";
import { answerExamples } from "../../api/openapi/examples/answerExamples.ts";
import { type Daemon, makeDaemon } from "./daemon.ts";

let daemon: Daemon;
beforeAll(async () => {
  daemon = await makeDaemon("version: 1\nname: shop\nchildren: { api: { command: api } }\n");
});
afterAll(() => daemon.end());

const ask = (query: Readonly<Record<string, string>>) =>
  daemon.get(`/calendar?${new URLSearchParams(query)}`);

describe("GET /calendar", () => {
  it("lists when a cron expression is due, as its example says", async () => {
    const { query } = contract.calendar.examples ?? {};
    const { status, body } = await ask(query as Readonly<Record<string, string>>);
    expect(status).toBe(200);
    expect(body).toEqual(answerExamples.calendar);
  });

  it("lists ten instants of an interval from now on, in the zone of the daemon", async () => {
    const { body } = await ask({ every: "15m" });
    expect(body.items).toHaveLength(10);
    const [first, second] = body.items.map(({ at }: { at: string }) => Date.parse(at));
    expect(first % 900_000).toBe(0);
    expect(second - first).toBe(900_000);
  });

  it("moves the grid of an interval to its anchor", async () => {
    const { body } = await ask({
      ...{ every: "36h", anchor: "2026-03-01T06:00:00Z", timezone: "UTC" },
      ...{ from: "2026-03-01T06:00:00Z", n: "1" },
    });
    expect(body.items).toEqual([
      { at: "2026-03-02T18:00:00.000Z", local: "2026-03-02T18:00:00+00:00", remark: null },
    ]);
  });

  const refusals: ReadonlyArray<readonly [Readonly<Record<string, string>>, string, unknown, unknown]> = [
    [{ cron: "0 24 * * *" }, "cron", "the hour takes 0 to 23, not 24", "midnight is 0"],
    [{ cron: "" }, "cron", "the cron expression is empty", expect.stringContaining("minute, hour")],
    [{ cron: "0 0 30 2 *" }, "cron", expect.stringContaining("never runs"), expect.any(String)],
    [
      { cron: "@daily", timezone: "Europe/Berlni" },
      "timezone",
      'there is no time zone "Europe/Berlni"',
      "did you mean Europe/Berlin?",
    ],
    [{ every: "0s" }, "every", expect.stringContaining('such as 90s, 15m or 1h30m, not "0s"'), undefined],
    [
      { cron: "@daily", anchor: "2026-01-01T00:00:00Z" },
      "anchor",
      "anchor is for every: a cron expression has times of its own",
      undefined,
    ],
    [{ every: "1h", n: "1001" }, "n", expect.stringContaining("from 1 to 1000"), undefined],
  ];

  it.each(refusals)("refuses %j", async (query, path, message, hint) => {
    const { status, body } = await ask(query);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: "BadRequest", errors: [{ path, message }] });
    expect(body.errors[0].hint).toEqual(hint);
  });

  it("takes one schedule", async () => {
    expect((await ask({})).body.detail).toBe("give one of cron and every");
    expect((await ask({ cron: "@daily", every: "1h" })).status).toBe(400);
  });

  it("has nothing before 1900 and after 2199", async () => {
    const items = async (from: string, cron = "@yearly") =>
      (await ask({ cron, from, timezone: "UTC", n: "2" })).body.items.map(({ at }: { at: string }) => at);
    expect(await items("0001-01-01T00:00:00Z")).toEqual([
      "1900-01-01T00:00:00.000Z",
      "1901-01-01T00:00:00.000Z",
    ]);
    expect(await items("2198-06-01T00:00:00Z")).toEqual(["2199-01-01T00:00:00.000Z"]);
    expect(await items("+275760-09-13T00:00:00.000Z")).toEqual([]);
    expect((await ask({ every: "1h", from: "+275760-09-13T00:00:00.000Z" })).body.items).toEqual([]);
  });
});
