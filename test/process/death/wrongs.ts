import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runDirectory } from "../../../src/adapters/node/layout/runDirectories.ts";
import { readShimStatus } from "../../../src/adapters/node/process/records/runDirectory.ts";
import type { JournalEntry } from "../../../src/domain/Event.ts";
import type { LogLine } from "../../../src/domain/LogLine.ts";
import type { Exit } from "../../../src/domain/tree/Exit.ts";
import type { ServiceStatus, TreeStatus } from "../../../src/domain/view/Status.ts";
import { describeExit } from "../../../src/policy/restart/exit.ts";
import { brokenChains } from "../../support/chains.ts";
import type { Life, Notes } from "./notes.ts";

type Wrongs = ReadonlyArray<string>;

const nameOf = ({ path, run }: Life): string => `${path} run ${run}`;

/** No process twice, and no run number twice. */
export const wrongInLives = ({ lives, overlaps }: Notes): Wrongs => {
  const last = new Map<string, number>();
  const again = lives.flatMap((life) => {
    const before = last.get(life.path) ?? 0;
    last.set(life.path, Math.max(life.run, before));
    return life.run > before ? [] : [`${nameOf(life)} began after run ${before}`];
  });
  return [...overlaps, ...again];
};

/**
 * Each of the run's numbered lines is there once and in order: those of its own and those of its helper; the first
 * ones may have been removed.
 */
const wrongInLines = (
  life: Life,
  name: string,
  lines: ReadonlyArray<string>,
  tags: ReadonlyArray<string>,
  count: number | null,
  removed = 0,
): Wrongs => {
  const seen = new Map(tags.map((tag) => [tag, removed]));
  const wrongs: Array<string> = [];
  for (const line of lines) {
    const [run, tag = "", number] = line.split(" ");
    const next = (seen.get(tag) ?? 0) + 1;
    if (line === `${life.run} ready`) continue;
    if (run !== String(life.run) || Number(number) !== next) wrongs.push(`${name}: "${line}" is not ${next}`);
    seen.set(tag, Number(number));
  }
  const said = seen.get(tags[0] ?? "");
  if (count !== null && said !== count) wrongs.push(`${name}: ${said} lines of ${count}`);
  return wrongs;
};

const wrongInFile = (life: Life, file: string, tags: ReadonlyArray<string>, count: number | null): Wrongs => {
  const lines = readFileSync(file, "utf8").split("\n");
  const name = `${nameOf(life)} ${file.slice(-3)}`;
  const rest = lines.pop();
  return [
    ...(rest ? [`${name}: "${rest}" has no end`] : []),
    ...wrongInLines(life, name, lines, tags, count),
  ];
};

const sameExit = (a: Exit, b: Exit): boolean => describeExit(a) === describeExit(b);

/** It had noted its end when it was killed: that may happen at the end of a stop's patience. */
const wasKilled = (exit: Exit): boolean => "signal" in exit && exit.signal === "SIGKILL";

/** What the run has printed: kept under this name when its directory is removed. */
const outputOf = (home: string, life: Life, name: string): string =>
  join(runDirectory(home, life).replace(`${home}/runs/`, `${home}/output/`), name);

/** Each line that the run has printed is there, once. */
export const wrongInOutput = (home: string, life: Life): Wrongs => [
  ...wrongInFile(life, outputOf(home, life, "out"), ["out", "helper"], life.end?.out ?? null),
  ...wrongInFile(life, outputOf(home, life, "err"), ["err"], life.end?.err ?? null),
];

/** Those of whose output archives are made: the files hold what is not archived yet. */
export const isArchived = ({ path }: Pick<Life, "path">): boolean => /^(rotating|forgetting)$/.test(path);

/** What is kept of one stream: nothing is missing after the first line that is kept. */
const wrongInStream = (
  path: string,
  tag: string,
  lives: ReadonlyArray<Life>,
  lines: ReadonlyArray<LogLine>,
): Wrongs => {
  const [oldest] = lines;
  if (oldest === undefined) return [`${path}: nothing of ${tag} is kept`];
  const removed = Number(oldest.text.split(" ")[2]) - 1;
  return lives
    .filter((life) => life.path === path && life.run >= oldest.run)
    .flatMap((life) => {
      const own = lines.filter(({ run }) => run === life.run).map(({ text }) => text);
      const count = (tag === "out" ? life.end?.out : life.end?.err) ?? null;
      return wrongInLines(
        life,
        `${nameOf(life)} ${tag}`,
        own,
        [tag],
        count,
        life.run === oldest.run ? removed : 0,
      );
    })
    .slice(0, 5);
};

/** What is kept of a child whose output is archived; of the one that forgets, whose streams do so one by one, the newest. */
export const wrongInArchives = (
  path: string,
  lives: ReadonlyArray<Life>,
  logs: ReadonlyArray<LogLine>,
): Wrongs => {
  const gaps = logs.flatMap(({ seq }, index) =>
    path === "forgetting" || seq === index + 1 ? [] : [`${path}: line ${index + 1} has number ${seq}`],
  );
  const [out, err] = (["stdout", "stderr"] as const).map((stream) =>
    logs.filter((line) => line.stream === stream),
  );
  return [
    ...gaps.slice(0, 3),
    ...wrongInStream(path, "out", lives, out ?? []),
    ...wrongInStream(path, "err", lives, err ?? []),
  ];
};

/** The lines that `sentinel logs` shows are numbered without gaps, and as many as there are in the files. */
export const wrongInLogs = (
  home: string,
  path: string,
  lives: ReadonlyArray<Life>,
  logs: ReadonlyArray<LogLine>,
): Wrongs => {
  const wrongs = logs.flatMap(({ seq }, index) =>
    seq === index + 1 ? [] : [`${path}: line ${index + 1} has number ${seq}`],
  );
  const files = lives
    .filter((life) => life.path === path)
    .flatMap((life) => [outputOf(home, life, "out"), outputOf(home, life, "err")]);
  const lines = files.reduce((sum, file) => sum + readFileSync(file, "utf8").split("\n").length - 1, 0);
  if (lines !== logs.length) wrongs.push(`${path}: ${logs.length} lines in the log, ${lines} in its files`);
  return wrongs.slice(0, 3);
};

/** What the run's own directory says; runs whose directory is gone are passed over. */
export const wrongInDirectory = (home: string, life: Life): Wrongs => {
  const directory = runDirectory(home, life);
  if (!existsSync(join(directory, "status"))) return [];
  const { child, exit } = readShimStatus(directory);
  const wrongs: Array<string> = [];
  if (child?.pid !== life.pid) wrongs.push(`${nameOf(life)} is pid ${life.pid}, not ${child?.pid}`);
  if (life.end && exit && !sameExit(exit, life.end.exit) && !wasKilled(exit))
    wrongs.push(`${nameOf(life)} ended by ${describeExit(life.end.exit)}, not ${describeExit(exit)}`);
  return wrongs;
};

/** The words of the journal for how each run ended, by path and run. */
const endsIn = (journal: ReadonlyArray<JournalEntry>): ReadonlyMap<string, string> =>
  new Map(
    journal.flatMap((entry) =>
      entry.type === "transition" &&
      entry.run !== null &&
      ["starting", "running", "stopping"].includes(entry.from) &&
      !["starting", "running", "stopping"].includes(entry.to)
        ? [[`${entry.subject} run ${entry.run}`, entry.from === "stopping" ? "stopped" : entry.reason]]
        : [],
    ),
  );

/** Every exit is in the journal, as it was. */
export const wrongInJournal = (journal: ReadonlyArray<JournalEntry>, lives: ReadonlyArray<Life>): Wrongs => {
  const ends = endsIn(journal);
  const gaps = journal.flatMap(({ seq }, index) =>
    seq === index + 1 ? [] : [`entry ${index + 1} has number ${seq}`],
  );
  const living = new Map(lives.map((life) => [life.path, life.run]));
  const exits = lives.flatMap((life) => {
    const said = ends.get(nameOf(life));
    if (said === undefined)
      return life.run === living.get(life.path) ? [] : [`${nameOf(life)}: end not in the journal`];
    if (said === "stopped" || !life.end || said.includes(describeExit(life.end.exit))) return [];
    return [`${nameOf(life)} ended by ${describeExit(life.end.exit)}, the journal says ${said}`];
  });
  return [...gaps.slice(0, 3), ...brokenChains(journal).slice(0, 10), ...exits];
};

/** Status shows the run that lives, and the exit of the one before it. */
export const wrongInStatus = ({ children }: TreeStatus, lives: ReadonlyArray<Life>): Wrongs =>
  children
    .filter((child): child is ServiceStatus => child.kind === "service")
    // They note nothing: they are there to be loud.
    .filter(({ path }) => !path.startsWith("loud"))
    .flatMap(({ path, run, state, pid, last_exit: last }) => {
      const own = lives.filter((life) => life.path === path);
      const [newest] = own.slice(-1);
      const before = own.find((life) => life.run === last?.run);
      const wrongs: Array<string> = [];
      // A run that was stopped at its very beginning has noted nothing.
      if (run !== newest?.run && (state === "running" || (run ?? 0) < (newest?.run ?? 0)))
        wrongs.push(`${path}: status shows run ${run}, the last was ${newest?.run}`);
      if (state === "running" && pid !== newest?.pid)
        wrongs.push(`${path}: status shows pid ${pid}, it is ${newest?.pid}`);
      if (last && before?.end && last.reason !== "stopped" && last.signal !== "SIGKILL") {
        const shown: Exit = last.code === null ? { signal: String(last.signal) } : { code: last.code };
        if (!sameExit(shown, before.end.exit))
          wrongs.push(
            `${path} run ${last.run}: status shows ${last.reason}, not ${describeExit(before.end.exit)}`,
          );
      }
      return wrongs;
    });
