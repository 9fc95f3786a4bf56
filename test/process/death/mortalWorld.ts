import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, openSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually, makePlace, type Place } from "../../e2e/sentinel.ts";
import { commandLines, type DescribedProcess, describedProcesses } from "../../support/listedProcesses.ts";
import { type Size, treeOf } from "./tree.ts";

const program = join(import.meta.dirname, "../../../dist/sentinel.js");

/** A daemon that was started, perhaps to be killed by its own hand. */
export interface Mortal {
  readonly pid: number;
  /** How it ended: the signal, or null. */
  readonly end: Promise<NodeJS.Signals | null>;
  /** Kill it, unless it has ended, and wait for its end. */
  readonly kill: () => Promise<void>;
}

/** A home whose daemons die, with children that note what happens to them where no daemon can lose it. */
export interface MortalWorld extends Place {
  readonly notes: string;
  /** Start a daemon; `at`: the step at which it kills itself. */
  readonly begin: (at?: string, ...more: ReadonlyArray<string>) => Mortal;
  /** Have another tree applied, as far as the daemon gets with it. */
  readonly apply: (turn: number) => Promise<void>;
  /** Succeeds when a daemon answers and its tree has been started. */
  readonly isUp: () => Promise<void>;
}

const makeFolder = (): string => realpathSync(mkdtempSync(join(tmpdir(), "sentinel-notes-")));

export const makeMortalWorld = (size: Size): MortalWorld => {
  const notes = makeFolder();
  const place = makePlace(treeOf(size, notes));
  mkdirSync(place.home, { mode: 0o700 });
  const begin = (at?: string, ...more: ReadonlyArray<string>): Mortal => {
    const log = openSync(join(place.home, "daemon.log"), "a", 0o600);
    const env = { ...process.env, ...(at === undefined ? {} : { SENTINEL_KILL_AT: at }) };
    const daemon = spawn(process.execPath, [program, "daemon", "--home", place.home, ...more], {
      cwd: place.folder,
      env,
      stdio: ["ignore", log, log],
    });
    const end = once(daemon, "exit").then(([, signal]) => signal);
    const kill = async (): Promise<void> => {
      daemon.kill("SIGKILL");
      await end;
    };
    return { pid: daemon.pid ?? 0, end, kill };
  };
  const isUp = (): Promise<void> =>
    eventually("the tree is up", () =>
      place.status().then(
        ({ state }) => state === "running",
        () => false,
      ),
    );
  const apply = async (turn: number): Promise<void> => {
    writeFileSync(join(place.folder, "turn.yaml"), treeOf(size, notes, turn));
    await place.sentinel("apply", "-f", "turn.yaml");
  };
  const leave = async (): Promise<void> => {
    await place.leave();
    rmSync(notes, { recursive: true, force: true });
  };
  return { ...place, notes, begin, apply, isUp, leave };
};

/** Most of the children end by themselves, at any moment: between being found and being killed too. */
export const killIfThere = (pid: number): void => {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // ESRCH: it has.
  }
};

const isLive = ({ isZombie }: DescribedProcess): boolean => !isZombie;

const processesWithCommand = (part: string): ReadonlyArray<DescribedProcess> =>
  commandLines().filter((found) => isLive(found) && found.command.includes(part));

const pidOf = ({ pid }: DescribedProcess): number => pid;

/** Every process that a run of this home has started. */
export const markedBy = (home: string): ReadonlyArray<number> =>
  describedProcesses()
    .filter((found) => isLive(found) && found.environment.includes(`SENTINEL_RUN=${home}:`))
    .map(pidOf);

/** The shells that fork the home's shims, and the shims themselves, which are forks of them. */
export const shellsOf = (home: string): ReadonlyArray<number> =>
  processesWithCommand(join(home, "forks")).map(pidOf);

/** The shells that fork the home's shims: one, and for a moment that of the daemon before. */
export const forkServersOf = (home: string): ReadonlyArray<number> =>
  processesWithCommand(join(home, "forks"))
    .filter(({ pid, group }) => pid === group)
    .map(pidOf);
