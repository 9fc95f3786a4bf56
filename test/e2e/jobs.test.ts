import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Run } from "../../src/domain/Run.ts";
import type { ComingInstant, LedgerItem } from "../../src/domain/view/JobView.ts";
import { makePlace, type Place } from "./sentinel.ts";

const tree = `version: 1
name: jobs
children:
  backup:
    command: [sh, -c, 'echo "begin $DAY"; echo oops >&2; exit "$CODE"']
    schedule: { cron: "0 3 1 1 *", timezone: Europe/Berlin }
    parameters: { DAY: today, CODE: "0" }
  killed: { command: [sh, -c, 'kill -9 $$$$'], schedule: manual }
  long: { command: [sleep, "1000"], schedule: manual }
  night:
    children:
      etl: { check: { every: 1h } }
      tidy: { command: "true", schedule: { cron: "0 4 1 1 *" } }
`;

let place: Place;
beforeAll(async () => {
  place = makePlace(tree);
  await place.sentinel("up", "--detach", "--listen", "none");
});
afterAll(() => place.leave());

describe("sentinel run", () => {
  it("prints the output of the run, and ends with its exit code", async () => {
    expect(await place.sentinel("run", "backup", "--param", "DAY=monday")).toEqual({
      code: 0,
      out: "begin monday\n",
      err: expect.stringMatching(/run backup#1@1 has started\noops\nsentinel: backup#1@1 succeeded after/),
    });
    const failed = await place.sentinel("run", "backup", "--param", "CODE=7");
    expect([failed.code, failed.out]).toEqual([7, "begin today\n"]);
    expect(failed.err).toMatch(/backup#1@2 failed after \d+s \(exit code 7\)/);
    expect((await place.sentinel("run", "killed")).code).toBe(137);
    const run = await place.json<Run>("run", "backup");
    expect(run).toMatchObject({ id: "backup#1@3", outcome: "succeeded", code: 0 });
  });

  it("returns at once with --no-wait, and is refused while the job runs", async () => {
    const { out } = await place.sentinel("run", "long", "--no-wait");
    expect(out).toBe("long: running (run long#1@1 has started)\n");
    expect(await place.sentinel("run", "long")).toMatchObject({
      code: 1,
      err: "sentinel: long was not run: it is active, and its overlap rule is skip\n",
    });
  });

  it("refuses parameters that are none", async () => {
    const refused = async (...args: ReadonlyArray<string>) => (await place.sentinel("run", ...args)).err;
    expect(await refused("backup", "--param", "DYA=1")).toMatch(/no parameter DYA; it has DAY, CODE/);
    expect(await refused("backup", "--param", "DAY")).toMatch(/--param takes NAME=VALUE, not "DAY"/);
    expect(await refused("backup", "-p", "DAY=1", "-p", "DAY=2")).toMatch(/--param gives DAY twice/);
    expect(await refused("night")).toBe("sentinel: night is not a job\n");
    expect((await place.sentinel("run", "nobody")).code).toBe(4);
  });
});

describe("coming instants", () => {
  it("are listed, and skipped one at a time", async () => {
    const { items } = await place.json<{ items: ReadonlyArray<ComingInstant> }>("next", "backup", "-n", "2");
    const { out } = await place.sentinel("skip", "backup");
    expect(out).toBe(`backup: running (the instant ${items[0]?.at} will be skipped)\n`);
    const table = (await place.sentinel("next", "backup", "-n", "2")).out.split("\n");
    expect(table[1]).toMatch(/will be skipped, as asked for$/);
    expect(table[2]).not.toMatch(/skipped/);
  });
});

describe("a pause", () => {
  it("has an end and a reason, and takes all jobs and checks of a group", async () => {
    const { out } = await place.sentinel("pause", "night", "--for", "2h", "--reason", "moving");
    expect(out).toMatch(/^night\/etl: running \(paused until .+: moving\)\nnight\/tidy: running \(paused/);
    expect((await place.sentinel("status")).out).toMatch(/tidy .*paused +resumed in 1h, moving, no run yet/);
    expect((await place.sentinel("explain", "night/tidy")).out).toMatch(/paused until .+: moving\./);
    expect((await place.sentinel("resume", "night")).out).toBe(
      "night/etl: running (resumed)\nnight/tidy: running (resumed)\n",
    );
  });

  it("ends at a time to come", async () => {
    const refused = async (...args: ReadonlyArray<string>) => (await place.sentinel("pause", ...args)).err;
    expect(await refused("backup", "--until", "2020-01-01")).toMatch(/a time to come; 2020-01-01 is over/);
    expect(await refused("backup", "--until", "soon")).toMatch(/--until takes a time: 2h \(from now\)/);
    expect(await refused("backup", "--for", "1h", "--until", "2h")).toMatch(/use one of them/);
  });

  it("of the root is one of the whole tree", async () => {
    expect((await place.sentinel("pause", "/")).out.match(/paused until it is resumed/g)).toHaveLength(5);
    expect((await place.sentinel("resume", "/")).out.match(/resumed/g)).toHaveLength(5);
  });
});

describe("without a daemon", () => {
  it("the ledger and the runs are read from the home", async () => {
    /** How many instants of the job have led to a run. */
    const ran = async (): Promise<number> => {
      const { items } = await place.json<{ items: ReadonlyArray<LedgerItem> }>(
        "ledger",
        "backup",
        "--outcome",
        "ran",
      );
      return items.length;
    };
    place.write(tree.replace('cron: "0 3 1 1 *"', 'cron: "* * * * * *"'));
    await place.sentinel("apply");
    await expect.poll(ran, { timeout: 30_000 }).toBeGreaterThan(0);
    await place.sentinel("down");
    const { out, err } = await place.sentinel("ledger", "backup", "--outcome", "ran", "-n", "1");
    expect(out).toMatch(/^job +expected +outcome +why +runs\nbackup +\d\d:\d\d:\d\d +ran +\d+\n$/);
    expect(err).toMatch(/no daemon is running; reading the records/);
    expect((await place.sentinel("ledger", "night")).out).toBe("nothing was expected\n");
    expect((await place.sentinel("runs", "backup")).out).toMatch(/backup#1@3 +succeeded/);
  });
});
