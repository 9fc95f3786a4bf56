import { execFileSync } from "node:child_process";
import type { JournalEntry } from "../../src/domain/Event.ts";
import type { LogLine } from "../../src/domain/LogLine.ts";
import { eventually } from "../e2e/sentinel.ts";
import { type MortalWorld, markedBy, shellsOf } from "../process/death/mortalWorld.ts";
import { type Notes, readNotes } from "../process/death/notes.ts";
import { wrongInJournal, wrongInLives, wrongInStatus } from "../process/death/wrongs.ts";
import { Directories } from "./Directories.ts";
import { EventAccount } from "./EventAccount.ts";
import { follow } from "./following.ts";
import { wrongInFiles } from "./kept.ts";
import { LineAccount } from "./LineAccount.ts";

/** What followers were told while daemons came and went. */
interface FollowersAccount {
  readonly lines: LineAccount;
  readonly events: EventAccount;
  /** How often they have gone on with another daemon. */
  readonly again: () => number;
  /** How many lines of each child they have said to be gone. */
  readonly missed: () => ReadonlyMap<string, number>;
  /** Look at the directories of the runs, which are removed some time after their ends. */
  readonly look: () => void;
  /** Stop everything, let it come to rest, end the daemon in order; what was wrong with it all. */
  readonly close: (atRest: () => Promise<ReadonlyArray<string>>) => Promise<ReadonlyArray<string>>;
  /** End those who follow, if they are still there. */
  readonly leave: () => void;
}

/** Whom the lines are heard of: all but the loud ones, whose name has neither letter. */
const heard = ["*n*", "*y*"];

const describe = (pid: number): string =>
  `left behind: ${execFileSync("ps", ["-o", "pid=,ppid=,stat=,args=", "-p", String(pid)], { encoding: "utf8" })}`;

const objectsIn = <Item>(text: string): ReadonlyArray<Item> =>
  text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));

/** Wait for something that ought to come about; what is wrong if it doesn't. */
const inTime = (what: string, holds: () => boolean): Promise<ReadonlyArray<string>> =>
  eventually(what, holds).then(
    () => [],
    () => [`it never came about that ${what}`],
  );

/** Begin to follow what is printed and what happens in a home whose first daemon has just begun. */
export const openFollowersAccount = async (world: MortalWorld): Promise<FollowersAccount> => {
  const { home, notes, sentinel } = world;
  const lines = new LineAccount();
  const events = new EventAccount();
  const directories = new Directories(home);
  const all = ["-n", "1000000"] as const;
  const followers = [
    ...heard.map((glob) => follow<LogLine>(home, ["logs", glob, ...all], (line) => lines.add(line))),
    follow<JournalEntry>(home, ["events", ...all], (entry) => events.add(entry)),
  ];
  await eventually("they follow", () => followers.every(({ isHeard }) => isHeard()));
  const ask = async <Item>(...args: ReadonlyArray<string>): Promise<ReadonlyArray<Item>> =>
    objectsIn((await sentinel(...args, "--json")).out);
  const look = (): void => directories.look(readNotes(notes).lives);

  /** Whether who follows the events has been told all, now that nothing comes any more. Lines are heard after the exit, too. */
  const allTold = (journal: ReadonlyArray<JournalEntry>): Promise<ReadonlyArray<string>> =>
    inTime("all events are told", () => events.newest >= (journal.at(-1)?.seq ?? 0));

  /** How many lines of each child those who follow have said to be gone. */
  const missed = (): ReadonlyMap<string, number> => {
    const sums = new Map<string, number>();
    for (const [path, count] of followers.flatMap((follower) => follower.missed()))
      sums.set(path, (sums.get(path) ?? 0) + count);
    return sums;
  };

  const wrongsOf = (said: Notes, journal: ReadonlyArray<JournalEntry>): ReadonlyArray<string> => [
    ...directories.wrongs,
    ...wrongInLives(said),
    ...lines.wrongs(said.lives, missed()),
    ...said.lives.flatMap((life) => wrongInFiles(home, life, lines)),
    ...events.wrongs(journal),
    ...wrongInJournal(events.entries, said.lives),
    ...[...markedBy(home), ...shellsOf(home)].map(describe),
  ];

  const close: FollowersAccount["close"] = async (atRest) => {
    const last = world.begin();
    await world.isUp();
    await sentinel("stop", "*");
    const status = wrongInStatus(await world.status(), readNotes(notes).lives);
    const journal = await ask<JournalEntry>("events", ...all);
    const untold = await allTold(journal);
    const restless = await atRest();
    await sentinel("down");
    await last.end;
    const ends = await Promise.all(followers.map((follower) => follower.end()));
    look();
    return [...status, ...untold, ...restless, ...ends.flat(), ...wrongsOf(readNotes(notes), journal)];
  };
  const leave = (): void => {
    for (const follower of followers) follower.stop();
  };
  const again = (): number => Math.min(...followers.map((follower) => follower.again()));
  return { lines, events, again, missed, look, close, leave };
};
