import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { basename } from "node:path";
import { promisify } from "node:util";
import { nodeSession } from "./nodeSession.ts";
import type { ShimWay } from "./shim.ts";

/** How this system starts a command in its own process group with default signal dispositions. */
export interface Launcher extends ShimWay {
  readonly shell: string;
  /** What creates the command's process group. */
  readonly by: "env and setsid" | "perl" | "setsid" | "node";
  /** Variables of the command that one of these programs would obey, by name; they are set after its start. */
  readonly obeys: RegExp;
  /** Variables for these programs, which don't reach the command. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Absolute, because the shim's PATH is the child's. */
export const findExecutable = (...candidates: ReadonlyArray<string>): string | null =>
  candidates.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  }) ?? null;

type Find = typeof findExecutable;

const works = async (prefix: ReadonlyArray<string>): Promise<boolean> => {
  const [program, ...args] = [...prefix, "/bin/sh", "-c", ":"];
  if (program === undefined) return false;
  return promisify(execFile)(program, args).then(
    () => true,
    () => false,
  );
};

type Grouping = Omit<Launcher, "shell" | "place">;

const nothing = /^(?!)/;
const plain = { session: [], obeys: nothing, variables: {} };

const perlGroup =
  'delete $ENV{PERL_BADLANG}; setpgrp; $SIG{INT} = $SIG{QUIT} = "DEFAULT"; exec { $ARGV[0] } @ARGV; exit 127';

/** Without PERL_BADLANG, perl complains in the command's own output of a language that is not installed. */
const byPerl = (perl: string): Grouping => ({
  by: "perl",
  prefix: [perl, "-e", perlGroup, "--"],
  session: [],
  obeys: /^(VERSIONER_)?PERL/,
  variables: { PERL_BADLANG: "0" },
});

/** What is on every machine that runs Sentinel, for a macOS without perl. */
const byNode = (shell: string): Grouping => ({
  by: "node",
  prefix: [],
  session: nodeSession(shell),
  obeys: /^(NODE_|UV_|OPENSSL_|SSL_)/,
  variables: {},
});

/** Ways to reset ignored INT and QUIT signals and to create a process group, best first. */
const groupingUnder = async (shell: string, find: Find): Promise<Grouping> => {
  const env = find("/usr/bin/env", "/bin/env");
  const setsid = find("/usr/bin/setsid", "/bin/setsid");
  if (env && setsid) {
    const coreutils = [env, "--default-signal=INT,QUIT", setsid];
    if (await works(coreutils)) return { ...plain, by: "env and setsid", prefix: coreutils };
  }
  const perl = find("/usr/bin/perl", "/usr/local/bin/perl");
  if (perl && (await works([perl, "-e", perlGroup, "--"]))) return byPerl(perl);
  return setsid && (await works([setsid])) ? { ...plain, by: "setsid", prefix: [setsid] } : byNode(shell);
};

/**
 * The best shell that there is. As sh, which it is on macOS and some Linux systems, bash is in POSIX mode, and says nothing
 * of signals.
 */
export const findShell = (find: Find = findExecutable): string =>
  find("/bin/dash", "/usr/bin/dash") ?? find("/bin/bash", "/usr/bin/bash") ?? "/bin/sh";

/**
 * Find the best way, once. dash distinguishes codes from signals in the output of `jobs`; bash does not, but like
 * every other shell it reports most signals of a foreground command. A setsid that resets no signals needs the foreground,
 * too.
 */
export const findLauncher = async (find: Find = findExecutable): Promise<Launcher> => {
  const shell = findShell(find);
  const grouping = await groupingUnder(shell, find);
  const isBackground = basename(shell) === "dash" && grouping.by !== "setsid";
  return { shell, place: isBackground ? "background" : "foreground", ...grouping };
};
