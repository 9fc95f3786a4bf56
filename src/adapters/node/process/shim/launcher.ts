import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { basename } from "node:path";
import { promisify } from "node:util";

/** How this system starts a command in its own process group with default signal dispositions. */
export interface Launcher {
  readonly shell: string;
  /** Where the shim runs the command; see shim.ts. */
  readonly place: "background" | "foreground";
  /** Programs that exec the command, so that its pid is the one that the shim has reported. */
  readonly prefix: ReadonlyArray<string>;
}

/** Absolute, because the shim's PATH is the child's. */
const findExecutable = (...candidates: ReadonlyArray<string>): string | null =>
  candidates.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  }) ?? null;

const works = async (prefix: ReadonlyArray<string>): Promise<boolean> => {
  const [program, ...args] = [...prefix, "/bin/sh", "-c", ":"];
  if (program === undefined) return false;
  return promisify(execFile)(program, args).then(
    () => true,
    () => false,
  );
};

const perlGroup = 'setpgrp; $SIG{INT} = $SIG{QUIT} = "DEFAULT"; exec { $ARGV[0] } @ARGV; exit 127';

/**
 * Programs that reset ignored INT and QUIT signals and create a process group. Perl is for macOS (not tested there).
 */
const signalResetPrefix = async (): Promise<ReadonlyArray<string> | null> => {
  const env = findExecutable("/usr/bin/env", "/bin/env");
  const setsid = findExecutable("/usr/bin/setsid", "/bin/setsid");
  if (env && setsid) {
    const coreutils = [env, "--default-signal=INT,QUIT", setsid];
    if (await works(coreutils)) return coreutils;
  }
  const perl = findExecutable("/usr/bin/perl", "/usr/local/bin/perl");
  return perl ? [perl, "-e", perlGroup, "--"] : null;
};

/**
 * The best shell that there is. As sh, which it is on macOS and some Linux systems, bash is in POSIX mode, and says nothing
 * of signals.
 */
export const findShell = (find = findExecutable): string =>
  find("/bin/dash", "/usr/bin/dash") ?? find("/bin/bash", "/usr/bin/bash") ?? "/bin/sh";

/**
 * Find the best way, once. dash distinguishes codes from signals in the output of `jobs`; bash does not, but like
 * every other shell it reports most signals of a foreground command. Throws if no program can create a group.
 */
export const findLauncher = async (): Promise<Launcher> => {
  const shell = findShell();
  const resetting = await signalResetPrefix();
  if (resetting)
    return { shell, place: basename(shell) === "dash" ? "background" : "foreground", prefix: resetting };
  const setsid = findExecutable("/usr/bin/setsid", "/bin/setsid");
  if (setsid === null) throw new Error("neither setsid nor perl was found, and one of them is needed");
  return { shell, place: "foreground", prefix: [setsid] };
};
