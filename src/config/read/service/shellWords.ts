/**
 * Words that have a meaning for a shell and are not programs on every system. Source: POSIX.1-2024, XCU 2.4 (reserved
 * words), 2.15 (special built-ins), 1.7 (intrinsic utilities). `echo`, `test`, `true` and so on are also programs and are
 * run without a shell. `source` is not in POSIX, but commonly used for `.`.
 */
const reserved = [
  ...["!", "{", "}", "case", "do", "done", "elif", "else", "esac", "fi", "for", "if", "in", "then"],
  ...["until", "while"],
];
const special = [
  ...["break", ":", "continue", ".", "eval", "exec", "exit", "export", "readonly", "return", "set"],
  ...["shift", "times", "trap", "unset", "source"],
];
const intrinsic = [
  ...["alias", "bg", "cd", "command", "fc", "fg", "getopts", "hash", "jobs", "kill", "read", "type"],
  ...["ulimit", "umask", "unalias", "wait"],
];

const shellWords: ReadonlySet<string> = new Set([...reserved, ...special, ...intrinsic]);

/** Whether a command that begins with this word needs a shell. */
export const isShellWord = (word: string): boolean => shellWords.has(word);
