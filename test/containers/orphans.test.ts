import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect } from "vitest";
import type { ServiceStatus } from "../../src/domain/view/Status.ts";
import { eventually, makePlace, type Place } from "../e2e/sentinel.ts";
import { inNamespace, type ProcessOne, startProcessOne } from "./namespace.ts";

/** `orphans` leaves an orphan again and again, and counts: how many it has left, and how many zombies there are then. */
const leavesOrphans = `version: 1
name: shop
children:
  orphans:
    command: |
      trap 'echo in order > ended; exit 0' TERM
      left=0
      while :; do
        (sleep 0.01 &)
        sleep 0.05
        left=$((left + 1))
        echo "$left $(grep -l '^State:.Z' /proc/[0-9]*/status 2>/dev/null | wc -l)" > count.new
        mv count.new count
      done
  seven: { command: "(sleep 0.3; exit 3) & sleep 1; exit 7", restart: temporary }
  segv: { command: "(sleep 0.3; exit 3) & sleep 1; kill -SEGV $$$$", restart: temporary }
  over: { command: "(sleep 0.3; exit 3) & sleep 1; exit 0", restart: transient }
`;

let place: Place;
let one: ProcessOne | null = null;
beforeEach(() => {
  place = makePlace(leavesOrphans);
});
afterEach(async () => {
  one?.kill();
  await place.leave();
});

const counted = (): readonly [number, number] => {
  const file = join(place.folder, "count");
  const [left = 0, zombies = 0] = existsSync(file) ? readFileSync(file, "utf8").split(" ").map(Number) : [];
  return [left, zombies];
};

/** The last exits of the children that have had one. */
const lastExits = async (): Promise<ReadonlyMap<string, ServiceStatus["last_exit"]>> => {
  const status = await place.status().catch(() => null);
  return new Map(
    (status?.children ?? []).flatMap((child) =>
      child.kind === "service" && child.last_exit !== null ? [[child.path, child.last_exit]] : [],
    ),
  );
};

// R2. Cause: orphans come to process 1, and Node collects nobody that it has not started itself: 26 zombies in 9 s.
describe("a daemon that is process 1, as in a container,", () => {
  for (const [verb, code] of [
    ["up", 130],
    ["daemon", 0],
  ] as const)
    inNamespace(
      `has the orphans collected that its children leave, and stops in order on SIGTERM: ${verb}`,
      async () => {
        one = await startProcessOne(place, [verb]);
        await eventually("40 orphans were left", () => counted()[0] >= 40);
        const [, zombies] = counted();
        // One or two may have ended just now.
        expect(zombies).toBeLessThan(5);
        process.kill(one.pid, "SIGTERM");
        expect(await one.end).toBe(code);
        expect(readFileSync(join(place.folder, "ended"), "utf8")).toBe("in order\n");
      },
    );

  inNamespace("tells the exits of its own children from those of the orphans", async () => {
    one = await startProcessOne(place, ["daemon"]);
    let exits = await lastExits();
    await eventually("the three have ended", async () => {
      exits = await lastExits();
      return exits.size === 3;
    });
    expect(Object.fromEntries(exits)).toMatchObject({
      seven: { code: 7, signal: null },
      segv: { code: null, signal: "SIGSEGV" },
      over: { code: 0, signal: null },
    });
  });
});
