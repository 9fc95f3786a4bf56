import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, fstatSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { smallMemory } from "../../../launchd/daemonArguments.ts";
import { CliError, exitCode } from "../../client/client.ts";
import { homeFiles } from "../../home/files.ts";
import { describeError, makeFolder } from "../../home/folders.ts";
import { homeProblem, unusable } from "../../home/homeProblem.ts";
import { closeInheritedDescriptors } from "./closeInherited.ts";
import { withDaemonVariables } from "./daemonVariables.ts";
import { pipeVariable } from "./startupPipe.ts";

/** The descriptor on which the daemon reports why it does not start. */
const startupDescriptor = 3;

/** A daemon that was started in the background. */
interface DetachedDaemon {
  readonly process: ChildProcess;
  /** Resolves when it has exited, with its exit code and reason. */
  readonly ended: Promise<CliError>;
  /** Stop waiting for it. */
  readonly release: () => void;
}

/**
 * The daemon's log, opened for appending; null if the disk is full: then the reason arrives by the startup pipe only.
 */
const openLog = (home: string): number | null => {
  try {
    return openSync(join(home, homeFiles.log), "a", 0o600);
  } catch (error) {
    if (["ENOSPC", "EDQUOT"].includes((error as NodeJS.ErrnoException).code ?? "")) return null;
    throw new CliError(
      exitCode.failed,
      unusable(home, `${homeFiles.log} can't be written: ${describeError(error)}`),
    );
  }
};

/**
 * Start `sentinel daemon` with these arguments in the background, with its output in the home's log. Throws why that
 * is impossible.
 */
export const spawnDaemon = (home: string, args: ReadonlyArray<string>): DetachedDaemon => {
  const unusableHome = homeProblem(home);
  if (unusableHome !== null) throw new CliError(exitCode.failed, unusableHome);
  const problem = makeFolder(home);
  if (problem !== null) throw new CliError(exitCode.failed, unusable(home, problem));
  closeInheritedDescriptors();
  const output = openLog(home);
  const logOffset = output === null ? 0 : fstatSync(output).size;
  const daemon = spawn(
    process.execPath,
    [...smallMemory, process.argv[1] ?? "", "daemon", "--home", home, ...args],
    {
      detached: true,
      stdio: ["ignore", output ?? "ignore", output ?? "ignore", "pipe"],
      env: { ...withDaemonVariables(process.env), ...pipeVariable(startupDescriptor) },
    },
  );
  if (output !== null) closeSync(output);
  const startupPipe = daemon.stdio[startupDescriptor] as Readable;
  const loggedText = (): string =>
    output === null
      ? ""
      : readFileSync(join(home, homeFiles.log)).subarray(logOffset).toString("utf8").trim();
  const ended = Promise.all([once(daemon, "exit"), text(startupPipe).catch(() => "")]).then(
    ([[code], why]) =>
      new CliError(
        typeof code === "number" ? code : exitCode.failed,
        (why || loggedText()).replace(/^sentinel: /, "") ||
          "the daemon was killed before its tree had started",
      ),
    (error: Error) => new CliError(exitCode.failed, `the daemon can't be started: ${error.message}`),
  );
  return {
    process: daemon,
    ended,
    release: () => {
      daemon.unref();
      startupPipe.destroy();
    },
  };
};
