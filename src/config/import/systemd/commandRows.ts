import type { HookName } from "../../../domain/tree/HookSpec.ts";
import { parseSignal } from "../../../domain/tree/signals.ts";
import type { Located } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import type { RowContext } from "../table/row.ts";
import { tableOf } from "../table/tableOf.ts";
import { without } from "../table/unsupportedRows.ts";
import { text, texts } from "../table/values.ts";
import { asShell, asWords, hasVariables, readExec } from "./exec.ts";
import { last } from "./readUnit.ts";
import type { UnitContext, UnitRow } from "./unitRows.ts";

const commandsOf = (value: Located | undefined, report: Report, key: string) =>
  value === undefined
    ? []
    : texts(value).flatMap((line) => {
        const found = readExec(line);
        if (found === null) report.error(value.at, `${key}: a quote is not closed`, "close it");
        return found ?? [];
      });

/** The variable of systemd for the pid of the service, by ours. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is the variable
const withPid = (word: string): string => word.replace(/\$\{MAINPID\}|\$MAINPID\b/g, "${SENTINEL_PID}");

/** Steps before or after the command, as one shell line; `-` before one means that its failure does not count. */
const steps = (value: Located, key: string, { context, report }: RowContext<UnitContext>): string =>
  commandsOf(value, report, key)
    .map((command) => asShell({ ...command, words: command.words.map(withPid) }, context.unit))
    .join(" && ");

/** A row for steps that are a hook here. */
const hookRow = (key: string, hook: HookName, note: string): UnitRow => ({
  key,
  to: `hooks.${hook}`,
  fidelity: "approximate",
  note,
  apply: (value, draft, rowContext) => {
    const line = steps(value, key, rowContext);
    if (line !== "") draft.settings.set(`hooks.${hook}`, ["/bin/sh", "-c", line]);
    return undefined;
  },
});

/** `kill -HUP $MAINPID` and the like: the signal; null for any other command. */
const signalIn = (words: ReadonlyArray<string>): string | null => {
  const found = /^(?:\S*\/)?kill (?:-s |--signal[ =]|-)(?<signal>[A-Za-z0-9+-]+) \$\{?MAINPID\}?$/.exec(
    words.join(" "),
  );
  return parseSignal(found?.groups?.signal ?? "");
};

/** Conditions, preceding steps and the command itself, as one shell line. */
const together = (value: Located, { context, report, given }: RowContext<UnitContext>): string => {
  const line = (key: string, from: Located | undefined) =>
    commandsOf(from, report, key).map((command) => asShell(command, context.unit));
  const conditions = line("ExecCondition", given("ExecCondition")).map((one) => `${one} || exit 75`);
  const before = given("ExecCondition") ? line("ExecStartPre", given("ExecStartPre")) : [];
  const main = line("ExecStart", value);
  const chain = [...before, ...main.slice(0, -1), `exec ${main[main.length - 1]}`];
  const single = chain.length > 1 && /^exec \{/.test(chain[chain.length - 1] ?? "");
  return [
    ...conditions,
    (single ? chain.map((one) => one.replace(/^exec \{/, "{")) : chain).join(" && "),
  ].join("; ");
};

const types: Readonly<Record<string, string | null>> = tableOf({
  simple: null,
  exec: null,
  idle: null,
  oneshot: null,
  notify: "there is no NOTIFY_SOCKET: it counts as ready at once; print a line and write `ready: { log: … }`",
  "notify-reload":
    "there is no NOTIFY_SOCKET: it counts as ready at once; print a line and write `ready: { log: … }`",
  forking: "Sentinel supervises the process that it starts; keep the program in the foreground",
  dbus: "there is no D-Bus: it counts as ready at once",
});

/** The keys for the command of a service. */
export const commandRows: ReadonlyArray<UnitRow> = [
  {
    key: "Type",
    to: "oneshot, ready",
    fidelity: "exact",
    note: "",
    byDefault: "simple",
    apply: (value, draft, { report }) => {
      const type = text(last(value));
      if (!Object.hasOwn(types, type))
        report.error(value.at, `Type: "${type}" is not known`, `known: ${Object.keys(types).join(", ")}`);
      if (type === "oneshot") draft.settings.set("oneshot", true);
      else draft.settings.set("ready.min_uptime", type === "forking" || type === "dbus" ? "1s" : "0s");
      const note = types[type];
      if (note) draft.remarks.set("ready", `Type=${type}: ${note}`);
      return note ? { fidelity: "unsupported", note } : undefined;
    },
  },
  {
    key: "ExecStart",
    to: "command",
    fidelity: "exact",
    note: "",
    apply: (value, draft, rowContext) => {
      const { context, report, given } = rowContext;
      const commands = commandsOf(value, report, "ExecStart");
      const [only] = commands;
      if (!only) return undefined;
      const plain = commands.length === 1 && !hasVariables(only) && !only.mayFail && !given("ExecCondition");
      if (plain) {
        draft.settings.set("command", asWords(only, context.unit));
        return undefined;
      }
      draft.settings.set("command", ["/bin/sh", "-c", together(value, rowContext)]);
      return {
        fidelity: "approximate",
        note: "a shell expands the variables and runs the steps one after the other",
      };
    },
  },
  {
    key: "ExecStartPre",
    to: "hooks.before_start",
    fidelity: "approximate",
    note: "30 s for all of them; after ExecCondition they are steps of the shell line of the command",
    apply: (value, draft, rowContext) => {
      const line = rowContext.given("ExecCondition") ? "" : steps(value, "ExecStartPre", rowContext);
      if (line !== "") draft.settings.set("hooks.before_start", ["/bin/sh", "-c", line]);
      return undefined;
    },
  },
  {
    key: "ExecCondition",
    to: "command, ignore_codes",
    fidelity: "approximate",
    note: "any failure of it stops the child, even 255",
    apply: (_, draft) => void draft.settings.set("ignore_codes", [75]),
  },
  hookRow("ExecStartPost", "after_start", "30 s for all of them"),
  {
    key: "ExecReload",
    to: "reload",
    fidelity: "exact",
    note: "`sentinel reload`; a command has 30 s",
    apply: (value, draft, rowContext) => {
      const commands = commandsOf(value, rowContext.report, "ExecReload");
      const signal = commands.length === 1 ? signalIn(commands[0]?.words ?? []) : null;
      if (signal !== null) draft.settings.set("reload", signal);
      else if (commands.length > 0)
        draft.settings.set("reload.command", ["/bin/sh", "-c", steps(value, "ExecReload", rowContext)]);
      return undefined;
    },
  },
  hookRow("ExecStop", "before_stop", "the stop signal follows; 30 s for all of them, also while it starts"),
  hookRow(
    "ExecStopPost",
    "after_exit",
    "SENTINEL_OUTCOME, SENTINEL_EXIT_CODE and SENTINEL_EXIT_SIGNAL in place of SERVICE_RESULT, EXIT_CODE and EXIT_STATUS",
  ),
  {
    key: "RemainAfterExit",
    to: "oneshot",
    fidelity: "approximate",
    note: "a child that exited successfully is finished; ExecStop is not run for it",
  },
  ...without(
    "Sentinel supervises the process that it starts; keep the program in the foreground",
    "PIDFile",
    "GuessMainPID",
  ),
  ...without("there is no D-Bus", "BusName"),
];
