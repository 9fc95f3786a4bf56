import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, isAlive, makePlace, type Place } from "../e2e/sentinel.ts";
import { alarmIsRaised, alarms, endAndRestart, reasons, tree } from "./trouble.ts";

/** A program that cleans up, as systemd-tmpfiles or a person with too much zeal, removes parts of a home in use. */

let place: Place;
let daemon = 0;
beforeAll(async () => {
  place = makePlace(tree);
  expect((await place.sentinel("up", "--detach")).code).toBe(0);
  daemon = (await place.status()).daemon.pid;
});
afterAll(() => place.leave());

const remove = (...names: ReadonlyArray<string>): void =>
  rmSync(join(place.home, ...names), { recursive: true });

/** The directory of the newest run of `web`. */
const runOfWeb = (): string => {
  const all = readdirSync(join(place.home, "runs/web")).map(Number);
  return join("runs/web", String(Math.max(...all)));
};

/** The last number that `tick` is known to have printed. */
const lastLine = async (): Promise<number> => Number((await place.sentinel("logs", "tick", "-n", "1")).out);

describe("of the folder of runs", () => {
  it.each([
    ["all", () => "runs", /^exit unknown: its files in .* were deleted while it ran$/],
    ["one run", runOfWeb, /^exit unknown: its files in .* were deleted while it ran$/],
    ["one run's FIFO", () => join(runOfWeb(), "alive"), /^killed by SIGKILL$/],
    ["one run's status", () => join(runOfWeb(), "status"), /^exit unknown: its files in .* were deleted/],
  ])("%s: the children run on, and an end is noticed and followed by a restart", async (_, what, why) => {
    const { tick = 0 } = await place.pids();
    remove(what());
    await endAndRestart(place);
    expect((await reasons(place, "web", "backoff")).at(-1)).toMatch(why);
    expect((await place.pids()).tick).toBe(tick);
    expect(await lastLine()).toBeGreaterThan(0);
    // The limit of restarts is another matter.
    await place.sentinel("restart", "web");
  });
});

// The child was given up after its restarts: each start took another directory that was not there.
describe("of what is made ahead of need", () => {
  it.each(["spare", "forks"])("%s: is made again when a start needs it", async (what) => {
    remove(what);
    await endAndRestart(place);
    await place.sentinel("restart", "web");
  });
});

// `logs` showed nothing, for ever and without a word, of later runs, too.
describe("of the output", () => {
  beforeAll(() => place.sentinel("restart", "tick"));

  it("all: what runs is recorded again from its own files, and an alarm says what is lost", async () => {
    const known = await lastLine();
    remove("output");
    await eventually("its lines are there again", async () => (await lastLine()) > known);
    await alarmIsRaised(place, /the stored output of tick was deleted/);
    expect(existsSync(join(place.home, "output/tick/index"))).toBe(true);
  });

  it("one run's files, everywhere: an alarm says what to do, and the next run is recorded", async () => {
    const { run = 0 } = (await place.status()).children.find(({ path }) => path === "tick") as {
      run?: number;
    };
    for (const folder of ["runs", "output"]) remove(folder, "tick", String(run), "out");
    await eventually("it is noticed", async () => {
      await lastLine();
      return (await alarms(place)).some((one) =>
        /the output files of tick were deleted while its run \d+ writes to them: .*`sentinel restart tick`/.test(
          one,
        ),
      );
    });
    await place.sentinel("restart", "tick");
    await eventually("it is recorded", async () => (await lastLine()) > 0);
  });
});

// Nobody reached the daemon any more, and another one on the same path would have started everything a second time.
describe("the whole home", () => {
  it.each(["deleted", "emptied"])(
    "%s: is made again within a second, with what the daemon knows; the children run on",
    async (how) => {
      const { tick = 0 } = await place.pids();
      await place.sentinel("stop", "web");
      if (how === "deleted") {
        // At once, for the daemon: half of it would be made again already.
        renameSync(place.home, `${place.home}-deleted`);
        rmSync(`${place.home}-deleted`, { recursive: true });
      } else for (const name of readdirSync(place.home)) remove(name);
      await eventually("it is reached", async () => (await place.sentinel("status")).code === 0);
      await alarmIsRaised(
        place,
        new RegExp(`the home .* was ${how} under its daemon, which has made it again`),
      );
      expect((await place.status()).daemon.pid).toBe(daemon);
      expect(isAlive(tick)).toBe(true);
      expect(JSON.parse(readFileSync(join(place.home, "daemon.json"), "utf8")).pid).toBe(daemon);
      expect(readFileSync(join(place.home, "tree.json"), "utf8")).toContain(
        join(place.folder, "sentinel.yaml"),
      );
      const second = await place.sentinel("daemon");
      expect(second.err).toContain("a daemon is running already");
      await place.sentinel("start", "web");
      await endAndRestart(place, "tick");
      await eventually("its output is recorded", async () => (await lastLine()) > 0);
    },
  );

  it("and its daemon ends as ever", async () => {
    expect((await place.sentinel("down")).code).toBe(0);
    expect(isAlive(daemon)).toBe(false);
  });
});
