import type { EndKind, Exit, ExitMatch, ExitRules } from "../domain/Exit.ts";

/** What is known about an end besides the exit itself. */
interface EndCircumstances {
  /** We had asked the run to stop. */
  readonly asked: boolean;
  /** The child's own stop signal. */
  readonly stopSignal: string;
}

const matches = (list: ReadonlyArray<ExitMatch>, exit: Exit): boolean =>
  list.some((entry) =>
    "code" in exit ? entry === exit.code : "signal" in exit ? entry === exit.signal : false,
  );

/**
 * What an exit means to supervision. After our own request every exit is `shutdown`. Otherwise a listed
 * success is `normal`; death by SIGTERM or the child's stop signal is `shutdown`, because somebody outside
 * asked it to end; all else is a crash. SIGKILL is always a crash: the out-of-memory killer uses it.
 * Source: research/otp.md sections 7 and 9 (L01 to L06).
 */
export const endKind = (exit: Exit, rules: ExitRules, how: EndCircumstances): EndKind => {
  if (how.asked) return "shutdown";
  if (matches(rules.success, exit)) return "normal";
  if ("signal" in exit && exit.signal !== "SIGKILL" && ["SIGTERM", how.stopSignal].includes(exit.signal)) {
    return "shutdown";
  }
  return "crash";
};

/** Whether the rules say that no restart can cure this exit. */
export const isFatal = (exit: Exit, rules: ExitRules): boolean => matches(rules.fatal, exit);

/** Whether the rules say that an end before readiness with this exit means "not wanted here". */
export const isIgnored = (exit: Exit, rules: ExitRules): boolean => matches(rules.ignore, exit);

/** An exit in a few words: `exit code 1`, `killed by SIGKILL`. */
export const describeExit = (exit: Exit): string =>
  "code" in exit
    ? `exit code ${exit.code}`
    : "signal" in exit
      ? `killed by ${exit.signal}`
      : `exit unknown: ${exit.unknown}`;
