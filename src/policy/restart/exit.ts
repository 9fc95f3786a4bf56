import type { EndKind, Exit, ExitMatch, ExitRules, LeftBehind } from "../../domain/tree/Exit.ts";
import { exactSizeText } from "../messages/size.ts";

/** The circumstances of an exit. */
interface ExitContext {
  /** Whether Sentinel had asked the run to stop. */
  readonly asked: boolean;
  /** The child's own stop signal. */
  readonly stopSignal: string;
}

const matches = (list: ReadonlyArray<ExitMatch>, exit: Exit): boolean =>
  list.some((entry) =>
    "code" in exit ? entry === exit.code : "signal" in exit ? entry === exit.signal : false,
  );

/**
 * How supervision classifies an exit. After Sentinel's own request, every exit is `shutdown`. Otherwise, a listed
 * success is `normal`; death by SIGTERM or by the child's stop signal is `shutdown`, because the signal was a request
 * to stop; anything else is a `crash`. SIGKILL is always a crash: the out-of-memory killer sends it.
 * Source: research/otp.md sections 7 and 9 (L01 to L06).
 */
export const endKind = (exit: Exit, rules: ExitRules, context: ExitContext): EndKind => {
  if (context.asked) return "shutdown";
  if (matches(rules.success, exit)) return "normal";
  if (
    "signal" in exit &&
    exit.signal !== "SIGKILL" &&
    ["SIGTERM", context.stopSignal].includes(exit.signal)
  ) {
    return "shutdown";
  }
  return "crash";
};

/** Whether the rules list this exit as fatal: a restart can't fix it. */
export const isFatal = (exit: Exit, rules: ExitRules): boolean => matches(rules.fatal, exit);

/** Whether the rules say that this exit before readiness means "not needed here" (OTP's `ignore`). */
export const isIgnored = (exit: Exit, rules: ExitRules): boolean => matches(rules.ignore, exit);

/** The signals that terminate a process and have the same number on every system. */
const signals: Readonly<Record<number, string>> = {
  ...{ 1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 5: "SIGTRAP", 6: "SIGABRT", 8: "SIGFPE" },
  ...{
    9: "SIGKILL",
    11: "SIGSEGV",
    13: "SIGPIPE",
    14: "SIGALRM",
    15: "SIGTERM",
    24: "SIGXCPU",
    25: "SIGXFSZ",
  },
};

/** The meaning that shells give to an exit code; programs may use it for something else. Empty for other codes. */
const shellMeaning = (code: number): string => {
  if (code === 126) return " (as a shell reports a command that it could not execute)";
  if (code === 127) return " (as a shell reports a command that it did not find)";
  const signal = signals[code - 128];
  return signal === undefined ? "" : ` (128 + ${code - 128}, as a shell reports ${signal})`;
};

/** The out-of-memory killer always sends SIGKILL. */
const killedBy = ({ signal, outOfMemory }: Extract<Exit, { signal: string }>): string => {
  if (outOfMemory === undefined) return `killed by ${signal}`;
  const { limit } = outOfMemory;
  return limit === null
    ? "the kernel ended it: the machine, or a group above it, was out of memory"
    : `the kernel ended it: memory limit of ${exactSizeText(limit)} reached`;
};

/** An exit in a few words: `exit code 1`, `killed by SIGKILL`. */
export const describeExit = (exit: Exit): string =>
  "code" in exit
    ? `exit code ${exit.code}${shellMeaning(exit.code)}`
    : "signal" in exit
      ? killedBy(exit)
      : `exit unknown: ${exit.unknown}`;

/** The number of leftover processes that are named; the others are counted. */
const maxNamed = 3;

/**
 * The processes that a program left behind when it exited successfully before it was ready, and what to do: usually, it
 * put itself into the background. If it left none, it is probably a one-off job.
 */
export const describeLeftBehind = (exit: Exit, left: ReadonlyArray<LeftBehind>): string => {
  if (!("code" in exit) || exit.code !== 0) return "";
  if (left.length === 0) return "; if it is a one-off job, declare it with `oneshot: true`";
  const processes = left.slice(0, maxNamed).map(({ pid, command }) => `pid ${pid} (${command})`);
  const more = left.length > maxNamed ? ` and ${left.length - maxNamed} more` : "";
  const were = left.length === 1 ? "was" : "were";
  return `; it left behind ${processes.join(", ")}${more}, which ${were} ended: a program must stay in the foreground here (an option such as -F, --foreground, --nodaemon or "daemon off")`;
};
