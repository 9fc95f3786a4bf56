import { constants } from "node:os";
import type { Exit } from "../../../../domain/tree/Exit.ts";
import { realTimeName } from "../../../../domain/tree/signals.ts";

/**
 * A process, identified by pid and start time (in the system's format), so that it can't be mistaken for a later one
 * with the same pid.
 */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: string;
}

/** What the shim has reported about its run so far. */
export interface ShimStatus {
  readonly shim: ProcessIdentity | null;
  readonly child: ProcessIdentity | null;
  readonly exit: Exit | null;
  /** Other output of the shell, such as "Killed" or "Cannot fork". */
  readonly shellOutput: string;
}

/** Signal names by number; for two names of one number (SIGABRT, SIGIOT) the first, which is POSIX's. */
const signalNames = new Map(
  Object.entries(constants.signals)
    .toReversed()
    .map(([name, number]) => [number, name]),
);

const nameOf = (number: number): string => signalNames.get(number) ?? realTimeName(number) ?? `SIG${number}`;

/** The start time of a process in one form: ps pads the day of the month. */
export const startForm = (text: string): string => text.trim().replace(/ +/g, " ");

const identity = (text: string, who: "shim" | "child"): ProcessIdentity | null => {
  const match = new RegExp(`^${who} (\\d+) +(\\S.*)\n`, "m").exec(text);
  return match?.[1] && match[2] ? { pid: Number(match[1]), startedAt: startForm(match[2]) } : null;
};

/** What the shell's output says about an exit status above 128. */
type ExitKind = "code" | "signal" | "untold";

/** `jobs` prints "Killed" for the end by a signal, and "Done(137)" for the end by a code. */
const kindInBackground = (text: string): ExitKind => {
  const job = /^\[\d+\].*\n/m.exec(text)?.[0];
  if (job === undefined) return "untold";
  return job.includes("Done") ? "code" : "signal";
};

const neverReported = [constants.signals.SIGINT, constants.signals.SIGPIPE].map((signal) => 128 + signal);

/** A shell reports every signal of a foreground command except SIGINT and SIGPIPE, and never a code. */
const kindInForeground = (status: number, words: string): ExitKind => {
  if (words !== "") return "signal";
  return neverReported.includes(status) ? "untold" : "code";
};

const exitOf = (status: number, kind: ExitKind): Exit => {
  if (status <= 128 || kind === "code") return { code: status };
  if (kind === "signal") return { signal: nameOf(status - 128) };
  return { unknown: `exit status ${status}: code or signal, the shell cannot tell` };
};

/** Parse the shim's status file. A line that is missing or has no end yet gives null. */
export const parseShimStatus = (text: string): ShimStatus => {
  const shellOutput = text
    .split("\n")
    .filter((line) => line.trim() !== "" && !/^((shim|child|exit) \d|\[\d+\])/.test(line))
    .join("; ");
  const end = /^exit (\d+)( foreground)?\n/m.exec(text);
  const status = Number(end?.[1]);
  const kind = end?.[2] ? kindInForeground(status, shellOutput) : kindInBackground(text);
  return {
    shim: identity(text, "shim"),
    child: identity(text, "child"),
    exit: end ? exitOf(status, kind) : null,
    shellOutput,
  };
};
