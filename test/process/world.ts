import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Context, Effect, Layer } from "effect";
import { layer } from "../../src/adapters/node/ProcessSpawner.ts";
import { parseEnvFile } from "../../src/config/read/service/parseEnvFile.ts";
import type { SpawnError } from "../../src/domain/Errors.ts";
import type { ServiceSpec } from "../../src/domain/tree/ChildSpec.ts";
import { ProcessSpawner, type RunEnd, type RunningProcess } from "../../src/ports/machine/ProcessSpawner.ts";
import { isRunning } from "../support/listedProcesses.ts";

const programs = join(import.meta.dirname, "../fixtures/programs");

/** The path of a fixture program. */
export const program = (name: string): string => join(programs, name);

/** A service that runs a fixture program, and is what else the test needs of it. */
export const serviceOf = (
  [name, ...args]: readonly [string, ...ReadonlyArray<string>],
  rest: Partial<ServiceSpec> = {},
): ServiceSpec => ({
  kind: "service",
  id: "child",
  restart: "permanent",
  significant: false,
  backoff: { initialMs: 0, factor: 1, maxMs: 0, jitter: 0, resetAfterMs: 0, healthyAfterMs: 1000 },
  limit: null,
  onLimit: null,
  shutdown: 1000,
  command: { argv: [program(name), ...args] },
  cwd: realpathSync(tmpdir()),
  env: {},
  inheritEnv: "base",
  uid: null,
  gid: null,
  umask: null,
  ready: { kind: "alive", minUptimeMs: 0 },
  stopSignal: "SIGTERM",
  exitRules: { success: [0], fatal: [], ignore: [] },
  logs: { maxSize: 20e6, maxAgeMs: null, maxFiles: 10, maxTotal: 1e9 },
  autostart: true,
  ...rest,
});

/** What a test does with real processes. */
export interface World {
  readonly home: string;
  readonly spawner: Context.Tag.Service<typeof ProcessSpawner>;
  /** Start a run of a child, the next one of its path. */
  readonly start: (spec: ServiceSpec, path?: string) => Promise<StartedRun>;
  /** Why it can't be started. */
  readonly refusal: (spec: ServiceSpec) => Promise<SpawnError>;
}

/** A run, and what it prints. */
export interface StartedRun {
  readonly process: RunningProcess;
  readonly pid: number;
  readonly directory: string;
  readonly end: Promise<RunEnd>;
  readonly ready: Promise<void>;
  readonly ask: () => Promise<void>;
  readonly kill: () => Promise<void>;
  readonly output: (stream?: "out" | "err") => string;
  /** The number that it prints after this word. */
  readonly said: (word: string) => Promise<number>;
}

/** Until a condition holds; the test's own time limit ends a wait in vain. */
export const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await sleep(5);
};

/** Whether a process is alive; a zombie is not. */
export const lives = isRunning;

const said = async (output: () => string, word: string): Promise<number> => {
  const find = (): string | undefined => new RegExp(`^${word} (\\d+)$`, "m").exec(output())?.[1];
  await until(() => find() !== undefined);
  return Number(find());
};

/** The spawner of a home; `world`: what differs from this machine. */
export const spawnerLayer = (home: string, world: { readonly ownProc?: string } = {}) =>
  layer({ home, parseEnvFile, ...world });

/** The next daemon's spawner in a home. */
export const nextDaemon = async (
  home: string,
  world: Parameters<typeof spawnerLayer>[1] = {},
): Promise<World["spawner"]> =>
  Context.get(await Effect.runPromise(Effect.scoped(Layer.build(spawnerLayer(home, world)))), ProcessSpawner);

/** A run that is followed by the test. */
export const wrap = (process: RunningProcess, directory: string): StartedRun => {
  const output = (stream: "out" | "err" = "out"): string => readFileSync(join(directory, stream), "utf8");
  return {
    process,
    pid: process.pid,
    directory,
    end: Effect.runPromise(process.end),
    ready: Effect.runPromise(process.ready),
    ask: () => Effect.runPromise(process.ask),
    kill: () => Effect.runPromise(process.kill),
    output,
    said: (word) => said(output, word),
  };
};

/** Run a test with a spawner in a home of its own; nothing that it has started is left behind. */
export const inWorld = async (
  body: (world: World) => Promise<void>,
  differences: Parameters<typeof spawnerLayer>[1] = {},
): Promise<void> => {
  const home = realpathSync(mkdtempSync(join(tmpdir(), "sentinel-process-")));
  const spawner = await nextDaemon(home, differences);
  const runs: Array<StartedRun> = [];
  const numbers = new Map<string, number>();
  const request = (spec: ServiceSpec, path: string) => {
    const run = (numbers.get(path) ?? 0) + 1;
    numbers.set(path, run);
    return { path, run, spec };
  };
  const start = async (spec: ServiceSpec, path = "child"): Promise<StartedRun> => {
    const wanted = request(spec, path);
    const process = await Effect.runPromise(spawner.spawn(wanted));
    const slug = path.replaceAll("/", "+").replaceAll("#", "%23");
    const run = wrap(process, join(home, "runs", slug, String(wanted.run)));
    runs.push(run);
    return run;
  };
  const refusal = (spec: ServiceSpec): Promise<SpawnError> =>
    Effect.runPromise(Effect.flip(spawner.spawn(request(spec, "child"))));
  try {
    await body({ home, spawner, start, refusal });
  } finally {
    await Promise.all(runs.map((run) => run.kill().then(() => run.end)));
    rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
};
