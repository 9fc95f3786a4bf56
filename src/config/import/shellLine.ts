import { parseCommandLine } from "../commandLine.ts";
import type { Setting } from "./draft.ts";

/** Words that a shell understands itself: no program of that name is run. */
const shellWords = new Set([
  ...[".", ":", "alias", "bg", "break", "case", "cd", "command", "continue", "eval", "exec", "exit"],
  ...["export", "fg", "for", "getopts", "hash", "if", "jobs", "read", "readonly", "return", "set", "shift"],
  ...["source", "times", "trap", "type", "ulimit", "umask", "unalias", "unset", "until", "wait", "while"],
]);

/** A line that the source gives to a shell, as a command that does the same. */
export const shellLine = (line: string, shell = "/bin/sh"): Setting => {
  const command = parseCommandLine(line);
  const simple = command !== null && "argv" in command && !shellWords.has(command.argv[0]);
  if (simple) return line;
  return shell === "/bin/sh" && command !== null && "shell" in command ? line : [shell, "-c", line];
};

/** A word as a POSIX shell has to be told it. */
export const quoted = (word: string): string =>
  /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
