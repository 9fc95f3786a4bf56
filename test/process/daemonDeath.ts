import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Effect } from "effect";
import { buildSync } from "esbuild";
import type { LonelyChild } from "./lonelyDaemon.ts";
import { lives, nextDaemon } from "./world.ts";

/** The daemon as one file, bundled once for all tests of a file. */
let bundled: Uint8Array | undefined;
const bundle = (): Uint8Array => {
  bundled ??= buildSync({
    entryPoints: [fileURLToPath(new URL("./lonelyDaemon.ts", import.meta.url))],
    write: false,
    bundle: true,
    platform: "node",
    format: "esm",
    define: { "import.meta.dirname": JSON.stringify(import.meta.dirname) },
  }).outputFiles[0]?.contents;
  if (bundled === undefined) throw new Error("esbuild made no bundle");
  return bundled;
};

/** What a daemon that has been killed has left. */
interface Orphaned {
  readonly home: string;
  readonly pids: ReadonlyArray<number>;
  readonly directoryOf: (index: number) => string;
  /** Let another daemon take it all up, and kill that too; the pids that it found. */
  readonly another: () => Promise<ReadonlyArray<number>>;
}

/** A daemon in a process of its own, under a shell with few descriptors; what it has started or taken up. */
const startDaemon = async (
  home: string,
  script: string,
  children: ReadonlyArray<LonelyChild>,
): Promise<{ daemon: ChildProcess; pids: ReadonlyArray<number> }> => {
  const command = 'ulimit -S -n 321; "$@" & echo "$!"; wait';
  const told = [process.execPath, script, home, JSON.stringify(children)];
  const daemon = spawn("/bin/sh", ["-c", command, "sh", ...told], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  for await (const chunk of daemon.stdout) {
    said += String(chunk);
    if (said.split("\n").length > 2) break;
  }
  const [daemonPid, line = ""] = said.split("\n");
  const pids = line.split(" ").map(Number);
  process.kill(Number(daemonPid), "SIGKILL");
  return { daemon, pids };
};

const ofProgram = (child: string | LonelyChild): LonelyChild =>
  typeof child === "string" ? { argv: [child, "files"] } : child;

/**
 * Have a daemon start children (by the name of a fixture program), kill it with -9, and look at what is left.
 * Nothing of it stays behind.
 */
export const afterDaemonDeath = async (
  children: ReadonlyArray<string | LonelyChild>,
  body: (left: Orphaned) => Promise<void>,
): Promise<void> => {
  const home = realpathSync(mkdtempSync(join(tmpdir(), "sentinel-death-")));
  const script = join(home, "daemon.mjs");
  const die = async (told: ReadonlyArray<LonelyChild>): Promise<ReadonlyArray<number>> => {
    const { daemon, pids } = await startDaemon(home, script, told);
    if (daemon.exitCode === null) await once(daemon, "exit");
    return pids;
  };
  try {
    writeFileSync(script, bundle());
    const pids = await die(children.map(ofProgram));
    await body({
      home,
      pids,
      directoryOf: (index) => join(home, "runs", `child-${index}`, "7"),
      another: () => die([]),
    });
  } finally {
    await endAll(home);
    rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
};

/** End what still lives under a home. */
const endAll = async (home: string): Promise<void> => {
  const spawner = await nextDaemon(home);
  const end = Effect.gen(function* () {
    const { runs } = yield* spawner.left;
    const live = runs.filter(({ life }) => life === "live");
    for (const run of live) {
      const process = yield* spawner.adopt(run, run.spec);
      if (lives(process.pid)) yield* process.kill;
      yield* process.end;
    }
  });
  await Effect.runPromise(end);
};
