import type { Located } from "../../diagnostics/located.ts";
import type { ImportRequest } from "../draft/request.ts";
import { shellLine } from "../draft/shellLine.ts";
import { putGroup, putText, putUser } from "../table/put.ts";
import type { Row, RowContext } from "../table/row.ts";
import { tableOf } from "../table/tableOf.ts";
import { text } from "../table/values.ts";
import { listed } from "./units.ts";

export type AppRow = Row<ImportRequest>;

const byEnding: Readonly<Record<string, string>> = tableOf({
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
});

type Given = RowContext<ImportRequest>["given"];

/** The declared interpreter, or the one that PM2 uses for the script's extension. */
const interpreterOf = (script: string, given: Given): string | undefined => {
  const chosen = text(given("interpreter"));
  const ending = /\.(\w+)$/.exec(script)?.[1] ?? "";
  return chosen === "none" ? undefined : chosen || byEnding[ending];
};

/** The script with its interpreter and arguments, as PM2 combines them. */
const commandOf = (script: string, given: Given): ReadonlyArray<string> => {
  const interpreter = interpreterOf(script, given);
  const before =
    interpreter === undefined ? [] : [interpreter.replace(/^node@.*/, "node"), ...listed(given("node_args"))];
  return [...before, script, ...listed(given("args"))];
};

/** The keys for an app's command and user. */
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
              note: "PM2 runs a script with a space by bash and drops its args",
            }
          : undefined;
      }
      draft.settings.set("command", commandOf(script, given));
      const guessed = !given("interpreter") && byEnding[/\.(\w+)$/.exec(script)?.[1] ?? ""] === undefined;
      return guessed
        ? { fidelity: "approximate", note: "taken as a program; PM2 runs it with node if it is a text file" }
        : undefined;
    },
  },
  {
    key: "args",
    to: "command",
    fidelity: "exact",
    note: "a string is split at spaces outside quotes, as in PM2",
  },
  {
    key: "interpreter",
    aliases: ["exec_interpreter"],
    to: "command",
    fidelity: "exact",
    note: "",
    apply: (value) =>
      text(value).startsWith("node@")
        ? { fidelity: "unsupported", note: "name that version's node by its path; nvm is not consulted" }
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
    note: "the environment of the daemon, where PM2 uses that of the shell that called `pm2 start`",
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
        : { fidelity: "unsupported", note: "list what to keep in `inherit_env` instead" },
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
  {
    key: "(unbuffered Python)",
    to: "env.PYTHONUNBUFFERED",
    fidelity: "exact",
    note: "1 for programs run by Python, as in PM2",
    byDefault: "1",
    apply: (value, draft, { given }) => {
      const script = text(given("script")).trim();
      const isPython = !/\s/.test(script) && interpreterOf(script, given)?.includes("python");
      if (!isPython) return { note: "not run by Python" };
      draft.settings.set("env.PYTHONUNBUFFERED", text(value));
      return undefined;
    },
  },
  { key: "env_*", to: "environments", fidelity: "exact", note: "applied over the file by `--env`" },
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
