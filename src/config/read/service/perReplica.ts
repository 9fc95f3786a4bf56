import type { Schema } from "effect";
import type { ServiceSpec } from "../../../domain/tree/ChildSpec.ts";
import type { Command } from "../../../domain/tree/Command.ts";
import { forReplica, replicaReference, templateOf } from "../../../domain/tree/replicaVariable.ts";
import { entry, type Located, type LocatedMap, type LocatedScalar } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import type { ServiceFile } from "../../language/language.ts";
import { parseCommandLine, wordsOf } from "./commandLine.ts";

/** The scalars of a value with the instance number in them. */
const templatesIn = (located: Located | undefined): ReadonlyArray<LocatedScalar> => {
  switch (located?.kind) {
    case "scalar":
      return located.perReplica ? [located] : [];
    case "list":
      return located.items.flatMap(templatesIn);
    case "map":
      return [...located.entries.values()].flatMap(({ value }) => templatesIn(value));
    default:
      return [];
  }
};

const templatesOf = (service: LocatedMap): ReadonlyArray<LocatedScalar> =>
  ["command", "env"].flatMap((key) => templatesIn(entry(service, key)));

/** Reports uses of the instance number in a child without replicas. */
export const reportReplicaVariable = (
  { replicas }: { readonly replicas?: number },
  service: LocatedMap,
  report: Report,
): void => {
  if (replicas !== undefined) return;
  for (const { at } of templatesOf(service))
    report.error(
      at,
      `${replicaReference} is the instance number, but this child has no replicas`,
      `add \`replicas:\`, or write $${replicaReference} for a shell variable`,
    );
};

/** Parses a command line that is a template. Whether it needs a shell is decided with a number filled in. */
export const parseTemplateLine = (template: string): Command | null => {
  const parsed = parseCommandLine(forReplica(template, "1"));
  if (parsed === null || "shell" in parsed) return parsed && { shell: template };
  const [program = "", ...rest] = wordsOf(template) ?? [];
  return { argv: [program, ...rest] };
};

/**
 * The specification with its command and environment as templates, if one of them contains the instance number; `map` is
 * the map that it was read from.
 */
export const withTemplates = (spec: ServiceSpec, map: LocatedMap): ServiceSpec => {
  if (templatesOf(map).length === 0) return spec;
  const [line, env] = [entry(map, "command"), entry(map, "env")];
  const text = (value: string, written: Located | undefined): string =>
    templatesIn(written).length > 0 ? value : templateOf(value);
  const word = (value: string, index: number): string =>
    text(value, line?.kind === "list" ? line.items[index] : line);
  const { command } = spec;
  return {
    ...spec,
    command:
      "shell" in command
        ? { shell: text(command.shell, line) }
        : {
            argv: [
              word(command.argv[0], 0),
              ...command.argv.slice(1).map((each, index) => word(each, index + 1)),
            ],
          },
    env: Object.fromEntries(
      Object.entries(spec.env).map(([name, value]) => [
        name,
        typeof value === "string" ? text(value, entry(env, name)) : value,
      ]),
    ),
    interpolatesReplica: true,
  };
};

/** A character that can't occur in the text of a file. */
const templateMark = "\0";

const marked = (template: string): string =>
  template.replace(/\$+(?=\{SENTINEL_REPLICA\})/g, (dollars) => templateMark.repeat(dollars.length));

type ServiceInFile = Schema.Schema.Encoded<typeof ServiceFile>;

/** A service with the dollar signs of its templates marked: all other dollar signs have to be doubled. */
export const withMarks = (file: ServiceInFile): ServiceInFile => {
  const { command, env = {} } = file;
  const text = <Written>(written: Written): Written | string =>
    typeof written === "string" ? marked(written) : written;
  const line: ServiceInFile["command"] =
    typeof command === "object" ? [text(command[0]), ...command.slice(1).map(text)] : text(command);
  return {
    ...file,
    command: line,
    env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, text(value)])),
  };
};

/** The text with marked dollar signs restored. */
export const unmarked = (text: string): string => text.replaceAll(templateMark, "$");
