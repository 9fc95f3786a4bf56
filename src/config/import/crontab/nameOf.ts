import { wordsOf } from "../../read/service/commandLine.ts";
import { tableOf } from "../table/tableOf.ts";

/** Commands that only prepare the following ones. */
const preparing = new Set([
  ...[".", ":", "[", "cd", "export", "set", "sleep", "source", "test", "true", "ulimit", "umask", "unset"],
]);

/**
 * A wrapper that starts another program: its options with a value, and its number of operands before that program.
 */
interface Wrapper {
  readonly valued?: string;
  readonly operands?: number;
}

const interpreter: Wrapper = {};
const wrappers: Readonly<Record<string, Wrapper>> = tableOf({
  ...{ bash: interpreter, sh: interpreter, node: interpreter, perl: interpreter, php: interpreter },
  ...{ python: interpreter, python3: interpreter, ruby: interpreter, command: {}, exec: {}, chronic: {} },
  env: { valued: "u" },
  flock: { valued: "wE", operands: 1 },
  ionice: { valued: "cn" },
  nice: { valued: "n" },
  nohup: {},
  "run-parts": {},
  sudo: { valued: "ugh" },
  time: {},
  timeout: { valued: "sk", operands: 1 },
});

const assignment = /^[A-Za-z_]\w*=/;

/** A program without its folder. */
const baseOf = (word: string): string => word.replace(/\/$/, "").replace(/^.*\//, "");

const isName = (word: string): boolean => /^[A-Za-z][\w.-]*$/.test(word);

/** The words after a wrapper, its options, their values and its operands. */
const behind = (
  words: ReadonlyArray<string>,
  { valued = "", operands = 0 }: Wrapper,
): ReadonlyArray<string> => {
  let at = 0;
  for (let left = operands; at < words.length; at += 1) {
    const word = words[at] ?? "";
    if (/^-/.test(word)) at += /^-\w$/.test(word) && valued.includes(word.slice(1)) ? 1 : 0;
    else if (!assignment.test(word)) {
      if (left === 0) break;
      left -= 1;
    }
  }
  return words.slice(at);
};

/** The program that a command runs; null if it has no name. */
const programOf = (words: ReadonlyArray<string>): string | null => {
  const [first, ...rest] = words;
  if (first === undefined) return null;
  if (assignment.test(first)) return programOf(rest);
  const program = baseOf(first);
  if (preparing.has(program)) return null;
  const wrapper = Object.hasOwn(wrappers, program) ? wrappers[program] : undefined;
  if (!wrapper) return isName(program) ? program : programOf(rest);
  const inner = behind(rest, wrapper);
  // `sh -c 'a; b'`
  return inner[0] !== undefined && /\s/.test(inner[0]) ? telling(inner[0]) : programOf(inner);
};

/** The commands of a line, split at unquoted shell operators. */
const commands = /(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^;&|()<>{}\n"'])+/g;

/** The first telling program of a line. */
const telling = (line: string): string | null => {
  for (const [command] of line.matchAll(commands)) {
    const program = programOf(wordsOf(command) ?? command.split(/\s+/));
    if (program !== null) return program;
  }
  return null;
};

/** The number of characters of a command in which its name is searched for. */
const telltale = 1_000;

/** A name for a command: its first meaningful program, without folder and extension. */
export const nameOf = (command: string): string =>
  (telling(command.slice(0, telltale)) ?? "job").replace(/\.(sh|py|rb|pl|php|js|mjs)$/, "");
