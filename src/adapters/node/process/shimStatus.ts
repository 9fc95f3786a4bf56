import { constants } from "node:os";
import type { Exit } from "../../../domain/Exit.ts";

/** A process that can't be mistaken for another one with the same pid: its start time goes along, as the system words it. */
export interface Identity {
  readonly pid: number;
  readonly startedAt: string;
}

/** What the shim has written about its run so far. */
export interface ShimStatus {
  readonly shim: Identity | null;
  readonly child: Identity | null;
  readonly exit: Exit | null;
  /** What the shell had to say besides, such as "Killed" or "Cannot fork". */
  readonly words: string;
}

/** Signal names by number; of two names for one number (SIGABRT, SIGIOT) the first, which is POSIX's. */
const signalNames = new Map(
  Object.entries(constants.signals)
    .toReversed()
    .map(([name, number]) => [number, name]),
);

const firstRealTimeSignal = 34;

const nameOf = (number: number): string =>
  signalNames.get(number) ??
  (number < firstRealTimeSignal ? `SIG${number}` : `SIGRTMIN+${number - firstRealTimeSignal}`);

const identity = (text: string, who: "shim" | "child"): Identity | null => {
  const match = new RegExp(`^${who} (\\d+) +(\\S.*)\n`, "m").exec(text);
  return match?.[1] && match[2] ? { pid: Number(match[1]), startedAt: match[2].trim() } : null;
};

/** What the shell's words tell of an exit status above 128. */
type Kind = "code" | "signal" | "untold";

/** `jobs` words the end by a signal as the signal, "Killed", and the end by a code as "Done(137)". */
const inBackground = (text: string): Kind => {
  const job = /^\[\d+\].*\n/m.exec(text)?.[0];
  if (job === undefined) return "untold";
  return job.includes("Done") ? "code" : "signal";
};

const neverMentioned = [constants.signals.SIGINT, constants.signals.SIGPIPE].map((signal) => 128 + signal);

/** Of a command in the foreground a shell mentions every signal but SIGINT and SIGPIPE, and never a code. */
const inForeground = (status: number, words: string): Kind => {
  if (words !== "") return "signal";
  return neverMentioned.includes(status) ? "untold" : "code";
};

const exitOf = (status: number, kind: Kind): Exit => {
  if (status <= 128 || kind === "code") return { code: status };
  if (kind === "signal") return { signal: nameOf(status - 128) };
  return { unknown: `exit status ${status}: code or signal, the shell cannot tell` };
};

/** Read the shim's status file. What is not there yet, or half written, without the end of its line, is null. */
export const parseShimStatus = (text: string): ShimStatus => {
  const words = text
    .split("\n")
    .filter((line) => line.trim() !== "" && !/^((shim|child|exit) \d|\[\d+\])/.test(line))
    .join("; ");
  const end = /^exit (\d+)( foreground)?\n/m.exec(text);
  const status = Number(end?.[1]);
  const kind = end?.[2] ? inForeground(status, words) : inBackground(text);
  return {
    shim: identity(text, "shim"),
    child: identity(text, "child"),
    exit: end ? exitOf(status, kind) : null,
    words,
  };
};
