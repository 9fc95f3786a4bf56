import { execFileSync } from "node:child_process";
import type { JournalEntry } from "../../../src/domain/Event.ts";
import type { LogLine } from "../../../src/domain/LogLine.ts";
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

/** All that is kept of what the children have printed, by path. */
const logsOf = async ({ sentinel }: MortalWorld): Promise<ReadonlyMap<string, ReadonlyArray<LogLine>>> => {
  const { out } = await sentinel("logs", "-n", "100000000", "--json");
  const byPath = new Map<string, Array<LogLine>>();
  for (const text of out.split("\n")) {
    if (text === "") continue;
    const line: LogLine = JSON.parse(text);
    const lines = byPath.get(line.path) ?? [];
    byPath.set(line.path, lines);
    lines.push(line);
  }
  return byPath;
};

const describe = (pid: number): string =>
  `left behind: ${execFileSync("ps", ["-o", "pid=", "-o", "ppid=", "-o", "stat=", "-o", "args=", "-p", String(pid)], { encoding: "utf8" })}`;

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
    const allLogs = await logsOf(world);
    for (const path of new Set(stopped.map((life) => life.path))) {
      const logs = allLogs.get(path) ?? [];
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
