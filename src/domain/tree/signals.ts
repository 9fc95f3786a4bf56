/** The signals that can be sent by name, in the order of their numbers on Linux, which start at 1. */
export const signalNames = [
  "SIGHUP",
  "SIGINT",
  "SIGQUIT",
  "SIGILL",
  "SIGTRAP",
  "SIGABRT",
  "SIGBUS",
  "SIGFPE",
  "SIGKILL",
  "SIGUSR1",
  "SIGSEGV",
  "SIGUSR2",
  "SIGPIPE",
  "SIGALRM",
  "SIGTERM",
  "SIGSTKFLT",
  "SIGCHLD",
  "SIGCONT",
  "SIGSTOP",
  "SIGTSTP",
  "SIGTTIN",
  "SIGTTOU",
  "SIGURG",
  "SIGXCPU",
  "SIGXFSZ",
  "SIGVTALRM",
  "SIGPROF",
  "SIGWINCH",
  "SIGIO",
  "SIGPWR",
  "SIGSYS",
] as const;

/** Other names of the same signals. */
const aliases: ReadonlyMap<string, string> = new Map([
  ["SIGCLD", "SIGCHLD"],
  ["SIGIOT", "SIGABRT"],
  ["SIGPOLL", "SIGIO"],
]);

/** The range for programs; the C library reserves 32 and 33 for itself (signal(7) on Linux). */
const realTime = { first: 34, last: 64 };

/** The name of a real-time signal: `SIGRTMIN`, `SIGRTMIN+1` …; null for any other number. */
export const realTimeName = (number: number): string | null => {
  if (!Number.isInteger(number) || number < realTime.first || number > realTime.last) return null;
  return number === realTime.first ? "SIGRTMIN" : `SIGRTMIN+${number - realTime.first}`;
};

/** The number of a real-time signal, named as `realTimeName` names it; null for any other name. */
export const realTimeNumber = (name: string): number | null => {
  const from = /^SIGRTMIN(?:\+(\d+))?$/.exec(name);
  return from ? realTime.first + Number(from[1] ?? 0) : null;
};

/** All results of `parseSignal`. */
export const allSignals: ReadonlyArray<string> = [
  ...signalNames,
  ...Array.from({ length: realTime.last + 1 }, (_, number) => realTimeName(number) ?? []).flat(),
];

/** Parses `RTMIN+3`, counted from the first real-time signal, and `RTMAX-2`, counted from the last. */
const parseRealTime = (name: string): string | null => {
  const [, end, offset] = /^SIGRT(MIN|MAX)([+-]\d+)?$/.exec(name) ?? [];
  if (end === undefined) return null;
  return realTimeName((end === "MIN" ? realTime.first : realTime.last) + Number(offset ?? 0));
};

const byNumber = (number: number): string | null => signalNames[number - 1] ?? realTimeName(number);

/**
 * Parses `TERM`, `term`, `SIGTERM` and 15 as `SIGTERM`; `RTMIN+3`, `RTMAX-27` and 37 as `SIGRTMIN+3`. Numbers are those
 * of Linux. Null if there is no such signal.
 */
export const parseSignal = (text: string): string | null => {
  if (/^\d+$/.test(text)) return byNumber(Number(text));
  const upper = text.toUpperCase();
  const name = upper.startsWith("SIG") ? upper : `SIG${upper}`;
  const known = aliases.get(name) ?? signalNames.find((signal) => signal === name);
  return known ?? parseRealTime(name);
};
