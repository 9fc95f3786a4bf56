import { absent } from "./absent.ts";
import { ending } from "./ending.ts";
import { health } from "./health.ts";
import { output } from "./output.ts";
import { program } from "./program.ts";
import { resources } from "./resources.ts";
import { supervision } from "./supervision.ts";
import { times } from "./times.ts";

/** Keys of PM2, supervisord, process-compose, systemd, launchd and docker compose, by what to write instead. */
export const foreignHints = [
  ...[...program, ...supervision, ...health, ...ending],
  ...[...output, ...times, ...resources, ...absent],
];

/** Groups of systemd settings with a common prefix. */
const families: ReadonlyArray<readonly [pattern: RegExp, hint: string]> = [
  [/^(Condition|Assert)[A-Z]/, "conditions are not supported: write `command: test … && exec program`"],
  [
    /^(Protect|Private|Restrict|SystemCall)[A-Z]/,
    "Sentinel does not sandbox programs: remove it, or run the program through a sandboxing tool in the command",
  ],
  [
    /^(Runtime|State|Cache|Logs|Configuration)Directory/,
    "Sentinel does not create directories: write hooks: { before_start: mkdir -p … }",
  ],
  [/^Limit[A-Z]/, "write limits: { open_files: … }, or another one of docs/limits.md"],
  [/^(CPU|IO|Memory|OOM)[A-Z]/, "see docs/limits.md for what a child may use"],
  [
    /^Listen[A-Z]/,
    "write port, or named ports, for the ports that the program listens on; Sentinel does not open sockets for it",
  ],
];

/** A key in a form that is the same for `ExecStart`, `exec_start` and `exec-start`. */
export const squashed = (key: string): string => key.toLowerCase().replace(/[-_]/g, "");

const hints: ReadonlyMap<string, string> = new Map(
  foreignHints.flatMap(([hint, keys]) => keys.split(/\s+/).map((key) => [squashed(key), hint] as const)),
);

/** A hint for a key of another tool, or for one of ours in another spelling; null for other keys. */
export const foreignKey = (key: string, legal: ReadonlyArray<string>): string | null => {
  const plain = squashed(key);
  const same = legal.find((one) => squashed(one) === plain);
  if (same !== undefined) return `write ${same}`;
  return hints.get(plain) ?? families.find(([pattern]) => pattern.test(key))?.[1] ?? null;
};
