import type { ServiceEnd } from "../ServiceManager.ts";

/** What `launchctl print` says about a job. */
export interface PrintedJob {
  readonly state: string;
  readonly pid: number | null;
  readonly runs: number | null;
  readonly lastEnd: ServiceEnd | null;
  readonly program: string | null;
  /** The path of its plist. */
  readonly path: string | null;
  /** How long it may take to end after SIGTERM, in s. */
  readonly exitTimeoutS: number | null;
  /** launchd starts it only if it is told to, as in a session by ssh. */
  readonly isPended: boolean;
  /** launchd can't execute its program. */
  readonly isInPenaltyBox: boolean;
}

/** The signals of macOS by number; other systems number some of them differently. */
const signals: Readonly<Record<string, string>> = {
  ...{ 1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 5: "SIGTRAP", 6: "SIGABRT", 8: "SIGFPE" },
  ...{ 9: "SIGKILL", 10: "SIGBUS", 11: "SIGSEGV", 12: "SIGSYS", 13: "SIGPIPE", 14: "SIGALRM", 15: "SIGTERM" },
  ...{ 24: "SIGXCPU", 25: "SIGXFSZ", 30: "SIGUSR1", 31: "SIGUSR2" },
};

const topLevel = /^\t([^\t=][^=]*) = (.*)$/;

/** The lines with one tab; blocks, such as those of coalitions, have keys of the same names. */
const topLevelOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text.split("\n").flatMap((line) => {
      const [, key, value] = topLevel.exec(line) ?? [];
      return key === undefined || value === undefined || value === "{" ? [] : [[key, value] as const];
    }),
  );

const wholeNumber = (text: string | undefined): number | null =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : null;

/** `Killed: 9`: the system's word for a signal, and its number. */
const signalIn = (text: string): string => signals[/: (\d+)$/.exec(text)?.[1] ?? ""] ?? text;

const lastEndIn = (keys: ReadonlyMap<string, string>): ServiceEnd | null => {
  const signal = keys.get("last terminating signal");
  if (signal !== undefined) return { signal: signalIn(signal) };
  const reason = keys.get("last exit reason");
  if (reason !== undefined) return { reason };
  // `78: EX_CONFIG` has its name with it; `(never exited)` is no code.
  const code = /^-?\d+/.exec(keys.get("last exit code") ?? "")?.[0];
  return code === undefined ? null : { code: Number(code) };
};

/** Read what `launchctl print` has printed; null if it is not about a job. */
export const readPrintedJob = (text: string): PrintedJob | null => {
  const keys = topLevelOf(text);
  const state = keys.get("state");
  if (state === undefined) return null;
  return {
    state,
    pid: wholeNumber(keys.get("pid")),
    runs: wholeNumber(keys.get("runs")),
    lastEnd: lastEndIn(keys),
    program: keys.get("program") ?? null,
    path: keys.get("path") ?? null,
    exitTimeoutS: wholeNumber(keys.get("exit timeout")),
    isPended: keys.has("pended nondemand spawn"),
    isInPenaltyBox: keys.get("properties")?.split(" | ").includes("penalty box") === true,
  };
};

/** The labels that `launchctl print-disabled` lists as disabled: `=> true` before macOS 13. */
export const readDisabledLabels = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/^\t+"(.+)" => (?:disabled|true)$/gm)].map(([, label]) => label ?? "");
