// A service manager restarts the daemon after an upgrade, by `daemon --replace`, while everything runs: whatever released
// version has written the home, no child, revision, event or line of output may be lost.
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { JournalEntry } from "../../src/domain/Event.ts";
import type { LogLine } from "../../src/domain/LogLine.ts";
import type { RevisionEntry } from "../../src/domain/stored/Revision.ts";
import { counting, eventually, makePlace, type Place } from "../e2e/sentinel.ts";
import { asSchema, tablesOf } from "./asSchema.ts";
import { asVersion01 } from "./asVersion01.ts";

const tree = `name: shop
defaults: { min_uptime: 50ms, stop: { timeout: 3s } }
children:
  counter: { command: ${counting(0.02)} }
  web: { strategy: rest_for_one, children: { api: { command: sleep 1001, env: { A: "1" } } } }
  pool: { command: sleep 1003, replicas: 2 }
`;

let place: Place;
afterEach(() => place.leave());

const linesOf = <Line>(text: string): ReadonlyArray<Line> =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

const replaced = async (): Promise<void> => {
  const next = place.stay("daemon", "--replace");
  await eventually(
    "the next daemon answers",
    async () => (await place.status().catch(() => null))?.daemon.pid === next.process.pid,
  );
};

const formats = [
  ["version 0.1", asVersion01, null],
  ["the first schema", asSchema(1), "schema-1"],
  ["the second schema", asSchema(2), "schema-2"],
] as const;

describe.each(formats)("`daemon --replace` in a home of %s, with children running", (_, change, fixture) => {
  it("touches no child, and goes on with its revisions, events and output; so does the next one", async () => {
    place = makePlace(tree);
    await place.sentinel("up", "--detach");
    await place.sentinel("add", "extra", "--", "sleep", "1005");
    const pids = await place.pids();
    expect(Object.keys(pids)).toEqual(["counter", "web/api", "pool#1", "pool#2", "extra"]);
    await place.killDaemon();
    change(place.home);
    if (fixture !== null)
      expect(tablesOf(join(place.home, "sentinel.db"))).toEqual(
        tablesOf(join(import.meta.dirname, "../fixtures/stored", fixture, "sentinel.db")),
      );
    for (const round of ["after the upgrade", "from a living daemon"]) {
      await replaced();
      expect(await place.pids(), round).toEqual(pids);
    }
    const history = await place.json<{ readonly revisions: ReadonlyArray<RevisionEntry> }>(
      "config",
      "history",
    );
    expect(history.revisions).toHaveLength(2);
    const events = linesOf<JournalEntry>((await place.sentinel("events", "--json", "-n", "10000")).out);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.filter(({ type }) => type === "alarm" || type === "unknown")).toEqual([]);
    const lines = linesOf<LogLine>((await place.sentinel("logs", "counter", "--json", "-n", "100000")).out);
    expect(lines.map(({ text }) => text)).toEqual(lines.map((_, index) => String(index + 1)));
    expect(new Set(lines.map(({ run }) => run))).toEqual(new Set([1]));
  });
});
