import type { ServiceSpec } from "../../../domain/tree/ChildSpec.ts";
import type { Command } from "../../../domain/tree/Command.ts";
import type { Hook, Hooks, Reload } from "../../../domain/tree/HookSpec.ts";
import { hookNames } from "../../../policy/hook/hookNames.ts";
import { type LocatedMap, positionOf } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import type { HookFile } from "../../language/hooks.ts";
import type { ServiceFile } from "../../language/language.ts";
import { parseCommandLine } from "./commandLine.ts";

/** How long a hook may take by default, in ms. */
const defaultTimeout = 30_000;

type Line = string | readonly [string, ...ReadonlyArray<string>];

interface Place {
  readonly map: LocatedMap;
  readonly path: ReadonlyArray<string>;
  readonly report: Report;
}

const commandOf = (line: Line, { map, path, report }: Place): Command | null => {
  const command = typeof line === "string" ? parseCommandLine(line) : { argv: line };
  if (command && !("argv" in command && command.argv[0] === "")) return command;
  report.error(
    positionOf(map, path),
    `the command of ${path.join(".")} is empty`,
    "write the command to run",
  );
  return null;
};

const isMap = (file: HookFile): file is Exclude<HookFile, Line> =>
  typeof file === "object" && "command" in file;

/** A hook; null if it is invalid, which is reported. */
const hookOf = (file: HookFile, place: Place): Hook | null => {
  const { command: line, timeout = defaultTimeout } = isMap(file) ? file : { command: file };
  const command = commandOf(line, place);
  return command && { command, timeoutMs: timeout };
};

const hooksOf = ({ hooks }: ServiceFile, map: LocatedMap, report: Report): Hooks =>
  Object.fromEntries(
    hookNames.flatMap((name) => {
      const file = hooks?.[name];
      const hook = file && hookOf(file, { map, path: ["hooks", name], report });
      return hook ? [[name, hook]] : [];
    }),
  );

/** What a reload does; null if it is not declared, or invalid, which is reported. */
const reloadOf = ({ reload }: ServiceFile, map: LocatedMap, report: Report): Reload | null => {
  if (reload === undefined) return null;
  if (typeof reload === "string") return { signal: reload };
  const { signal, command, timeout } = reload;
  if (command !== undefined && signal === undefined) {
    const hook = { command, ...(timeout === undefined ? {} : { timeout }) };
    return hookOf(hook, { map, path: ["reload"], report });
  }
  if (signal !== undefined && command === undefined && timeout === undefined) return { signal };
  const [message, hint] =
    signal === undefined
      ? ["reload does nothing", "write a signal, such as `reload: SIGHUP`, or `reload: { command: … }`"]
      : [
          `reload has signal and ${command === undefined ? "timeout" : "command"}`,
          "a signal is all of a reload: keep one of them",
        ];
  report.error(positionOf(map, ["reload"]), message, hint);
  return null;
};

/** The hooks of a service, and what reloads it. */
export const readHooks = (
  file: ServiceFile,
  map: LocatedMap,
  report: Report,
): Pick<ServiceSpec, "hooks" | "reload"> => {
  const hooks = hooksOf(file, map, report);
  const reload = reloadOf(file, map, report);
  return {
    ...(Object.keys(hooks).length === 0 ? {} : { hooks }),
    ...(reload === null ? {} : { reload }),
  };
};
