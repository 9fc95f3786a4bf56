import { nearest } from "../../policy/nearest.ts";
import type { UnknownOption } from "./invocation.ts";

/** What to write for an option of another tool. `value` returns the value that was typed, or a placeholder. */
type Suggestion = (value: (placeholder: string) => string) => string;

const write =
  (option: string): Suggestion =>
  () =>
    `write ${option}`;

const lines: Suggestion = (value) => `write -n ${value("N")}`;
const plan: Suggestion = () => "`sentinel plan` shows what apply would do";
const watch: Suggestion = () => "`sentinel watch` shows the tree live";
const everything: Suggestion = () => "the whole tree is /";
const inFile =
  (key: string): Suggestion =>
  () =>
    `set ${key} in the file`;
const noColour: Suggestion = () => "NO_COLOR=1 in the environment turns colours off";
const foreground: Suggestion = () => "`sentinel up` without --detach runs in the foreground";
const noQuestion: Suggestion = () => "there is no prompt: `sentinel plan` shows the changes first";

/** By verb. Short options are listed with their hyphen. */
const byVerb: Readonly<Record<string, Readonly<Record<string, Suggestion>>>> = {
  logs: {
    ...{ lines, tail: lines, last: lines, limit: lines, nlines: lines },
    ...{ err: write("--stream stderr"), stderr: write("--stream stderr") },
    ...{ out: write("--stream stdout"), stdout: write("--stream stdout") },
    ...{ time: write("--timestamps"), filter: write("--grep RE"), "-g": write("--grep RE") },
    ...{
      unit: (value) => `write \`sentinel logs ${value("PATH")}\``,
      "-u": () => "write `sentinel logs PATH`",
    },
    ...{
      nostream: () => "without -f, logs does not follow",
      "no-follow": () => "without -f, logs does not follow",
    },
  },
  events: { lines, tail: lines, last: lines, limit: lines },
  up: {
    ...{ foreground, nodaemon: foreground, "no-daemon": foreground, "-n": foreground },
    ...{
      daemon: write("--detach"),
      background: write("--detach"),
      "-D": write("--detach"),
      "-b": write("--detach"),
    },
    ...{ config: write("-f FILE"), "-c": write("-f FILE"), "env-file": inFile("env_file") },
    ...{ wait: () => "`up --detach` returns when the tree has started", "dry-run": plan },
  },
  daemon: {
    ...{
      detach: () => "`sentinel up --detach` starts a daemon and returns",
      "-d": () => "`sentinel up --detach` starts a daemon and returns",
    },
    ...{ config: write("-f FILE"), "-c": write("-f FILE") },
  },
  apply: {
    ...{ "dry-run": plan, check: plan, diff: plan, "-n": plan },
    ...{ yes: noQuestion, "-y": noQuestion, "auto-approve": noQuestion },
    ...{ config: write("-f FILE"), "-c": write("-f FILE") },
  },
  plan: { config: write("-f FILE"), "-c": write("-f FILE") },
  status: {
    ...{ watch, follow: watch, "-w": watch, "-f": watch },
    ...{ all: () => "`sentinel status` shows everything", "-a": () => "`sentinel status` shows everything" },
  },
  start: { all: everything, "-a": everything },
  restart: {
    ...{ all: everything, "-a": everything, timeout: inFile("stop.timeout"), "-t": inFile("stop.timeout") },
    "update-env": () => "every start reads the environment and env files again",
  },
  stop: {
    ...{ all: everything, "-a": everything, timeout: inFile("stop.timeout"), "-t": inFile("stop.timeout") },
    ...{
      signal: () => "`sentinel signal PATH SIGNAL` sends a signal",
      "-s": () => "`sentinel signal PATH SIGNAL` sends a signal",
    },
    ...{ force: () => "`sentinel signal PATH KILL` kills", now: () => "`sentinel signal PATH KILL` kills" },
  },
  down: {
    force: write("--now"),
    "-f": write("--now"),
    timeout: inFile("stop.timeout"),
    "-t": inFile("stop.timeout"),
  },
  add: {
    ...{ name: () => "the name is the first argument: add NAME -- COMMAND..." },
    ...{
      instances: () => "`sentinel scale PATH N` sets the number of instances",
      "-i": () => "`sentinel scale PATH N` sets the number of instances",
    },
  },
};

/** For every verb. */
const forEveryVerb: Readonly<Record<string, Suggestion>> = {
  ...{ output: write("--json"), format: write("--json"), "-o": write("--json") },
  ...{ color: noColour, colors: noColour, "no-color": noColour, "no-colors": noColour },
  version: () => "`sentinel version` prints it",
};

const own = (
  table: Readonly<Record<string, Suggestion>> | undefined,
  word: string,
): Suggestion | undefined => (table && Object.hasOwn(table, word) ? table[word] : undefined);

/** What to write instead of an option that the verb doesn't have. */
const hint = (verb: string, { option, value, known }: UnknownOption): string => {
  const word = option.replace(/^--/, "");
  // `-5`, as for head and tail.
  const number = known.includes("number") ? /^-(\d+)$/.exec(option)?.[1] : undefined;
  if (number !== undefined) return `write -n ${number}`;
  const translated =
    own(Object.hasOwn(byVerb, verb) ? byVerb[verb] : undefined, word) ?? own(forEveryVerb, word);
  if (translated) return translated((placeholder) => value ?? placeholder);
  const near = option.startsWith("--") ? nearest(word, known) : null;
  return near === null ? `\`sentinel help ${verb}\` lists the options` : `did you mean --${near}?`;
};

/** The error message of an unknown option, with a suggestion. */
export const optionMessage = (verb: string, unknown: UnknownOption): string =>
  `${unknown.message}; ${hint(verb, unknown)}`;
