import { setGroup, setUser } from "../table/identity.ts";
import { tableOf } from "../table/tableOf.ts";
import { without } from "../table/unsupportedRows.ts";
import { flag, text, texts } from "../table/values.ts";
import { contested, filesOf, toldContested, variablesOf } from "./environment.ts";
import { last } from "./readUnit.ts";
import { fill } from "./specifiers.ts";
import { type UnitRow, write } from "./unitRows.ts";

const written = (
  value: Parameters<NonNullable<UnitRow["apply"]>>[0],
  rowContext: Parameters<typeof write>[1],
) => ({
  kind: "scalar" as const,
  at: value.at,
  value: write(text(last(value)), rowContext),
});

const folders: Readonly<Record<string, readonly [string, string]>> = tableOf({
  RuntimeDirectory: ["RUNTIME_DIRECTORY", "%t"],
  StateDirectory: ["STATE_DIRECTORY", "%S"],
  CacheDirectory: ["CACHE_DIRECTORY", "%C"],
  LogsDirectory: ["LOGS_DIRECTORY", "%L"],
  ConfigurationDirectory: ["CONFIGURATION_DIRECTORY", "%E"],
});

/** The keys for a service's user, directory and environment. */
export const identityRows: ReadonlyArray<UnitRow> = [
  {
    key: "User",
    to: "uid",
    fidelity: "exact",
    note: "by number",
    apply: (value, draft, rowContext) =>
      setUser(written(value, rowContext), draft, rowContext.context.request.osUsers),
  },
  {
    key: "Group",
    to: "gid",
    fidelity: "exact",
    note: "by number",
    apply: (value, draft, rowContext) =>
      setGroup(written(value, rowContext), draft, rowContext.context.request.osUsers),
  },
  {
    key: "SupplementaryGroups",
    to: "groups",
    fidelity: "exact",
    note: "",
    apply: (value, draft) =>
      void draft.settings.set(
        "groups",
        texts(value).flatMap((line) => line.split(/\s+/)),
      ),
  },
  {
    key: "DynamicUser",
    to: null,
    fidelity: "unsupported",
    note: "create a user for it and write its number as uid; until then it is not started",
    apply: (value, draft, { report }) => {
      if (flag(last(value), report, "DynamicUser") !== true) return { fidelity: "exact", note: "" };
      if (draft.settings.has("uid")) return { note: "it runs as the user of User=" };
      draft.blockers.add("DynamicUser=yes: write the uid of a user of its own and remove autostart: false");
      return undefined;
    },
  },
  {
    key: "UMask",
    to: "umask",
    fidelity: "exact",
    note: "",
    byDefault: "0022",
    apply: (value, draft) => void draft.settings.set("umask", text(last(value))),
  },
  {
    key: "WorkingDirectory",
    to: "cwd",
    fidelity: "exact",
    note: "",
    byDefault: "/",
    apply: (value, draft, rowContext) => {
      const path = text(last(value));
      const { isUser } = rowContext.context.unit;
      const home = fill("%h", rowContext.context.unit).text;
      const standard = value.at.line === 0 && isUser ? home : null;
      const optional = path.startsWith("-");
      const bare = optional ? path.slice(1) : path;
      draft.settings.set("cwd", standard ?? (bare === "~" ? home : write(bare, rowContext)));
      return optional
        ? { fidelity: "approximate", note: "it must exist, in systemd it need not" }
        : undefined;
    },
  },
  ...without("Sentinel does not change the root directory", "RootDirectory", "RootImage"),
  {
    key: "(inherited environment)",
    to: "inherit_env, env.PATH",
    fidelity: "approximate",
    note: "PATH, HOME, USER and their like only, with systemd's PATH; INVOCATION_ID, JOURNAL_STREAM and SYSTEMD_EXEC_PID are not set",
    byDefault: false,
    apply: (_, draft, { context, given }) => {
      const pass = given("PassEnvironment");
      if (!pass) draft.settings.set("inherit_env", false);
      if (!context.unit.isUser)
        draft.settings.set("env.PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
      return undefined;
    },
  },
  {
    key: "Environment",
    to: "env",
    fidelity: "exact",
    note: "",
    apply: (value, draft, rowContext) => {
      const { lost, open } = contested(rowContext);
      for (const [name, to] of variablesOf(value, rowContext.report))
        if (!lost.includes(name)) draft.settings.set(`env.${name}`, write(to, rowContext));
      return toldContested({ lost, open });
    },
  },
  {
    key: "EnvironmentFile",
    to: "env_file",
    fidelity: "exact",
    note: "a `-` before a file means that it may be missing",
    apply: (value, draft, rowContext) => {
      draft.settings.set("env_file", filesOf(value, rowContext));
      return toldContested(contested(rowContext));
    },
  },
  {
    key: "PassEnvironment",
    to: "inherit_env",
    fidelity: "exact",
    note: "",
    apply: (value, draft) =>
      void draft.settings.set(
        "inherit_env",
        texts(value).flatMap((line) => line.split(/\s+/)),
      ),
  },
  ...without("leave it out of the daemon's environment", "UnsetEnvironment"),
  ...Object.entries(folders).map(
    ([key, [name, base]]): UnitRow => ({
      key,
      to: `env.${name}`,
      fidelity: "approximate",
      note: "the variable is set; create the folder yourself, Sentinel does not",
      apply: (value, draft, rowContext) => {
        const paths = texts(value)
          .flatMap((line) => line.split(/\s+/))
          .map((path) => write(`${base}/${path}`, rowContext));
        draft.settings.set(`env.${name}`, paths.join(":"));
        return undefined;
      },
    }),
  ),
  ...without(
    "set its mode when you create it",
    "RuntimeDirectoryMode",
    "StateDirectoryMode",
    "CacheDirectoryMode",
  ),
  ...without(
    "set its mode when you create it",
    "LogsDirectoryMode",
    "ConfigurationDirectoryMode",
    "RuntimeDirectoryPreserve",
  ),
];
