import { execFile, execFileSync, type SpawnSyncReturns, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { psEnvironment } from "../../../../home/psEnvironment.ts";
import { startForm } from "../shim/shimStatus.ts";
import type { ProcessSource } from "./ProcessSource.ts";
import type { ProcessEntry } from "./processEntry.ts";

// For systems without /proc. A start time is in the words of ps, which depend on zone and language: the shim asks with
// the same ones (shim.ts).

const columns = ["-o", "pid=", "-o", "ppid=", "-o", "pgid=", "-o", "stat=", "-o", "lstart="];

/** As printed in the language C: the day is padded. */
const row = /^ *(\d+) +(\d+) +(\d+) +(\S+) +([A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}) *$/;

/** How much of a command is shown, in characters. */
const longestCommand = 80;

/** A line of ps as a process; null if it has another form than ps prints in the language C. */
export const entryIn = (line: string): ProcessEntry | null => {
  const [, pid, parent, group, state = "", start = ""] = row.exec(line) ?? [];
  if (pid === undefined) return null;
  return {
    pid: Number(pid),
    parent: Number(parent),
    group: Number(group),
    // macOS prints an address.
    session: 0,
    startedAt: startForm(start),
    isDead: state.startsWith("Z"),
  };
};

/** All current processes. Rejects when ps fails. */
const entries = async (): Promise<ReadonlyArray<ProcessEntry>> => {
  const { stdout } = await promisify(execFile)("/bin/ps", ["-A", ...columns], {
    env: psEnvironment,
    maxBuffer: 64 << 20,
  });
  const found = stdout.split("\n").flatMap((line) => entryIn(line) ?? []);
  if (found.length === 0) throw new Error("ps lists no process in a form that is known");
  return found;
};

/** How ps ended. */
type PsEnd = Pick<SpawnSyncReturns<string>, "error" | "status" | "signal" | "stdout" | "stderr">;

/**
 * What ps has printed about a process; null if there is none, which it says by status 1 alone. When it fails itself,
 * because the system allows no more processes for example, it explains that or ends otherwise: then this throws.
 */
export const printedAbout = (
  pid: number,
  { error, status, signal, stdout, stderr }: PsEnd,
): string | null => {
  if (error) throw error;
  if (status === 0) return stdout;
  if (status === 1 && stdout.trim() === "" && stderr === "") return null;
  throw new Error(
    `ps could not tell about process ${pid}: ${stderr.trim() || `it ended with ${status ?? signal}`}`,
  );
};

const printed = (pid: number, ...options: ReadonlyArray<string>): string | null =>
  printedAbout(
    pid,
    spawnSync("/bin/ps", [...options, "-p", String(pid)], { env: psEnvironment, encoding: "utf8" }),
  );

/** The identity of a live process; null if it is gone. Throws if ps could not say. */
const identityOf = (pid: number): Pick<ProcessEntry, "pid" | "startedAt"> | null => {
  const text = printed(pid, ...columns);
  if (text === null) return null;
  const entry = entryIn(text.replace(/\n$/, ""));
  if (entry === null) throw new Error(`ps describes process ${pid} in an unknown form: ${text.trim()}`);
  return entry.isDead ? null : entry;
};

/**
 * The program that a process runs, with its first argument unless that is an option, which may contain a secret. Null
 * if the process is gone, or ps could not say. `-ww`: without a terminal, ps cuts at 79 columns.
 */
const commandOf = (pid: number): string | null => {
  try {
    const [program = "", argument = ""] = (printed(pid, "-ww", "-o", "command=") ?? "").trim().split(" ");
    const shown = argument.startsWith("-") ? program : `${program} ${argument}`;
    return shown.trim().slice(0, longestCommand) || null;
  } catch {
    return null;
  }
};

let ownBoot: string | undefined;

/** Identifies this boot of the machine. The time of the boot does not: it moves with each correction of the clock. */
const bootId = (): string => {
  ownBoot ??= execFileSync("/usr/sbin/sysctl", ["-n", "kern.bootsessionuuid"], {
    env: psEnvironment,
    encoding: "utf8",
  }).trim();
  return ownBoot;
};

/** Environments of others are not shown. */
const variableOf = (): null => null;

/** For systems without /proc, such as macOS: a process of ps for each answer. */
export const ps = { identityOf, entries, commandOf, variableOf, bootId } satisfies ProcessSource;
