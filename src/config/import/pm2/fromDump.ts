import {
  entry,
  type Located,
  type LocatedEntry,
  type LocatedMap,
  withValue,
} from "../../diagnostics/located.ts";
import { text } from "../table/values.ts";

/** The keys of a process in PM2's dump that an ecosystem file has too; the others are its state. */
const kept = new Set([
  ...[
    "name",
    "namespace",
    "args",
    "node_args",
    "exec_interpreter",
    "exec_mode",
    "instance_var",
    "increment_var",
  ],
  ...["uid", "gid", "filter_env", "autostart", "autorestart", "stop_exit_codes", "exp_backoff_restart_delay"],
  ...["restart_delay", "min_uptime", "max_restarts", "cron_restart", "max_memory_restart", "kill_timeout"],
  ...["shutdown_with_message", "wait_ready", "listen_timeout", "watch", "ignore_watch"],
]);

/** Those that have another name there. */
const renamed: Readonly<Record<string, string>> = { pm_exec_path: "script", pm_cwd: "cwd" };

/** Variables that PM2 sets, or the shell for itself. */
const ofPm2OrShell = /^(PM2_\w+|unique_id|NODE_APP_INSTANCE|_|PWD|OLDPWD|SHLVL|TERM)$/;

/** An ecosystem file made of a dump, and how many variables of its shell were left out. */
interface FromDump {
  readonly ecosystem: Located;
  readonly leftOut: number;
}

const isProcess = (value: Located): value is LocatedMap =>
  value.kind === "map" && value.entries.has("pm_exec_path");

/** The key that an ecosystem file has for a key of the dump; undefined for state. */
const keyOf = (key: string): string | undefined =>
  Object.hasOwn(renamed, key) ? renamed[key] : kept.has(key) || key.startsWith("env_") ? key : undefined;

const appOf = (process: LocatedMap): LocatedMap => ({
  ...process,
  entries: new Map(
    [...process.entries].flatMap(([key, one]): ReadonlyArray<readonly [string, LocatedEntry]> => {
      const to = keyOf(key);
      return to === undefined ? [] : [[to, one]];
    }),
  ),
});

/** The variables of a process that its new daemon would not have anyway. */
const ownVariables = (
  process: LocatedMap,
  inherited: Readonly<Record<string, string | undefined>>,
): LocatedMap | null => {
  const env = entry(process, "env");
  if (env?.kind !== "map") return null;
  const isOwn = ([name, { value }]: readonly [string, LocatedEntry]): boolean =>
    !ofPm2OrShell.test(name) && name !== text(entry(process, "name")) && inherited[name] !== text(value);
  return { ...env, entries: new Map([...env.entries].filter(isOwn)) };
};

/**
 * `~/.pm2/dump.pm2`, which `pm2 save` writes, as an ecosystem file; null if a source is no dump. The dump has each instance of
 * an app, and with each the whole environment of the shell that started it: variables with the same value in `inherited`, the
 * environment of the importing shell, are left out.
 */
export const fromDump = (
  source: Located,
  inherited: Readonly<Record<string, string | undefined>>,
): FromDump | null => {
  if (source.kind !== "list" || !source.items.some(isProcess)) return null;
  const apps = new Map<string, { readonly app: LocatedMap; readonly instances: number }>();
  let leftOut = 0;
  for (const process of source.items.filter(isProcess)) {
    const id = `${text(entry(process, "namespace"))}/${text(entry(process, "name"))}`;
    const known = apps.get(id);
    if (known) {
      apps.set(id, { ...known, instances: known.instances + 1 });
      continue;
    }
    const env = ownVariables(process, inherited);
    const all = entry(process, "env");
    if (env !== null && all?.kind === "map") leftOut += all.entries.size - env.entries.size;
    const app = appOf(process);
    apps.set(id, { app: env === null ? app : withValue(app, "env", env), instances: 1 });
  }
  const items = [...apps.values()].map(({ app, instances }) =>
    instances === 1 ? app : withValue(app, "instances", { kind: "scalar", at: app.at, value: instances }),
  );
  return { ecosystem: { ...source, items }, leftOut };
};
