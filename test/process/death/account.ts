import { execFileSync } from "node:child_process";
import type { JournalEntry } from "../../../src/domain/Event.ts";
import type { LogLine } from "../../../src/ports/LogStore.ts";
import { type MortalWorld, markedBy, shellsOf } from "./mortalWorld.ts";
import { readNotes } from "./notes.ts";
import {
  isArchived,
  wrongInArchives,
  wrongInDirectory,
  wrongInJournal,
  wrongInLives,
  wrongInLogs,
  wrongInOutput,
  wrongInStatus,
} from "./wrongs.ts";

/** Looks at the files of the runs again and again, because a child's old runs are removed. */
interface Account {
  readonly look: () => void;
  /** Stop everything, and say what was wrong with it all. */
  readonly close: () => Promise<ReadonlyArray<string>>;
}

const journalOf = async ({ sentinel }: MortalWorld): Promise<ReadonlyArray<JournalEntry>> => {
  const { out } = await sentinel("events", "-n", "1000000", "--json");
  return out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
};

const logsOf = async ({ sentinel }: MortalWorld, path: string): Promise<ReadonlyArray<LogLine>> => {
  const { out } = await sentinel("logs", path, "-n", "1000000", "--json");
  return out.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));
};

const describe = (pid: number): string =>
  `left behind: ${execFileSync("ps", ["-o", "pid=,ppid=,stat=,args=", "-p", String(pid)], { encoding: "utf8" })}`;

export const openAccount = (world: MortalWorld): Account => {
  const { home, notes } = world;
  const wrongs = new Set<string>();
  const complete = new Set<string>();
  const add = (found: ReadonlyArray<string>): void => {
    for (const wrong of found) wrongs.add(wrong);
  };
  const look = (): void => {
    for (const life of readNotes(notes).lives) {
      const name = `${life.path} ${life.run}`;
      if (complete.has(name)) continue;
      add(wrongInDirectory(home, life));
      if (life.end) complete.add(name);
    }
  };
  const close = async (): Promise<ReadonlyArray<string>> => {
    const last = world.begin();
    await world.isUp();
    await world.sentinel("stop", "*");
    add(wrongInStatus(await world.status(), readNotes(notes).lives));
    const journal = await journalOf(world);
    const { lives: stopped } = readNotes(notes);
    for (const path of new Set(stopped.map((life) => life.path))) {
      const logs = await logsOf(world, path);
      add(
        isArchived({ path }) ? wrongInArchives(path, stopped, logs) : wrongInLogs(home, path, stopped, logs),
      );
    }
    await world.sentinel("down");
    await last.end;
    look();
    const said = readNotes(notes);
    add([...wrongInLives(said), ...wrongInJournal(journal, said.lives)]);
    add(said.lives.filter((life) => !isArchived(life)).flatMap((life) => wrongInOutput(home, life)));
    add([...markedBy(home), ...shellsOf(home)].map(describe));
    return [...wrongs];
  };
  return { look, close };
};
