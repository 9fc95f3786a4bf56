import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { promisify } from "node:util";

/** How this system starts a command in a process group of its own, with the signals it is used to. */
export interface Launcher {
  readonly shell: string;
  /** Where the shim runs the command; see shim.ts. */
  readonly place: "background" | "foreground";
  /** Programs that turn into the command by exec, so its pid is the one that the shim has written. */
  readonly prefix: ReadonlyArray<string>;
}

/** Absolute, because the PATH that the shim has is the child's. */
const find = (...candidates: ReadonlyArray<string>): string | null =>
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

/** Programs that undo the ignoring of INT and QUIT, and make a group. Perl is macOS's way (reasoned, not run there). */
const resettingPrefix = async (): Promise<ReadonlyArray<string> | null> => {
  const env = find("/usr/bin/env", "/bin/env");
  const setsid = find("/usr/bin/setsid", "/bin/setsid");
  if (env && setsid) {
    const coreutils = [env, "--default-signal=INT,QUIT", setsid];
    if (await works(coreutils)) return coreutils;
  }
  const perl = find("/usr/bin/perl", "/usr/local/bin/perl");
  return perl ? [perl, "-e", perlGroup, "--"] : null;
};

/**
 * Look for the best way once. dash tells a code from a signal in the words of `jobs`; bash does not, but it
 * mentions most signals of a command in the foreground, and so does every other shell. Throws where nothing
 * makes a group.
 */
export const findLauncher = async (): Promise<Launcher> => {
  const dash = find("/bin/dash", "/usr/bin/dash");
  const shell = dash ?? "/bin/sh";
  const resetting = await resettingPrefix();
  if (resetting) return { shell, place: dash ? "background" : "foreground", prefix: resetting };
  const setsid = find("/usr/bin/setsid", "/bin/setsid");
  if (setsid === null) throw new Error("neither setsid nor perl was found, and one of them is needed");
  return { shell, place: "foreground", prefix: [setsid] };
};
