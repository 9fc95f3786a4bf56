import { readLogRecord } from "./logRecord.ts";

/** How well a line explains a failure, the best first. */
export const relevances = ["cause", "problem", "exit", "other", "noise"] as const;

/**
 * - `cause`: a runtime's or a server's own report of the error that ended it.
 * - `problem`: a line that reports a problem.
 * - `exit`: only how the program ended, which is known already.
 * - `other`: any other text.
 * - `noise`: a part of a dump, or boilerplate that follows every failure.
 */
export type Relevance = (typeof relevances)[number];

/** A line of output with its relevance, and its text as it is quoted. */
export interface RatedLine {
  readonly relevance: Relevance;
  readonly text: string;
}

const noise: ReadonlyArray<RegExp> = [
  /^\s*$/,
  /^[\s^~|+*=_.#-]*$/,
  /^[\s\])}[({,;]*$/,
  // Stack traces.
  /^\s+at /,
  /^\s*\.\.\. \d+ (more|lines)/,
  /^\s+File "/,
  /^\s+from \S+:\d+/,
  /^#\d+ /,
  /^\s*\d+: (0x|\S*::|<)/,
  /^goroutine \d+ \[/,
  /^[\w./*()]+\.[\w.*()]+\(.*\)$/,
  // Commands in Tcl's stack traces.
  /^".*"$/,
  /^Stack trace:$/i,
  /^stack backtrace:$/,
  /Traceback \(most recent call last\):$/,
  /^(During handling of the above exception|The above exception was the direct cause)/,
  /^Emitted 'error' event (on|at)/,
  /^[-<].*(stack ?trace|Last few GCs).*[->]$/i,
  /^\[\d+:0x[0-9a-f]+\]/,
  // The position in the source; the source line and a caret follow.
  /^(file:\/\/|node:)?\/?[^\s:]+:\d+$/,
  /^Require stack:$/,
  /^- \/\S+$/,
  // Added by the runtime.
  /^Node\.js v\d/,
  /^\(Use `node --trace/,
  /^\(node:\d+\) /,
  /^\S+:\d+: \w*Warning: /,
  /^note: /,
  /^Error: (Could not create the Java Virtual Machine|A fatal exception has occurred)/,
  /^BEGIN failed--/,
  /^Compilation failed in require/,
  // Added by the tools that ran the program.
  /^npm (ERR!|error)( code| path| command| errno| syscall| workspace| location| signal| Lifecycle| Exit status| A complete log| To see a list|\s{2,}| This is probably| There is likely| Failed at|$)/,
  /^npm (ERR!|error) (\w+$|\w+ This is related to npm|\w+@\S+ \w+: `)/,
  /^> /,
  /^error Command failed/,
  /^\s*ELIFECYCLE\b/,
  /^info Visit https:/,
  /^(\[nodemon\]|error: script) /,
  /^make(\[\d+\])?: (\*\*\* .* Error \d+|Leaving|Entering)/,
  /^exit status \d+$/i,
  // Help.
  /^(usage|options|flags|commands|arguments|available commands|examples?|synopsis)\b[^:]*:/i,
  /^(try|use|run|see|type) .{0,60}(--help|-h\b)/i,
  /^for (more|a list|help)\b/i,
  /^HINT:|^\S+ .*\bHINT:/,
];

/** The names of errors and exceptions, as languages print them before the message. */
const exception =
  /^(Uncaught )?([\w$]+[.:]{1,2})*[A-Z_a-z][\w$]*(Error|Exception|Interrupt|Failure|Rejection|Timeout)( \[\w+\]| \(0x[0-9A-F]+\))?(:|$)/;

const cause: ReadonlyArray<RegExp> = [
  exception,
  /^Error( \[\w+\])?: /,
  /^\[cause\]: /,
  /^Exception in thread /,
  /^Caused by: /,
  /^Unhandled exception\. /,
  /^(panic|fatal error): /,
  /^thread '.*' (\(\d+\) )?panicked at /,
  /^FATAL ERROR: /,
  /^(PHP )?(Fatal|Parse) error: /,
  /^\S+:\d+:in .*\(\w+(::\w+)*\)$/,
  /^what\(\): /,
  /\bAssertion `.*' failed\.$/,
  /^(free|malloc|realloc|corrupted|double free|munmap_chunk)\(?.*\): /,
  /^\*\*\* (stack smashing|buffer overflow|glibc) /,
  /\b(FATAL|PANIC): /,
  /^nginx: \[emerg\]|\[(emerg|crit|alert)\] /,
  /^Can't locate \S+ in @INC/,
  /^Web server failed to start/,
];

/** Logged at a lower level than an error. */
const belowError: ReadonlyArray<RegExp> = [
  /^(\[?\d[\d\s:.,[\]TZ+-]*)?\W?\[?(info|debug|trace|notice|log|warn|warning)\b[\]:]?/i,
  /^(?!.*\b(ERROR|FATAL)\b).{0,60}\b(INFO|DEBUG|TRACE|NOTICE|WARN|WARNING)\b/,
  // A question is a suggestion.
  /\?$/,
];

const problem =
  /\b(errors?|fatal|fail(s|ed|ure|ing)?|can ?not|can't|could ?n[o']t|unable|denied|refused|not (found|defined|supported|allowed|permitted|exist|set|a directory|enough)|no such|does ?n[o']t exist|invalid|illegal|missing|unbound|unknown|unrecogni[sz]ed|unexpected|undefined|exception|panic|in use|out of memory|cannot|bad|wrong|must|required|expected|too (long|large|many|old)|denied|timed? ?out|corrupt(ed)?|unsupported|unreachable|mismatch|conflicts?)\b|(Error|Exception)\b/i;

const exitNotice: ReadonlyArray<RegExp> = [
  /^(\S+: line \d+:\s+\d+ )?(segmentation fault|aborted|killed|terminated|bus error|floating point exception|illegal instruction|trace\/breakpoint trap)\b/i,
  /^(\W*[\d[].*[\]:] )?(aborting|exiting|shutting down|giving up|quitting|bye)\b/i,
];

/** Terminal escape sequences, such as colours. */
const escapes = new RegExp(
  `${String.fromCharCode(27)}(\\[[0-9;?]*[A-Za-z]|\\][^${String.fromCharCode(7)}]*${String.fromCharCode(7)}?)`,
  "g",
);

/** The time is stored with each line, so it is not quoted. */
const timestamp = /^\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d(:\d\d)?([.,]\d+)?( ?(Z|UTC|[+-]\d\d:?\d\d))?\]?\s+/;

/** The prefix of tools that merge the output of several programs. */
const sourcePrefix = /^[\w.-]+\s+\| /;

/** A line as a terminal would show it: without colours, and only the text after the last carriage return. */
const asDisplayed = (line: string): string =>
  line
    .replace(escapes, "")
    .split("\r")
    .findLast((part) => part.trim() !== "")
    ?.trimEnd() ?? "";

/** Without Node's standard sentence about unhandled rejections. */
const shortened = (text: string): string =>
  text
    .replace(/^\[(UnhandledPromiseRejection: .*)\] \{$/, "$1")
    .replace(/^(UnhandledPromiseRejection: )This error originated .*\.catch\(\)\. /, "$1")
    .replace(/^\[cause\]: /, "");

/** Without the vertical bars before the lines of a Python exception group. */
const withoutRules = (line: string): string => line.replace(/^(\s+\|)+ ?/, "");

const cleaned = (line: string): string => shortened(line.trim().replace(timestamp, ""));

/** The text of a line, and how well it explains a failure by itself. */
export const rateLine = (raw: string): RatedLine => {
  const line = withoutRules(asDisplayed(raw).replace(sourcePrefix, ""));
  const record = readLogRecord(line.trim());
  if (record) return { relevance: record.isError ? "cause" : "other", text: record.text };
  const text = cleaned(line);
  const isDetail = /^\s/.test(line) && !/^\s+(what\(\): |\[cause\]: )/.test(line);
  if (isDetail || noise.some((pattern) => pattern.test(line))) return { relevance: "noise", text };
  if (cause.some((pattern) => pattern.test(text))) return { relevance: "cause", text };
  if (exitNotice.some((pattern) => pattern.test(text))) return { relevance: "exit", text };
  if (belowError.some((pattern) => pattern.test(text))) return { relevance: "other", text };
  return { relevance: problem.test(text) ? "problem" : "other", text };
};
