import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

/** What a daemon that has been killed has left. */
interface Orphaned {
  readonly home: string;
  readonly pids: ReadonlyArray<number>;
  readonly directoryOf: (index: number) => string;
}

/** A daemon in a process of its own, under a shell with few descriptors; it has started these programs. */
const startDaemon = async (
  home: string,
  script: string,
  names: ReadonlyArray<string>,
): Promise<{ daemon: ChildProcess; pids: ReadonlyArray<number> }> => {
  const command = 'ulimit -S -n 321; "$@" & echo "$!"; wait';
  const daemon = spawn("/bin/sh", ["-c", command, "sh", process.execPath, script, home, ...names], {
    stdio: ["ignore", "pipe", "inherit"],
  });
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

/** Have a daemon start programs, kill it with -9, and look at what is left. */
export const afterDaemonDeath = async (
  names: ReadonlyArray<string>,
  body: (left: Orphaned) => Promise<void>,
): Promise<void> => {
  const home = realpathSync(mkdtempSync(join(tmpdir(), "sentinel-death-")));
  try {
    const script = join(home, "daemon.mjs");
    buildSync({
      entryPoints: [fileURLToPath(new URL("./lonelyDaemon.ts", import.meta.url))],
      outfile: script,
      bundle: true,
      platform: "node",
      format: "esm",
      define: { "import.meta.dirname": JSON.stringify(import.meta.dirname) },
    });
    const { daemon, pids } = await startDaemon(home, script, names);
    if (daemon.exitCode === null) await once(daemon, "exit");
    await body({ home, pids, directoryOf: (index) => join(home, "runs", `child-${index}`, "7") });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
};
