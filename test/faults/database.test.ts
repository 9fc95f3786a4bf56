import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventually, makePlace, type Place } from "../e2e/sentinel.ts";
import { alarmIsRaised, alarms, endAndRestart, events, statusSays, tree } from "./trouble.ts";

let place: Place;
beforeEach(async () => {
  place = makePlace(tree);
  expect((await place.sentinel("up", "--detach")).code).toBe(0);
});
afterEach(() => place.leave());

const parts = (): ReadonlyArray<string> =>
  ["", "-wal", "-shm", "-told"].map((suffix) => join(place.home, `sentinel.db${suffix}`));

/** Write over files of the database, from their beginning. */
const damage = (files = parts().slice(0, 2)): void => {
  for (const file of files) {
    if (!existsSync(file)) continue;
    const descriptor = openSync(file, "r+");
    writeSync(descriptor, Buffer.alloc(statSync(file).size, 0xff), 0);
    closeSync(descriptor);
  }
};

const moveAway = (): void => {
  for (const file of parts()) if (existsSync(file)) renameSync(file, `${file}.damaged`);
};

const startAgain = async (): Promise<void> => {
  await place.killDaemon();
  await place.sentinel("up", "--detach");
};

/** What the next daemon has of a child that was stopped by hand: had it nothing, the child would be started. */
const stateOf = async (path: string) =>
  (await place.status()).children.find((child) => child.path === path)?.state;

// The daemon wrote on into files without names. With it, everything since its start was lost without a word, and the next
// one started what had been stopped by hand.
describe("a database that is deleted under the daemon", () => {
  it("is made again with all that was in it, and an alarm says so; the next daemon lacks nothing", async () => {
    await place.sentinel("stop", "tick");
    const before = await events(place);
    for (const file of parts()) rmSync(file, { force: true });
    await alarmIsRaised(place, /database .* was deleted or moved under the daemon; it was made again/);
    const web = await endAndRestart(place);
    await startAgain();
    expect(await stateOf("tick")).toBe("stopped");
    expect((await place.pids()).web).toBe(web);
    const after = await events(place);
    expect(after.slice(0, before.length)).toEqual(before);
    const numbers = after.map(({ seq }) => seq);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  it("and of which only the log of writes is gone is made whole again, too", async () => {
    await place.sentinel("stop", "tick");
    rmSync(`${parts()[1]}`);
    await alarmIsRaised(place, /it was made again with all of its content/);
    await startAgain();
    expect(await stateOf("tick")).toBe("stopped");
  });
});

// The daemon wrote on into it, and nothing told of it until the next one could not read it.
describe("a database that is overwritten under the daemon", () => {
  it.each([
    ["from its beginning", 0],
    ["in its log of writes", 1],
  ])(
    "%s is noticed before it is read again; moved away, there is a new one with the states of all children",
    async (_, part) => {
      await place.sentinel("stop", "tick");
      damage(parts().slice(part, part + 1));
      await statusSays(place, /sentinel\.db can't be used: it is not a readable database; move it away/);
      await place.sentinel("start", "tick");
      await place.sentinel("stop", "tick");
      const web = await endAndRestart(place);
      moveAway();
      await statusSays(place, null);
      await alarmIsRaised(place, /sentinel\.db was overwritten under the daemon and can't be used any more/);
      await alarmIsRaised(place, /was gone, and a new one was made/);
      await startAgain();
      expect(await stateOf("tick")).toBe("stopped");
      expect((await place.pids()).web).toBe(web);
    },
  );
});

describe("a database that is overwritten while no daemon is there", () => {
  // What the next daemon knew of children that went on was lost with the file, even where it was moved away as it says.
  it("is reported by events and status; moved away, there is a new one with the states of all children", async () => {
    const { web } = await place.pids();
    await place.killDaemon();
    damage();
    await place.sentinel("up", "--detach");
    expect((await place.pids()).web).toBe(web);
    const unusable = /sentinel\.db can't be used: it is not a readable database; move it away/;
    expect(await place.sentinel("events")).toMatchObject({ code: 1, err: expect.stringMatching(unusable) });
    await place.sentinel("stop", "tick");
    const next = await endAndRestart(place);
    await statusSays(place, unusable);
    await statusSays(place, /\d+ events wait/);
    moveAway();
    await alarmIsRaised(
      place,
      /was gone, and a new one was made: the tree and the states of its children are/,
    );
    await eventually(
      "it is written",
      async () => (await place.status()).daemon.health?.journal === undefined,
    );
    await startAgain();
    expect(await stateOf("tick")).toBe("stopped");
    expect((await place.pids()).web).toBe(next);
    const { out } = await place.sentinel("config", "history");
    expect(out).toContain("the database was made anew");
  });
});

describe("a database that another program holds locked", () => {
  it("is reported; children restart meanwhile, and what waited is written once it is released", async () => {
    const script =
      'const db = new (require("better-sqlite3"))(process.argv[1]); db.exec("BEGIN EXCLUSIVE"); console.log("locked"); process.stdin.on("end", () => db.close()).resume()';
    const holder = spawn(process.execPath, ["-e", script, `${parts()[0]}`], {
      cwd: join(import.meta.dirname, "../.."),
      stdio: ["pipe", "pipe", "inherit"],
    });
    try {
      await once(holder.stdout, "data");
      await endAndRestart(place);
      await alarmIsRaised(place, /another program holds it locked; close that program/);
      await statusSays(place, /holds it locked.*\d+ events wait$/);
    } finally {
      holder.stdin.end();
      await once(holder, "exit");
    }
    await statusSays(place, null);
    const told = await events(place);
    await startAgain();
    expect((await events(place)).slice(0, told.length)).toEqual(told);
    expect((await alarms(place)).filter((one) => one.includes("holds it locked"))).toHaveLength(1);
  });
});
