// Kills the daemon twice in a row at each step of an adoption, a start and a write, and accounts for every instant and run of a job:
// one outcome for each instant, one instant for each run. Regression: the end of an unobserved run was stored with fractional
// milliseconds, so the daemon after the next one could not decode the job's state and loaded the job as new.
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { ask } from "../../src/client/client.ts";
import type { Run } from "../../src/domain/Run.ts";
import type { LedgerItem } from "../../src/domain/view/JobView.ts";
import { jobPoints } from "../../src/ports/home/CrashPoints.ts";
import { eventually, makePlace, type Place } from "./sentinel.ts";

/** Each is passed by a daemon that adopts a tree with a job that is due each second. All of them: `npm run test:nightly`. */
const points =
  process.env.SENTINEL_SOAK === undefined
    ? jobPoints
    : ([
        "home.claimed",
        "adoption.read",
        "adoption.recalled",
        "adoption.resuming",
        "adoption.resumed",
        "adoption.resumed-jobs",
        "journal.writing",
        "journal.half-written",
        "journal.written",
        "journal.written:2",
        "journal.written:3",
        "start.directory-made",
        "start.request-written",
        "start.ordered",
        "start.child-seen",
        "start.reported",
        "end.noticed",
        "end.read",
        "end.reported",
        ...jobPoints,
      ] as const);

let place: Place;
afterEach(() => place.leave());

/** The rows of a job, oldest instant first. */
const rowsOf = async (path: string): Promise<ReadonlyArray<LedgerItem>> => {
  const { items } = await ask(place.home, "GET /ledger", { query: { path: [path], limit: "1000" } });
  return items.toReversed();
};

const runsOf = async (path: string): Promise<ReadonlyArray<Run>> =>
  (await ask(place.home, "GET /runs", { query: { path: [path], limit: "1000" } })).items;

/** What is wrong with the account of a job. `noted`: the numbers of the runs that had a process. */
const wrongIn = (
  rows: ReadonlyArray<LedgerItem>,
  runs: ReadonlyArray<Run>,
  noted: ReadonlyArray<number>,
): ReadonlyArray<string> => {
  const wrongs: Array<string> = [];
  const history = new Map(runs.map((run) => [run.run, run]));
  const seen = new Set<number>();
  rows.forEach(({ instant, runs: numbers }, index) => {
    const next = rows[index + 1]?.instant;
    if (next !== undefined && Date.parse(next) - Date.parse(instant) !== 1_000)
      wrongs.push(`${instant} is followed by ${next}`);
    for (const number of numbers) {
      if (seen.has(number)) wrongs.push(`run ${number} is that of two instants`);
      seen.add(number);
      const found = history.get(number)?.scheduled_for;
      if (found !== instant) wrongs.push(`run ${number} of ${instant} is in the history for ${found}`);
    }
  });
  for (const number of history.keys()) if (!seen.has(number)) wrongs.push(`run ${number} has no row`);
  for (const number of new Set(noted))
    if (noted.filter((one) => one === number).length > 1) wrongs.push(`run ${number} had two processes`);
  return wrongs;
};

it("a job whose daemon is killed twice at each of these points loses and doubles no instant and no run", {
  timeout: 900_000,
}, async () => {
  place = makePlace(`name: ticks
children:
  tick: { command: [sh, -c, 'echo $$SENTINEL_RUN >> notes; sleep 0.4'], schedule: { every: 1s } }
`);
  const notes = join(place.folder, "notes");
  appendFileSync(notes, "");
  await place.sentinel("up", "--detach", "--listen", "none");
  await eventually("it runs", async () => (await runsOf("tick"))[0]?.outcome === "running");
  await place.killDaemon();
  for (const point of points)
    for (let time = 1; time <= 2; time += 1)
      expect([point, await place.dieAt(point)]).toEqual([point, "SIGKILL"]);
  await place.sentinel("up", "--detach", "--listen", "none");
  const began = (await rowsOf("tick")).length;
  await eventually("it goes on", async () => (await rowsOf("tick")).length > began + 2);
  await place.sentinel("stop", "tick");
  const [rows, runs] = [await rowsOf("tick"), await runsOf("tick")];
  const noted = readFileSync(notes, "latin1").match(/\d+(?=\n)/g) ?? [];
  expect(wrongIn(rows, runs, noted.map(Number))).toEqual([]);
  expect(rows.filter(({ outcome }) => outcome === "waiting")).toEqual([]);
  const { items } = await ask(place.home, "GET /events", { query: { last: "1000" } });
  expect(JSON.stringify(items)).not.toContain("can't be read");
});
