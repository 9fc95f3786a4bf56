import type { Located } from "../../located.ts";
import { putGroup, putText, putUser } from "../put.ts";
import type { ImportRequest } from "../request.ts";
import type { Around, Row } from "../row.ts";
import { shellLine } from "../shellLine.ts";
import { text, texts } from "../values.ts";

export type AppRow = Row<ImportRequest>;

const byEnding: Readonly<Record<string, string>> = {
  sh: "bash",
  py: "python3",
  rb: "ruby",
  php: "php",
  pl: "perl",
  js: "node",
  cjs: "node",
  mjs: "node",
  coffee: "coffee",
  ls: "lsc",
  ts: "bun",
  tsx: "bun",
};

const split = (value: Located | undefined): ReadonlyArray<string> =>
  value?.kind === "list"
    ? texts(value)
    : text(value)
        .split(/\s+/)
        .filter((word) => word !== "");

/** The script with its interpreter and arguments, as PM2 would put them together. */
const commandOf = (script: string, given: Around<ImportRequest>["given"]): ReadonlyArray<string> => {
  const chosen = text(given("interpreter"));
  const ending = /\.(\w+)$/.exec(script)?.[1] ?? "";
  const interpreter = chosen === "none" ? undefined : chosen || byEnding[ending];
  const before =
    interpreter === undefined ? [] : [interpreter.replace(/^node@.*/, "node"), ...split(given("node_args"))];
  return [...before, script, ...split(given("args"))];
};

/** What an app runs, and as whom. */
export const commandRows: ReadonlyArray<AppRow> = [
  {
    key: "script",
    aliases: ["exec", "cmd", "command"],
    to: "command",
    fidelity: "exact",
    note: "",
    apply: (value, draft, { given }) => {
      const script = text(value);
      if (/\s/.test(script.trim())) {
        draft.settings.set("command", shellLine(script.trim(), "bash"));
        return given("args")
          ? {
              fidelity: "exact",
              note: "a script with a blank is a line for bash, and PM2 throws its args away",
            }
          : undefined;
      }
      draft.settings.set("command", commandOf(script, given));
      const guessed = !given("interpreter") && byEnding[/\.(\w+)$/.exec(script)?.[1] ?? ""] === undefined;
      return guessed
        ? { fidelity: "approximate", note: "taken for a program; PM2 runs it with node when it is a text" }
        : undefined;
    },
  },
  { key: "args", to: "command", fidelity: "exact", note: "text is split at blanks, as PM2 does" },
  {
    key: "interpreter",
    aliases: ["exec_interpreter"],
    to: "command",
    fidelity: "exact",
    note: "",
    apply: (value) =>
      text(value).startsWith("node@")
        ? { fidelity: "unsupported", note: "name that version's node by its path: nvm is not asked" }
        : undefined,
  },
  { key: "node_args", aliases: ["interpreter_args"], to: "command", fidelity: "exact", note: "" },
  { key: "name", to: "the child's name", fidelity: "exact", note: "" },
  { key: "name_prefix", to: "the child's name", fidelity: "exact", note: "" },
  {
    key: "append_env_to_name",
    to: null,
    fidelity: "unsupported",
    note: "a child has one name in every environment",
  },
  { key: "namespace", to: "a supervisor with these children", fidelity: "exact", note: "" },
  { key: "cwd", to: "cwd", fidelity: "exact", note: "", apply: putText("cwd") },
  {
    key: "(inherited environment)",
    to: "inherit_env",
    fidelity: "approximate",
    note: "the daemon's environment, where PM2 takes that of the shell that called `pm2 start`",
    byDefault: true,
    apply: (_, draft, { given }) => {
      const filter = text(given("filter_env"));
      draft.settings.set("inherit_env", filter !== "true");
      return undefined;
    },
  },
  {
    key: "filter_env",
    to: "inherit_env",
    fidelity: "exact",
    note: "",
    apply: (value) =>
      text(value) === "true"
        ? undefined
        : { fidelity: "unsupported", note: "list in `inherit_env` what is to be kept instead" },
  },
  {
    key: "env",
    to: "env",
    fidelity: "exact",
    note: "",
    apply: (value, draft) => {
      if (value.kind !== "map") return undefined;
      for (const [name, entry] of value.entries) draft.settings.set(`env.${name}`, envText(entry.value));
      return undefined;
    },
  },
  { key: "env_*", to: "environments", fidelity: "exact", note: "laid over the file by `--env`" },
  { key: "port", to: "env.PORT", fidelity: "exact", note: "", apply: putText("env.PORT") },
  { key: "uid", aliases: ["user"], to: "uid", fidelity: "exact", note: "", apply: putUser },
  { key: "gid", to: "gid", fidelity: "exact", note: "", apply: putGroup },
];

const plainOf = (value: Located): unknown =>
  value.kind === "scalar"
    ? value.value
    : value.kind === "list"
      ? value.items.map(plainOf)
      : Object.fromEntries([...value.entries].map(([key, entry]) => [key, plainOf(entry.value)]));

/** A value of `env` as the child sees it: anything but a scalar is encoded as JSON. */
export const envText = (value: Located): string =>
  value.kind === "scalar" ? text(value) : JSON.stringify(plainOf(value));
