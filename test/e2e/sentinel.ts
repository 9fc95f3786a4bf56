import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ask } from "../../src/client/client.ts";
import type { TreeStatus } from "../../src/domain/view/Status.ts";
import { acceptedConnections } from "../support/acceptedConnections.ts";
import { isRunning } from "../support/listedProcesses.ts";
import { endProcessesOf } from "../support/processesOf.ts";

/** How long is waited for what should be soon, in ms. */
const patience = 30_000;

export const program = join(import.meta.dirname, "../../dist/sentinel.js");

/** A command, as YAML, that prints the numbers from 1 on: one line each so many seconds. */
export const counting = (seconds: number): string =>
  `["${join(import.meta.dirname, "../fixtures/programs/counts")}", "${seconds}"]`;

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Without the lines about waits of more than two seconds, which a busy machine may need (src/cli/wait/reportProgress.ts). */
export const withoutProgress = (said: Said): Said => ({
  ...said,
  err: said.err.replace(
    /^sentinel: (?:waiting for .*|\d+ of \d+ steps done|\S+ [\w ]+ after \d+ s.*)\n/gm,
    "",
  ),
});

/** The pids of what runs, by path. */
export type Pids = Readonly<Record<string, number>>;

/** A home with a file of its own, and the command line on it. */
export interface Place {
  readonly home: string;
  readonly folder: string;
  readonly sentinel: (...args: ReadonlyArray<string>) => Promise<Said>;
  /** The same, typed in another folder. */
  readonly sentinelIn: (cwd: string, ...args: ReadonlyArray<string>) => Promise<Said>;
  readonly json: <Answer>(...args: ReadonlyArray<string>) => Promise<Answer>;
  /** What `status --json` prints, from the daemon itself: a process less for each look. */
  readonly status: () => Promise<TreeStatus>;
  readonly pids: () => Promise<Pids>;
  /** A `sentinel` that stays, with what it prints. */
  readonly stay: (...args: ReadonlyArray<string>) => {
    readonly process: ChildProcess;
    readonly out: () => string;
    readonly err: () => string;
  };
  /** How many connections to the daemon are open. */
  readonly clients: () => number;
  /** Kill the daemon with -9, and wait for its end. */
  readonly killDaemon: () => Promise<void>;
  /** A daemon that kills itself at a crash point (src/ports/home/CrashPoints.ts); the signal by which it ended. */
  readonly dieAt: (point: string) => Promise<NodeJS.Signals | null>;
  readonly write: (yaml: string) => void;
  /** End what has to do with the folder, whoever started it, and leave nothing behind. */
  readonly leave: () => Promise<void>;
}

/** `variables`: of the environment of each `sentinel`. */
export const makePlace = (yaml: string, variables: NodeJS.ProcessEnv = {}): Place => {
  const folder = mkdtempSync(join(tmpdir(), "sentinel-e2e-"));
  const home = join(folder, "home");
  const file = join(folder, "sentinel.yaml");
  const env = { ...process.env, SENTINEL_HOME: home, NO_COLOR: "1", ...variables };
  const write = (text: string): void => writeFileSync(file, text);
  write(yaml);
  const sentinelIn = (cwd: string, ...args: ReadonlyArray<string>): Promise<Said> =>
    new Promise((resolve) => {
      execFile(
        process.execPath,
        [program, ...args],
        { cwd, env, maxBuffer: Number.POSITIVE_INFINITY },
        (error, out, err) => {
          resolve({ code: error ? Number(error.code) : 0, out, err });
        },
      );
    });
  const sentinel = (...args: ReadonlyArray<string>): Promise<Said> => sentinelIn(folder, ...args);
  const json = async <Answer>(...args: ReadonlyArray<string>): Promise<Answer> => {
    const { out } = await sentinel(...args, "--json");
    return JSON.parse(out) as Answer;
  };
  const status = (): Promise<TreeStatus> => ask(home, "GET /status");
  return {
    home,
    folder,
    sentinel,
    sentinelIn,
    json,
    status,
    pids: async () => {
      const { children } = await status();
      return Object.fromEntries(
        children.flatMap((child) =>
          child.kind === "service" && child.pid !== null ? [[child.path, child.pid]] : [],
        ),
      );
    },
    // It is bound to a temporary name, which begins in the same way (src/adapters/node/home/socket.ts).
    clients: () => acceptedConnections(join(home, "s")),
    killDaemon: async () => {
      const { pid } = (await status()).daemon;
      process.kill(pid, "SIGKILL");
      await eventually("the daemon has ended", () => !isAlive(pid));
    },
    dieAt: async (point) => {
      const mortal = spawn(process.execPath, [program, "daemon"], {
        cwd: folder,
        env: { ...env, SENTINEL_KILL_AT: point },
        stdio: "ignore",
      });
      await once(mortal, "exit");
      return mortal.signalCode;
    },
    stay: (...args) => {
      const process_ = spawn(process.execPath, [program, ...args], {
        cwd: folder,
        env,
        stdio: ["ignore", "pipe", "pipe"],
      });
      let out = "";
      process_.stdout.on("data", (chunk) => {
        out += chunk;
      });
      let err = "";
      process_.stderr.on("data", (chunk) => {
        err += chunk;
      });
      return { process: process_, out: () => out, err: () => err };
    },
    write,
    leave: async () => {
      await endProcessesOf(folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** How long is waited between two looks at the same, at least and at most, in ms. */
const pause = { least: 25, most: 250 };

/**
 * Look until something holds; bounded, so that a test fails instead of hanging. Looks that start programs are fewer, so
 * that there are processors left for what is waited for: after one that took 50 ms comes a pause of 100 ms.
 */
export const eventually = async (what: string, holds: () => boolean | Promise<boolean>): Promise<void> => {
  for (const end = Date.now() + patience; Date.now() < end; ) {
    const began = performance.now();
    if (await holds()) return;
    await sleep(Math.min(pause.most, Math.max(pause.least, 2 * (performance.now() - began))));
  }
  throw new Error(`it never came about that ${what}`);
};

/** Whether a process runs. One that has ended and only waits to be reaped does not. */
export const isAlive = isRunning;
