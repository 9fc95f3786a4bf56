import { realpathSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import {
  allRunDirectories,
  endedAt,
  type RunDirectory,
  readRequest,
  readShimStatus,
} from "../../adapters/node/process/records/runDirectory.ts";
import type { ProcessIdentity } from "../../adapters/node/process/shim/shimStatus.ts";
import { runVariable } from "../../adapters/node/process/table/ProcessScan.ts";
import type { ProcessEntry } from "../../adapters/node/process/table/processEntry.ts";
import {
  bootId,
  commandOf,
  type StateOf,
  stateOf,
  statesNow,
  variableOf,
  walkProcesses,
} from "../../adapters/node/process/table/processTable.ts";
import type { ChildPath } from "../../domain/tree/ChildPath.ts";

/** A process that carries the mark of a run in its environment. */
export interface MarkedProcess extends ProcessIdentity {
  /** The whole value of the run variable. */
  readonly mark: string;
  readonly path: ChildPath;
  readonly run: number;
  readonly command: string | null;
}

/** A run whose shim or command is alive. */
export interface LiveRun {
  readonly path: ChildPath;
  readonly run: number;
  /** Of its command or, if that has ended, of its shim. */
  readonly pid: number;
  /** When it was started, by the clock of then, in ms; and the same by its shim, as the system counts. */
  readonly startedAt: number;
  readonly shimStartedAt: string | null;
}

/** What is known of the runs of a home. */
export interface RunsInHome {
  readonly live: ReadonlyArray<LiveRun>;
  /** Processes of runs that have ended. */
  readonly left: ReadonlyArray<MarkedProcess>;
  /** Processes of runs that have no folder in the home. */
  readonly unknown: ReadonlyArray<MarkedProcess>;
  /** Folders of ended runs, but not of the newest of each child. */
  readonly ended: ReadonlyArray<RunDirectory>;
}

const realHome = (home: string): string => {
  try {
    return realpathSync(home);
  } catch {
    return home;
  }
};

/** The run in a directory if a process of it is alive, or may be because the system does not tell. */
const liveRunIn = (
  { directory, path, run }: RunDirectory,
  boot: string,
  stateOf: StateOf,
): ReadonlyArray<LiveRun> => {
  const { shim, child, exit } = readShimStatus(directory);
  const request = readRequest(directory);
  if (exit !== null || request?.boot !== boot) return [];
  const alive = [child, shim].find((one) => one !== null && stateOf(one) !== "gone");
  if (!alive) return [];
  const startedAt = Date.parse(request.createdAt);
  return [{ path, run, pid: alive.pid, startedAt, shimStartedAt: shim?.startedAt ?? null }];
};

/** The path and number of a run in its mark; null: the mark is of another home. */
const runIn = (mark: string, home: string): { readonly path: ChildPath; readonly run: number } | null => {
  if (!mark.startsWith(`${home}:`)) return null;
  const [, path, run] = /^(.*):(\d+)$/.exec(mark.slice(home.length + 1)) ?? [];
  return path === undefined ? null : { path, run: Number(run) };
};

/** This process and those that it was started by: they are looking, not left. */
const ownLine = (entries: ReadonlyMap<number, ProcessEntry>): ReadonlySet<number> => {
  const line = new Set<number>();
  for (let pid: number | undefined = process.pid; pid !== undefined && !line.has(pid); ) {
    line.add(pid);
    pid = entries.get(pid)?.parent;
  }
  return line;
};

/** The processes with the mark of a run of this home. None where the system does not show environments. */
const markedProcesses = async (home: string): Promise<ReadonlyArray<MarkedProcess>> => {
  const entries = new Map<number, ProcessEntry>();
  await walkProcesses(
    () => false,
    (entry) => entries.set(entry.pid, entry),
  );
  const own = ownLine(entries);
  return [...entries.values()].flatMap(({ pid, startedAt }) => {
    const mark = own.has(pid) ? null : variableOf(pid, runVariable);
    const found = mark ? runIn(mark, home) : null;
    return mark && found ? [{ pid, startedAt, mark, ...found, command: commandOf(pid) }] : [];
  });
};

/** How long a daemon may take to end what a run has left, in ms. */
const settlingTime = 15_000;

const hasSettled = (directory: string): boolean => {
  try {
    return Date.now() - endedAt(directory) > settlingTime;
  } catch {
    // Its status is gone.
    return true;
  }
};

/** Look at the runs of a home. `isHeld`: by a daemon, which is given time to end what is left of a run. */
export const runsInHome = async (home: string, isHeld: boolean): Promise<RunsInHome> => {
  const real = realHome(home);
  const boot = bootId();
  const directories = allRunDirectories(real);
  const states = await statesNow();
  const live = directories.flatMap((found) => liveRunIn(found, boot, states));
  const keyOf = ({ path, run }: { readonly path: ChildPath; readonly run: number }): string =>
    `${path}:${run}`;
  const liveKeys = new Set(live.map(keyOf));
  const newest = new Map(directories.map(({ path, run }) => [path, run]));
  const known = new Map(directories.map((found) => [keyOf(found), found]));
  const others = (await markedProcesses(real)).filter((one) => !liveKeys.has(keyOf(one)));
  const isOver = (one: MarkedProcess): boolean => {
    const found = known.get(keyOf(one));
    if (found === undefined) return one.run < (newest.get(one.path) ?? 0);
    return !isHeld || hasSettled(found.directory);
  };
  return {
    live,
    left: others.filter(isOver),
    unknown: isHeld ? [] : others.filter((one) => !known.has(keyOf(one)) && !isOver(one)),
    ended: directories.filter((found) => !liveKeys.has(keyOf(found)) && newest.get(found.path) !== found.run),
  };
};

/** How long a process has between SIGTERM and SIGKILL, in ms. */
const grace = 5_000;

const isStill = ({ mark, ...identity }: MarkedProcess): boolean =>
  stateOf(identity) === "alive" && variableOf(identity.pid, runVariable) === mark;

/** Send a signal to a process if it is still the one that was found; null, or why that failed. */
const signal = (found: MarkedProcess, name: "SIGTERM" | "SIGKILL"): string | null => {
  if (!isStill(found)) return null;
  try {
    process.kill(found.pid, name);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

/** End processes; those that are still alive afterwards, each with why. */
export const endProcesses = async (
  processes: ReadonlyArray<MarkedProcess>,
): Promise<ReadonlyArray<{ readonly process: MarkedProcess; readonly why: string }>> => {
  const errors = new Map(processes.map((one) => [one.pid, signal(one, "SIGTERM")]));
  const remaining = (): ReadonlyArray<MarkedProcess> => processes.filter(isStill);
  const until = async (end: number): Promise<void> => {
    while (remaining().length > 0 && Date.now() < end) await sleep(20);
  };
  await until(Date.now() + grace);
  for (const one of remaining()) errors.set(one.pid, signal(one, "SIGKILL"));
  await until(Date.now() + grace);
  return remaining().map((one) => ({ process: one, why: errors.get(one.pid) ?? "it does not end" }));
};
