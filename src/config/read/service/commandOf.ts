import type { Command } from "../../../domain/tree/Command.ts";
import { entry, type LocatedMap, positionOf } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import type { ServiceFile } from "../../language/language.ts";
import { parseCommandLine } from "./commandLine.ts";
import { parseTemplateLine } from "./perReplica.ts";

/** The command of a child; null if it is empty, which is reported. */
export const commandOf = (
  { command }: Pick<ServiceFile, "command">,
  map: LocatedMap,
  report: Report,
): Command | null => {
  const written = entry(map, "command");
  const isTemplate = written?.kind === "scalar" && written.perReplica === true;
  const parseLine = isTemplate ? parseTemplateLine : parseCommandLine;
  const parsed = typeof command === "string" ? parseLine(command) : { argv: command };
  const isEmpty = parsed === null || ("argv" in parsed && parsed.argv[0] === "");
  if (isEmpty) report.error(positionOf(map, ["command"]), "the command is empty", "write the command to run");
  return isEmpty ? null : parsed;
};
