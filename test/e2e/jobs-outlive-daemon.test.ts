// What was decided about jobs survives a daemon that is killed with -9: a run is adopted and ends once, and each instant of a
// schedule has exactly one outcome.
import { afterEach, describe, expect, it } from "vitest";
import type { Run } from "../../src/domain/Run.ts";
import type { LedgerItem } from "../../src/domain/view/JobView.ts";
import { eventually, makePlace, type Place } from "./sentinel.ts";

const kills = 3;

let place: Place;
afterEach(() => place.leave());

const ledgerOf = async (job: string): Promise<ReadonlyArray<LedgerItem>> => {
  const { items } = await place.json<{ readonly items: ReadonlyArray<LedgerItem> }>(
    "ledger",
    job,
    "-n",
    "1000",
  );
  return items.toSorted((a, b) => Date.parse(a.instant) - Date.parse(b.instant));
};

const runsOf = async (job: string): Promise<ReadonlyArray<Run>> =>
  (await place.json<{ readonly items: ReadonlyArray<Run> }>("runs", job)).items;

describe("a daemon that is killed", () => {
  it("leaves the run of a job, which the next daemon adopts and which ends once", async () => {
    place = makePlace("name: nightly\nchildren: { slow: { command: sleep 3, schedule: manual } }\n");
    await place.sentinel("up", "--detach");
    await place.sentinel("run", "slow");
    await eventually("it runs", async () => (await runsOf("slow"))[0]?.outcome === "running");
    await place.killDaemon();
    await place.sentinel("up", "--detach");
    await eventually("it has ended", async () => (await runsOf("slow"))[0]?.outcome === "succeeded");
    const runs = await runsOf("slow");
    expect(
      runs.map(({ id, trigger, attempt, outcome, code }) => [id, trigger, attempt, outcome, code]),
    ).toEqual([["slow#1@1", "manual", 1, "succeeded", 0]]);
  });

  it("loses and doubles no instant of a schedule", async () => {
    place = makePlace("name: ticks\nchildren: { tick: { command: 'true', schedule: { every: 1s } } }\n");
    await place.sentinel("up", "--detach");
    for (let kill = 0; kill < kills; kill += 1) {
      const known = (await ledgerOf("tick")).length;
      await eventually(
        "further instants have passed",
        async () => (await ledgerOf("tick")).length > known + 1,
      );
      await place.killDaemon();
      await place.sentinel("up", "--detach");
    }
    const rows = (await ledgerOf("tick")).filter(({ outcome }) => outcome !== "waiting");
    const instants = rows.map(({ instant }) => Date.parse(instant));
    expect(new Set(instants).size).toBe(instants.length);
    const runs = rows.flatMap((row) => row.runs);
    expect(new Set(runs).size).toBe(runs.length);
    expect(rows.filter(({ outcome }) => outcome === "ran").length).toBeGreaterThan(kills);
    const gaps = instants.flatMap((at, index) => {
      const next = instants[index + 1];
      return next === undefined || next - at === 1_000 ? [] : [`${rows[index]?.instant}`];
    });
    expect(gaps).toEqual([]);
  });
});
