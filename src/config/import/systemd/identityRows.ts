import { setGroup, setUser } from "../identity.ts";
import { text, texts } from "../values.ts";
import { without } from "../without.ts";
import { execWords } from "./exec.ts";
import { last } from "./readUnit.ts";
import { fill } from "./specifiers.ts";
import { type UnitRow, write } from "./unitRows.ts";

const written = (
  value: Parameters<NonNullable<UnitRow["apply"]>>[0],
  around: Parameters<typeof write>[1],
) => ({
  kind: "scalar" as const,
  at: value.at,
  value: write(text(last(value)), around),
});

const folders: Readonly<Record<string, readonly [string, string]>> = {
  RuntimeDirectory: ["RUNTIME_DIRECTORY", "%t"],
  StateDirectory: ["STATE_DIRECTORY", "%S"],
  CacheDirectory: ["CACHE_DIRECTORY", "%C"],
  LogsDirectory: ["LOGS_DIRECTORY", "%L"],
  ConfigurationDirectory: ["CONFIGURATION_DIRECTORY", "%E"],
};

/** Whom a service runs as, where, and with which environment. */
export const identityRows: ReadonlyArray<UnitRow> = [
  {
    key: "User",
    to: "uid",
    fidelity: "exact",
    note: "by number",
    apply: (value, draft, around) => setUser(written(value, around), draft, around.context.request.accounts),
  },
  {
    key: "Group",
    to: "gid",
    fidelity: "exact",
    note: "by number",
    apply: (value, draft, around) => setGroup(written(value, around), draft, around.context.request.accounts),
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
  ...without("make a user for it, and write its number as uid", "DynamicUser"),
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
    apply: (value, draft, around) => {
      const path = text(last(value));
      const { isUser } = around.context.unit;
      const home = fill("%h", around.context.unit).text;
      const standard = value.at.line === 0 && isUser ? home : null;
      const optional = path.startsWith("-");
      const bare = optional ? path.slice(1) : path;
      draft.settings.set("cwd", standard ?? (bare === "~" ? home : write(bare, around)));
      return optional
        ? { fidelity: "approximate", note: "it has to be there, in systemd it need not" }
        : undefined;
    },
  },
  ...without("Sentinel does not change the root folder", "RootDirectory", "RootImage"),
  {
    key: "(inherited environment)",
    to: "inherit_env, env.PATH",
    fidelity: "approximate",
    note: "PATH, HOME, USER and their like only, with systemd's PATH",
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
    apply: (value, draft, around) => {
      for (const line of texts(value)) {
        const words = execWords(line);
        if (words === null) around.report.say(value.at, "Environment: a quote is not closed", "close it");
        for (const word of words ?? []) {
          const [, name, to = ""] = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(word) ?? [];
          if (name === undefined)
            around.report.say(
              value.at,
              `Environment: "${word}" is not NAME=value`,
              'write "NAME=value with blanks"',
            );
          else draft.settings.set(`env.${name}`, write(to, around));
        }
      }
      return undefined;
    },
  },
  {
    key: "EnvironmentFile",
    to: "env_file",
    fidelity: "exact",
    note: "a `-` before a file means that it may be missing",
    apply: (value, draft, around) =>
      void draft.settings.set(
        "env_file",
        texts(value).map((file) => write(file.replace(/^-(.*)$/, "$1?"), around)),
      ),
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
      note: "the variable is set; make the folder yourself, Sentinel does not",
      apply: (value, draft, around) => {
        const paths = texts(value)
          .flatMap((line) => line.split(/\s+/))
          .map((path) => write(`${base}/${path}`, around));
        draft.settings.set(`env.${name}`, paths.join(":"));
        return undefined;
      },
    }),
  ),
  ...without(
    "set its mode when you make it",
    "RuntimeDirectoryMode",
    "StateDirectoryMode",
    "CacheDirectoryMode",
  ),
  ...without(
    "set its mode when you make it",
    "LogsDirectoryMode",
    "ConfigurationDirectoryMode",
    "RuntimeDirectoryPreserve",
  ),
];
