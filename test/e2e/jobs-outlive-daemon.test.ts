// What was decided about jobs survives a daemon that is killed with -9: a run is adopted and ends once, and each instant of a
// schedule has exactly one outcome.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { ask } from "../../src/client/client.ts";
import type { Run } from "../../src/domain/Run.ts";
import type { LedgerItem } from "../../src/domain/view/JobView.ts";
import { eventually, isAlive, makePlace, type Place } from "./sentinel.ts";

const kills = 3;

let place: Place;
afterEach(() => place.leave());

/** The rows of its ledger, oldest instant first; from the daemon itself, because a program takes seconds on a busy machine. */
const ledgerOf = async (path: string): Promise<ReadonlyArray<LedgerItem>> => {
  const { items } = await ask(place.home, "GET /ledger", { query: { path: [path], limit: "1000" } });
  return items.toReversed();
};

const runsOf = async (path: string): Promise<ReadonlyArray<Run>> =>
  (await ask(place.home, "GET /runs", { query: { path: [path] } })).items;

/** A command that notes its pid, and ends when there is a file `go`. */
const waiting = "[sh, -c, 'echo $$$$ >> pids; until [ -e go ]; do sleep 0.1; done']";

describe("a daemon that is killed", () => {
  it("leaves the run of a job, which the next daemon adopts and which ends once", async () => {
    place = makePlace(`name: nightly\nchildren: { slow: { command: ${waiting}, schedule: manual } }\n`);
    const pids = join(place.folder, "pids");
    await place.sentinel("up", "--detach", "--listen", "none");
    await place.sentinel("run", "slow", "--no-wait");
    await eventually("it runs", () => existsSync(pids) && readFileSync(pids, "latin1").endsWith("\n"));
    const pid = Number(readFileSync(pids, "latin1"));
    await place.killDaemon();
    await place.sentinel("up", "--detach", "--listen", "none");
    expect(isAlive(pid)).toBe(true);
    expect((await runsOf("slow")).map(({ id, outcome }) => [id, outcome])).toEqual([["slow#1@1", "running"]]);
    writeFileSync(join(place.folder, "go"), "");
    await eventually("it has ended", async () => (await runsOf("slow"))[0]?.outcome === "succeeded");
    expect(
      (await runsOf("slow")).map(({ id, trigger, attempt, outcome, code }) => [
        ...[id, trigger, attempt],
        ...[outcome, code],
      ]),
    ).toEqual([["slow#1@1", "manual", 1, "succeeded", 0]]);
    expect(readFileSync(pids, "latin1")).toBe(`${pid}\n`);
  });

  it("loses and doubles no instant of a schedule", async () => {
    place = makePlace("name: ticks\nchildren: { tick: { command: 'true', schedule: { every: 1s } } }\n");
    await place.sentinel("up", "--detach", "--listen", "none");
    for (let kill = 0; kill < kills; kill += 1) {
      const known = (await ledgerOf("tick")).length;
      await eventually(
        "further instants have passed",
        async () => (await ledgerOf("tick")).length > known + 1,
      );
      await place.killDaemon();
      await place.sentinel("up", "--detach", "--listen", "none");
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
