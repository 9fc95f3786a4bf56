/**
 * Minutes of life with two hundred children that print (some of them loudly), crash, fork and are stopped, while their
 * daemon is killed and replaced again and again. What is kept of their output is so little that it is archived and
 * removed all the time; two who follow keep the account of all of it, from one daemon to the next. Samples what the
 * daemons themselves use. Arguments: minutes, children, seconds of a daemon's life. See scripts/soak.mjs.
 */
import { loadavg } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { LogLimits } from "../../src/domain/tree/ChildSpec.ts";
import { eventually, isAlive } from "../e2e/sentinel.ts";
import { makeMortalWorld } from "../process/death/mortalWorld.ts";
import { readNotes } from "../process/death/notes.ts";
import { loudLogs } from "../process/death/tree.ts";
import { openFollowersAccount } from "./followersAccount.ts";
import { childrenKept, printedBy, spaceOf, wrongInLimits } from "./kept.ts";
import { pick } from "./pick.ts";
import { descriptorsOf, heapOf, listenForHeaps, ownMemoryOf } from "./processStats.ts";
import { type Reign, Reigns } from "./reigns.ts";
import { Usage } from "./Usage.ts";

const [minutes = 3, children = 200, lifetime = 30] = process.argv.slice(2).map(Number);

/**
 * A steady child fills a file in some two minutes and its total in five; one that crashes has all its files in half a
 * minute. Somebody who follows has that long to go on with the next daemon.
 */
const logs: LogLimits = { maxSize: 10e3, maxAgeMs: null, maxFiles: 20, maxTotal: 100e3 };
const steady = Math.floor(children * 0.4);
const forking = Math.floor(children * 0.1);
const loud = Math.ceil(children * 0.02);
const crashing = children - steady - forking - loud - 7;

const world = makeMortalWorld({ steady, forking, crashing, loud, logs });
const reigns = new Reigns(world);
const usage = new Usage();
const began = Date.now();
const minute = (): number => (Date.now() - began) / 60_000;
const loudOnes = Array.from({ length: loud }, (_, index) => `loud#${index + 1}`);
const wrongs: Array<string> = [];
let stops = 0;
let mostLoud = 0;
const spaceOfLoud = (): number => loudOnes.reduce((sum, path) => sum + spaceOf(world.home, path), 0);
const heapFile = join(world.folder, "live-heap");
listenForHeaps(heapFile);

/** Look at what a daemon uses now and then, until it is told to stop. */
const watch = ({ daemon: { pid }, began: start }: Reign): (() => Promise<void>) => {
  const age = (): number => (Date.now() - start) / 60_000;
  const note = usage.begin((start - began) / 60_000);
  // In the first minute a daemon still grows to its size.
  const isGrown = (): boolean => age() > Math.min(60, lifetime / 4) / 60;
  const look = (): void => {
    if (!isGrown() || !isAlive(pid)) return;
    note("own", age(), ownMemoryOf(pid));
    note("descriptors", age(), descriptorsOf(pid));
    mostLoud = Math.max(mostLoud, spaceOfLoud());
  };
  const timer = setInterval(look, 2_000);
  return async () => {
    clearInterval(timer);
    const heap = isGrown() && isAlive(pid) ? await heapOf(pid, heapFile) : null;
    if (heap !== null) note("heap", age(), heap);
  };
};

/** Live with a daemon for a while: stop and restart what comes to mind, look at the files. */
const live = async ({ daemon }: Reign, seconds: number, look: () => void): Promise<void> => {
  const end = Date.now() + seconds * 1_000;
  const dead = daemon.end.then(() => "dead" as const);
  while (Date.now() < end && minute() < minutes) {
    if ((await Promise.race([dead, sleep(2_000)])) === "dead")
      return void wrongs.push(`daemon ${daemon.pid} ended by itself: ${await daemon.end}`);
    const path = `steady#${1 + Math.floor(Math.random() * steady)}`;
    const { code } = await world.sentinel(pick(["restart", "stop"]), path);
    await world.sentinel("start", path);
    if (code === 0) stops += 1;
    look();
  }
};

const limitsOf = (path: string): LogLimits => (path.startsWith("loud") ? loudLogs : logs);

/** When nothing is printed any more, what is kept comes down to its limits; what does not. */
const wrongAtRest = async (): Promise<ReadonlyArray<string>> => {
  const over = (): ReadonlyArray<string> =>
    childrenKept(world.home).flatMap((path) => wrongInLimits(world.home, path, limitsOf(path)));
  await eventually("the limits hold", () => over().length === 0).catch(() => undefined);
  return over();
};

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** The whole of it, told; what was wrong. */
const soak = async (): Promise<ReadonlyArray<string>> => {
  let reign = reigns.begin();
  await world.isUp();
  const account = await openFollowersAccount(world);
  const tell = (): void =>
    console.log(
      `minute ${minute().toFixed(1)}: ${readNotes(world.notes).lives.length} lives, ${account.lines.heard} lines, ` +
        `${JSON.stringify({ ...reigns.counts, stops })}, load ${loadavg()[0]?.toFixed(1)}`,
    );
  try {
    while (minute() < minutes) {
      const stopWatching = watch(reign);
      await live(reign, lifetime * (0.5 + Math.random()), account.look);
      await stopWatching();
      reign = await reigns.next(reign);
      tell();
    }
    await reign.daemon.kill();
    const loudly = loudOnes.reduce((sum, path) => sum + printedBy(world.home, path), 0);
    const found = await account.close(wrongAtRest);
    const { words, wrongs: grown } = usage.tell(minutes / 5);
    const all = childrenKept(world.home).reduce((sum, path) => sum + spaceOf(world.home, path), 0);
    console.log(`
${minutes} minutes, ${children} children; ${account.lines.heard} lines and ${account.events.newest} events followed from daemon to daemon ${account.again()} times; ${[...account.missed().values()].reduce((sum, lines) => sum + lines, 0)} lines were removed before they were heard, and said to be
the loud ones printed ${megabytes(loudly)}, kept ${megabytes(mostLoud)} at most and ${megabytes(spaceOfLoud())} at rest; all together ${megabytes(all)}
${words}`);
    tell();
    return [...wrongs, ...found, ...grown];
  } finally {
    account.leave();
  }
};

const found = await soak().finally(() => world.leave());
/** One of each kind, and how many there are: of some thousands the first ones would hide the others. */
const kinds = new Map<string, Array<string>>();
for (const wrong of found) {
  const kind = wrong.replace(/^\S+( run \d+)?/, "").replace(/"[^"]*"|\{.*|\d+/g, "…");
  kinds.set(kind, [...(kinds.get(kind) ?? []).slice(-2_000), wrong]);
}
console.log(`wrong: ${found.length}`);
for (const all of kinds.values()) console.log(`${all.length} × ${all.slice(0, 3).join("\n    ")}`);
process.exit(found.length === 0 ? 0 : 1);
