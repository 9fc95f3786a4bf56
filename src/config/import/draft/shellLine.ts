import { parseCommandLine } from "../../read/service/commandLine.ts";
import type { Setting } from "./draft.ts";

/** A command for a line that the source runs by a shell. */
export const shellLine = (line: string, shell = "/bin/sh"): Setting => {
  const command = parseCommandLine(line);
  if (command !== null && "argv" in command) return line;
  return shell === "/bin/sh" && command !== null && "shell" in command ? line : [shell, "-c", line];
};

/** A word quoted for a POSIX shell. */
export const quoted = (word: string): string =>
  /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
