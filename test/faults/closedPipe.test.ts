import { once } from "node:events";
import { afterEach, beforeEach, expect, it } from "vitest";
import { eventually, isAlive, makePlace, type Place } from "../e2e/sentinel.ts";
import { endAndRestart, tree } from "./trouble.ts";

let place: Place;
beforeEach(() => {
  place = makePlace(tree);
});
afterEach(() => place.leave());

it("`up` whose output nobody reads any more, as before `| head -1`, goes on with the tree, and ends as ever", async () => {
  const up = place.stay("up");
  await once(up.process.stdout ?? up.process, "data");
  up.process.stdout?.destroy();
  up.process.stderr?.destroy();
  await eventually(
    "all run",
    async () => Object.keys((await place.pids().catch(() => null)) ?? {}).length === 2,
  );
  await endAndRestart(place);
  const pids = Object.values(await place.pids());
  up.process.kill("SIGTERM");
  await once(up.process, "exit");
  expect(up.process.signalCode).toBe(null);
  for (const pid of pids) expect(isAlive(pid)).toBe(false);
});
