import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { JournalEntry } from "../../src/domain/Event.ts";
import type { LogLine } from "../../src/domain/LogLine.ts";
import { upTo } from "../output/place.ts";
import { counting, eventually, makePlace, type Place } from "./sentinel.ts";

/** `logs -f` and `events -f` ended with the daemon, however it ended: what came after was missed. */

const tree = `
version: 1
name: shop
defaults: { min_uptime: 0, stop: { timeout: 3s } }
children:
  fast: { command: ${counting(0.01)} }
  web:
    children:
      slow: { command: ${counting(0.1)} }
      silent: { command: sleep 1000 }
`;

/** What a command printed, line by line; one that is half printed is left out. */
const parsed = <Item>(out: string): ReadonlyArray<Item> =>
  out
    .split("\n")
    .slice(0, -1)
    .map((line): Item => JSON.parse(line));

/** The numbers from the first of some on, as many as there are. */
const fromFirst = (numbers: ReadonlyArray<number>): ReadonlyArray<number> =>
  numbers.map((_, index) => (numbers[0] ?? 0) + index);

let place: Place;
beforeEach(async () => {
  place = makePlace(tree);
  expect((await place.sentinel("up", "--detach")).code).toBe(0);
});
afterEach(() => place.leave());

type Stayed = ReturnType<Place["stay"]>;
const heard = (following: Stayed, path: string): ReadonlyArray<LogLine> =>
  parsed<LogLine>(following.out()).filter((line) => line.path === path);
const more = async (following: Stayed, path: string, count = 5): Promise<void> => {
  const before = heard(following, path).length;
  await eventually(`${path} is heard`, () => heard(following, path).length >= before + count);
};
const expectWhole = (following: Stayed, path: string): void => {
  const lines = heard(following, path);
  const seqs = lines.map(({ seq }) => seq);
  expect(seqs, path).toEqual(fromFirst(seqs));
  const numbers = lines.map(({ text }) => Number(text));
  expect(numbers, path).toEqual(fromFirst(numbers));
};
const again = (following: Stayed): number => following.err().match(/continuing with it\n/g)?.length ?? 0;
const ended = async (following: Stayed): Promise<number | null> => {
  await eventually("it has ended", () => following.process.exitCode !== null);
  return following.process.exitCode;
};
const endedInOrder = "sentinel: the daemon has exited\n";

describe("sentinel logs -f", () => {
  it("continues with the next daemon after kill -9: every line of every child once, until `down`", async () => {
    const following = place.stay("logs", "-f", "--json");
    await more(following, "fast");
    for (const round of [1, 2]) {
      await place.killDaemon();
      const waiting = "sentinel: the daemon has exited; waiting for the next one\n";
      await eventually("it waits", () => following.err().split(waiting).length === round + 1);
      expect((await place.sentinel("up", "--detach")).code).toBe(0);
      await eventually("it follows again", () => again(following) === round);
      await more(following, "fast");
      await more(following, "web/slow");
    }
    await place.sentinel("down");
    expect(await ended(following)).toBe(0);
    for (const path of ["fast", "web/slow"]) expectWhole(following, path);
    expect(following.err().endsWith(`continuing with it\n${endedInOrder}`)).toBe(true);
  });

  it("continues with the successor of the daemon: every line once, also of a child that was quiet", async () => {
    const following = place.stay("logs", "-f", "--json", "-n", "0");
    const quiet = place.stay("logs", "silent", "-f");
    await more(following, "fast");
    expect((await place.sentinel("up", "--detach", "--replace")).code).toBe(0);
    await eventually("it follows again", () => again(following) === 1 && again(quiet) === 1);
    await more(following, "fast");
    await more(following, "web/slow");
    expect(following.err()).toBe("sentinel: another daemon has taken over; continuing with it\n");
    await place.sentinel("down");
    expect([await ended(following), await ended(quiet)]).toEqual([0, 0]);
    for (const path of ["fast", "web/slow"]) expectWhole(following, path);
    expect(quiet.out()).toBe("");
  });

  it("also searches output that was printed in the meantime", async () => {
    const following = place.stay("logs", "fast", "-f", "--grep", "5$", "--json");
    await more(following, "fast", 2);
    await place.killDaemon();
    expect((await place.sentinel("up", "--detach")).code).toBe(0);
    await more(following, "fast", 2);
    const numbers = heard(following, "fast").map(({ text }) => Number(text));
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index * 10));
  });

  // The daemon's exit cut off what a slow reader had not been sent: it ended with 0, as if that were all.
  it("shows what it was behind with when the daemon has exited", async () => {
    place.write(`
version: 1
name: shop
children: { much: { command: [sh, -c, "echo 0; read go <wait; seq 60000; exec sleep 1000"], min_uptime: 0 } }
`);
    execFileSync("mkfifo", [join(place.folder, "wait")]);
    expect((await place.sentinel("apply")).code).toBe(0);
    const following = place.stay("logs", "much", "-f", "--json");
    await eventually("it is heard", () => heard(following, "much").length === 1);
    following.process.kill("SIGSTOP");
    writeFileSync(join(place.folder, "wait"), "go\n");
    const newest = async () => (await place.sentinel("logs", "much", "-n", "1")).out;
    await eventually("all is recorded", async () => (await newest()) === "60000\n");
    expect((await place.sentinel("down")).code).toBe(0);
    following.process.kill("SIGCONT");
    expect(await ended(following)).toBe(0);
    expect(heard(following, "much").map(({ text }) => Number(text))).toEqual([0, ...upTo(60_000)]);
    expect(following.err()).toBe(endedInOrder);
  });

  it("ends if the next daemon no longer has the child: exit code 4", async () => {
    const following = place.stay("logs", "fast", "-f");
    await eventually("it is heard", () => following.out() !== "");
    // Else it could come back while the child is still there to be stopped.
    following.process.kill("SIGSTOP");
    await place.killDaemon();
    expect((await place.sentinel("up", "--detach")).code).toBe(0);
    expect((await place.sentinel("remove", "fast")).code).toBe(0);
    following.process.kill("SIGCONT");
    expect(await ended(following)).toBe(4);
    expect(following.err()).toContain("there is no child fast");
  });
});

describe("sentinel events -f", () => {
  const written = async (...options: ReadonlyArray<string>): Promise<ReadonlyArray<JournalEntry>> =>
    parsed((await place.sentinel("events", "--json", "-n", "1000000", ...options)).out);

  it("shows each entry of the journal once and in order, across killed daemons", async () => {
    const following = place.stay("events", "-f", "--json", "-n", "1000");
    const told = () => parsed<JournalEntry>(following.out());
    await eventually("it is connected", () => told().length > 0);
    await place.sentinel("restart", "silent");
    // What was told and is not written yet when the daemon is killed, the journal will never have.
    await written();
    await place.killDaemon();
    expect((await place.sentinel("up", "--detach")).code).toBe(0);
    await place.sentinel("restart", "silent");
    expect((await place.sentinel("up", "--detach", "--replace")).code).toBe(0);
    await place.sentinel("restart", "silent");
    const all = await written();
    await eventually("all is told", () => told().length >= all.length);
    expect(told()).toEqual(all);
    expect(all.filter((entry) => entry.type === "daemon" && entry.action === "adopted")).toHaveLength(2);
    expect(again(following)).toBe(2);
    await place.sentinel("down");
    expect(await ended(following)).toBe(0);
  });

  it("shows the events of one child, even if it has had none before", async () => {
    const following = place.stay("events", "silent", "-f", "--json", "-n", "0");
    // A follower prints nothing when it is connected.
    await eventually("it is connected", () => place.clients() > 0);
    await place.sentinel("restart", "slow");
    await place.killDaemon();
    expect((await place.sentinel("up", "--detach")).code).toBe(0);
    await eventually("it follows again", () => again(following) === 1);
    const before = (await written("silent")).length;
    await place.sentinel("restart", "silent");
    const since = (await written("silent")).slice(before);
    await eventually("all is told", () => following.out().split("\n").length > since.length);
    expect(parsed<JournalEntry>(following.out()).slice(-since.length)).toEqual(since);
    expect(following.out()).not.toContain('"subject":"web/slow"');
  });
});

describe("sentinel logs without -f", () => {
  // What the daemon's death had cut off looked like all that there was, with exit code 0.
  it("does not pass off a part as the whole when the daemon is killed halfway", async () => {
    place.write(`
version: 1
name: shop
children: { much: { command: [sh, -c, "seq 400000; echo done >&2; exec sleep 1000"], ready: { log: done } } }
`);
    expect((await place.sentinel("apply")).code).toBe(0);
    const reading = place.stay("logs", "much", "-n", "400000", "--stream", "stdout");
    await eventually("it is heard", () => reading.out() !== "");
    reading.process.kill("SIGSTOP");
    await place.killDaemon();
    reading.process.kill("SIGCONT");
    expect(await ended(reading)).toBe(1);
    expect(reading.err()).toBe("sentinel: the daemon exited before it had sent all lines\n");
  });
});
