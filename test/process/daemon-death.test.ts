/**
 * A daemon is killed with -9 at every crash point (src/ports/home/CrashPoints.ts), each time in the middle of a crowd of
 * children that print, crash, fork, refuse to end, wait, and whose output is archived and removed. Whatever it left half done, the next daemon on
 * the same home goes on with it. `npm run test:soak` does it two hundred times with a hundred children.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { crashPoints } from "../../src/ports/home/CrashPoints.ts";
import { openAccount } from "./death/account.ts";
import { type MortalWorld, makeMortalWorld } from "./death/mortalWorld.ts";
import { readNotes } from "./death/notes.ts";

const long = process.env.SENTINEL_SOAK !== undefined;
const size = long ? { steady: 40, crashing: 44, forking: 8 } : { steady: 3, crashing: 5, forking: 2 };
const kills = long ? 7 * crashPoints.length : crashPoints.length;

/** A crash point that is never passed would make its test wait forever. */
const patience = long ? 180_000 : 60_000;

/** What a daemon that lives on has to say of it. */
const notAtAll = async ({ sentinel }: MortalWorld): Promise<string> => {
  const { out } = await sentinel("status");
  const { out: events } = await sentinel("events", "-n", "40");
  return `not at all\n${out}\n${events}`;
};

/** Points that a daemon passes once, or seldom. */
const isSeldom = (point: string): boolean =>
  /^(home|adoption.re|fork-server|spares|hand-over|apply|output.(com|arch|free|forg|rem))/.test(point);

/** Have a daemon live until it dies at this crash point; says how it died. */
const liveUntil = async (
  world: MortalWorld,
  point: string,
  nth: number,
  turn: number,
): Promise<string | null> => {
  const mortal = world.begin(`${point}:${nth}`);
  const isHandOver = point.startsWith("hand-over");
  const isApply = point.startsWith("apply");
  if (isHandOver || isApply) await world.isUp();
  if (isApply) await world.apply(turn);
  const successor = isHandOver ? world.begin(undefined, "--replace") : null;
  const how = await Promise.race([mortal.end, sleep(patience).then(() => notAtAll(world))]);
  await successor?.kill();
  return how;
};

it(`a daemon that is killed ${kills} times, at every crash point, loses and doubles nothing`, {
  timeout: 3_600_000,
}, async () => {
  const world = makeMortalWorld(size);
  const { look, close } = openAccount(world);
  try {
    expect(await liveUntil(world, "journal.written", 8, 0)).toBe("SIGKILL");
    for (let kill = 0; kill < kills; kill += 1) {
      const point = crashPoints[kill % crashPoints.length] ?? "";
      const nth = isSeldom(point) ? 1 : 1 + ((kill * 7) % 4);
      expect([point, await liveUntil(world, point, nth, kill)]).toEqual([point, "SIGKILL"]);
      look();
      if (long) console.log(`${kill + 1} of ${kills}, ${new Date().toISOString()}`);
    }
    expect(await close()).toEqual([]);
    const { lives } = readNotes(world.notes);
    const undisturbed = lives.flatMap(({ path }) => (/^steady#|^once$/.test(path) ? [path] : []));
    expect([undisturbed.length, new Set(undisturbed).size]).toEqual([size.steady + 1, size.steady + 1]);
  } finally {
    await world.leave();
  }
});
