import { constants } from "node:os";
import type { Exit } from "../../../domain/Exit.ts";

/** A process that can't be mistaken for another one with the same pid: its start time in clock ticks goes along. */
export interface Identity {
  readonly pid: number;
  readonly startedAt: string;
}

/** What the shim has written about its run so far. */
export interface ShimStatus {
  readonly shim: Identity | null;
  readonly child: Identity | null;
  readonly exit: Exit | null;
}

/** The first name of each number: the later ones (SIGIOT, SIGPOLL) are old names of the same signals. */
const signalNames = new Map(
  Object.entries(constants.signals)
    .map(([name, number]) => [number, name] as const)
    .reverse(),
);

const identity = (text: string, who: "shim" | "child"): Identity | null => {
  const match = new RegExp(`^${who} (\\d+) (\\d+)$`, "m").exec(text);
  return match?.[1] && match[2] ? { pid: Number(match[1]), startedAt: match[2] } : null;
};

/** Read the shim's status file; what is not there yet, or only half written, is null. */
export const parseShimStatus = (text: string): ShimStatus => {
  const exit = /^exit (\d+)$/m.exec(text)?.[1];
  return {
    shim: identity(text, "shim"),
    child: identity(text, "child"),
    exit: exit === undefined ? null : exitOf(Number(exit), text),
  };
};

/**
 * A shell's exit status as an exit. Above 128 it may be a code or a signal; the shell's own words tell:
 * `Done(137)` is a code, anything else a signal's name. Without words it is not guessed.
 */
const exitOf = (status: number, text: string): Exit => {
  const words = /^\[\d+\].*$/m.exec(text)?.[0];
  if (status <= 128 || words?.includes("Done")) return { code: status };
  const signal = signalNames.get(status - 128);
  if (words && signal) return { signal };
  return { unknown: `the shell reported ${status}, which may be a code or a signal` };
};
