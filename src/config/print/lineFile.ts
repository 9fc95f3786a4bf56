import type { Command } from "../../domain/tree/Command.ts";
import { parseCommandLine } from "../read/service/commandLine.ts";

/** A command without templates in the file. A shell command that would be parsed as one without a shell is a list. */
export const lineFile = (command: Command) => {
  if ("argv" in command) return command.argv;
  const read = parseCommandLine(command.shell);
  return read && "shell" in read ? command.shell : (["/bin/sh", "-c", command.shell] as const);
};
