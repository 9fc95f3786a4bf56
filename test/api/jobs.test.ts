import { Effect } from "effect";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeLedger } from "../../src/adapters/memory/Ledger.ts";
import type { LedgerItem } from "../../src/domain/view/JobView.ts";
import { keyWith } from "./access/clients.ts";
import { type Daemon, makeDaemon } from "./daemon.ts";

const tree = `
version: 1
name: shop
children:
  db: { command: db, ready: { log: up } }
  backup:
    command: backup
    schedule: [{ cron: "0 3 1 1 *", timezone: Europe/Berlin }, { every: 365d }]
    parameters: { DAY: today, TARGET: null }
  report: { command: report, schedule: manual, after: { backup: success } }
  beat: { check: { every: 1h } }
  night:
    children:
      tidy: { check: { every: 1h } }
`;

const day = 86_400_000;
const newest = Date.parse("2026-06-05T03:00:00Z");
/** A ledger with rows of an earlier time. */
const ledgerBefore = () => {
  const ledger = makeLedger();
  Effect.runSync(
    ledger.write({
      at: { wall: newest, real: newest, boot: "" },
      jobs: [],
      rows: [
        { job: "backup", at: newest, outcome: { outcome: "missed", reason: "down" } },
        { job: "report", at: newest, outcome: { outcome: "ran", runs: [4, 5] } },
        { job: "backup", at: newest - day, outcome: { outcome: "ran", runs: [3] } },
        { job: "gone", at: newest - 2 * day, outcome: { outcome: "skipped", reason: "blackout" } },
      ],
      superseded: [],
      expectedAgain: [],
    }),
  );
  return ledger;
};

let daemon: Daemon;
beforeEach(async () => {
  daemon = await makeDaemon(tree, { ledger: ledgerBefore() });
});
afterEach(() => daemon.end());

const act = (verb: string, paths: ReadonlyArray<string>, more = {}) =>
  daemon.post("/actions", { verb, paths, ...more });
const job = async (path: string) =>
  (await daemon.get("/jobs")).body.items.find((one: { path: string }) => one.path === path);
/** Events of the type `action`. */
const actions = async () =>
  (await daemon.get("/events")).body.items.filter(({ type }: { type: string }) => type === "action");

describe("the jobs", () => {
  it("are listed with what they are doing and how they are declared", async () => {
    const { body } = await daemon.get("/jobs");
    expect(body.items).toMatchObject([
      {
        path: "backup",
        condition: "idle",
        schedules: [
          { cron: "0 3 1 1 *", timezone: "Europe/Berlin" },
          { every_ms: 365 * 86_400_000, anchor: "1970-01-01T00:00:00.000Z" },
        ],
        overlap: "skip",
        parameters: [
          { name: "DAY", default: "today" },
          { name: "TARGET", default: null },
        ],
      },
      { path: "report", schedules: [], chain: [{ job: "backup", on: "success" }] },
    ]);
  });

  it("say when they are due", async () => {
    const { body } = await daemon.get("/jobs/backup/next?n=2&from=2026-06-01T00:00:00Z");
    expect(body.items).toEqual([
      { at: "2026-12-18T00:00:00.000Z", local: "2026-12-18T01:00:00+01:00", remark: null },
      { at: "2027-01-01T02:00:00.000Z", local: "2027-01-01T03:00:00+01:00", remark: null },
    ]);
    expect((await daemon.get("/jobs/report/next")).body.items).toEqual([]);
    expect(await daemon.get("/jobs/db/next")).toMatchObject({
      status: 409,
      body: { detail: "db is not a job" },
    });
    expect((await daemon.get("/jobs/nothing/next")).status).toBe(404);
  });

  it("run by hand with the parameters of the request, and name the run", async () => {
    const { body, status } = await act("run", ["backup"], { parameters: { TARGET: "s3" } });
    expect(status).toBe(200);
    expect(body.outcomes).toEqual([
      {
        ...{ path: "backup", state: "running", reached: true },
        ...{ reason: "run backup#1@1 has started", run_id: "backup#1@1", start: 1 },
      },
    ]);
    const start = async () => (await daemon.get("/jobs/backup/starts/1")).body;
    await expect.poll(start).toMatchObject({ phase: "running", runs: ["backup#1@1"] });
    await expect
      .poll(() => daemon.environments.get("backup#1"))
      .toMatchObject({ DAY: "today", TARGET: "s3" });
    expect((await job("backup")).condition).toBe("running");
    daemon.processes.get("backup#1")?.exit({ code: 0 });
    await expect.poll(async () => (await job("backup")).condition).toBe("idle");
    expect(await start()).toMatchObject({ phase: "ended", runs: ["backup#1@1"] });
    expect((await daemon.get("/jobs/backup/starts/9")).status).toBe(404);
    expect((await daemon.get("/jobs/db/starts/1")).status).toBe(409);
    expect((await act("run", ["backup"], { parameters: { TARGET: "s3" } })).body.outcomes[0]).toMatchObject({
      run_id: "backup#1@2",
    });
  });

  it("are not run with wrong parameters, or while they run and skip", async () => {
    const missing = await act("run", ["backup"]);
    expect(missing.status).toBe(409);
    expect(missing.body.detail).toBe(
      "backup was not run: its parameter TARGET has no default, so it must be given",
    );
    const unknown = await act("run", ["backup"], { parameters: { TRAGET: "s3" } });
    expect(unknown.body.detail).toMatch(/it has no parameter TRAGET; it has DAY, TARGET/);
    await act("run", ["report"]);
    expect((await act("run", ["report"])).body.detail).toBe(
      "report was not run: it is active, and its overlap rule is skip",
    );
    expect((await act("run", ["db"])).body.detail).toBe("db is not a job");
    expect((await act("run", ["report", "db"])).body.outcomes).toMatchObject([
      { path: "report", reached: false },
      { path: "db", reached: false, reason: "db is not a job" },
    ]);
  });

  it("are paused until a time, for a duration, or until they are resumed, with a reason", async () => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const paused = await act("pause", ["backup"], { until, reason: "the disk is replaced" });
    expect(paused.body.outcomes[0].reason).toBe(`paused until ${until}: the disk is replaced`);
    expect((await job("backup")).paused).toEqual({ until, by: "user:test", reason: "the disk is replaced" });
    const { sentences } = (await daemon.get("/children/backup/explain")).body;
    expect(sentences).toContain(`It is paused until ${until}, by user:test: the disk is replaced.`);
    await act("pause", ["backup"], { until: "2h" });
    expect(Date.parse((await job("backup")).paused.until)).toBeGreaterThan(Date.parse(until));
    await act("pause", ["backup"]);
    expect((await job("backup")).paused).toEqual({
      ...{ until: null, by: "user:test", reason: "the disk is replaced" },
    });
    await act("pause", ["backup"], { reason: "the disk is late" });
    expect((await job("backup")).paused.reason).toBe("the disk is late");
    expect((await act("resume", ["backup"])).body.outcomes[0].reason).toBe("resumed");
    expect((await job("backup")).paused).toBeNull();
    expect((await act("resume", ["backup"])).body.outcomes[0].reason).toBe("it was not paused");
  });

  it("are not paused until a time that is over, or is none", async () => {
    expect((await act("pause", ["backup"], { until: "2020-01-01" })).body).toMatchObject({
      status: 400,
      errors: [{ path: "until", message: "until is a time in the past: 2020-01-01" }],
    });
    expect((await act("pause", ["backup"], { until: "soon" })).body.detail).toMatch(/until takes a time/);
  });

  it("skip the next instant that is asked for, once", async () => {
    const [first, second] = (await daemon.get("/jobs/backup/next?n=2")).body.items;
    const skipped = await act("skip_next", ["backup"]);
    expect(skipped.body.outcomes[0].reason).toBe(`the instant ${first.at} will be skipped`);
    expect((await act("skip_next", ["backup"])).body.outcomes[0].reason).toMatch(second.at);
    const { items } = (await daemon.get("/jobs/backup/next?n=3")).body;
    expect(items.map(({ remark }: { remark: string | null }) => remark)).toEqual([
      "will be skipped, as asked for",
      "will be skipped, as asked for",
      null,
    ]);
    expect(await act("skip_next", ["report"])).toMatchObject({
      status: 409,
      body: { detail: "report expects no instant that could be skipped" },
    });
  });

  it("leave a record of who asked for what", async () => {
    await act("pause", ["backup"], { reason: "audit" });
    await act("skip_next", ["backup"]);
    await act("run", ["report"]);
    await act("run", ["db"]);
    expect(await actions()).toMatchObject([
      { action: "pause", subject: "backup", by: "user:test", reason: "paused until it is resumed: audit" },
      { action: "skip_next", outcome: "done" },
      { action: "run", subject: "report", outcome: "done", reason: "run report#1@1 has started" },
      { action: "run", subject: "db", outcome: "refused", reason: "db is not a job" },
    ]);
  });
});

describe("a pause", () => {
  it("takes checks, and the jobs and checks in a group", async () => {
    expect((await act("pause", ["beat", "night"])).body.outcomes).toMatchObject([
      { path: "beat", reached: true },
      { path: "night/tidy", reached: true },
    ]);
    const { items } = (await daemon.get("/checks")).body;
    expect(items.map(({ check }: { check: string }) => check)).toEqual(["paused", "paused"]);
    await act("resume", ["night"]);
    expect((await daemon.get("/checks/night%2Ftidy")).body.check.check).not.toBe("paused");
    expect((await act("pause", ["db"])).body.detail).toMatch(/db is not a job or a check/);
  });
});

describe("the ledger", () => {
  const rows = async (query = "") => {
    const { body } = await daemon.get(`/ledger${query}`);
    return body.items.map(
      ({ job: one, outcome, reason, runs }: LedgerItem) => `${one} ${outcome} ${reason ?? runs.join(",")}`,
    );
  };

  it("says what became of each instant, newest first, also of jobs that are gone", async () => {
    expect(await rows()).toEqual([
      "report ran 4,5",
      "backup missed down",
      "backup ran 3",
      "gone skipped blackout",
    ]);
    expect(await rows("?path=backup")).toEqual(["backup missed down", "backup ran 3"]);
    expect(await rows("?outcome=ran&from=2026-06-05")).toEqual(["report ran 4,5"]);
    expect(await rows("?until=2026-06-05T03:00:00Z")).toEqual(["backup ran 3", "gone skipped blackout"]);
    expect((await daemon.get("/ledger?outcome=lost")).body.detail).toMatch(/is one of waiting, ran/);
    expect((await daemon.get("/ledger?path=nobody")).status).toBe(404);
  });

  it("comes in pages", async () => {
    const first = (await daemon.get("/ledger?limit=3")).body;
    expect(first.items).toHaveLength(3);
    const second = (await daemon.get(`/ledger?limit=3&cursor=${first.next}`)).body;
    expect([second.items.map(({ job: one }: LedgerItem) => one), second.next]).toEqual([["gone"], null]);
  });
});

describe("who may see only a part of the tree", () => {
  it("sees and commands the jobs in it, and no others", async () => {
    const { ask } = await keyWith(daemon, { role: "operator", scope: ["report"] });
    const listed = await ask("GET", "/jobs");
    expect(listed.body.items.map(({ path }: { path: string }) => path)).toEqual(["report"]);
    const read = await ask("GET", "/ledger");
    expect(read.body.items.map(({ job: one }: LedgerItem) => one)).toEqual(["report"]);
    const body = { verb: "pause", paths: ["backup"] };
    expect((await ask("POST", "/actions", body)).status).toBe(404);
    expect((await ask("GET", "/jobs/backup/next")).status).toBe(404);
  });
});
