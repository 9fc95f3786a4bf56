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

/** Conditions, preceding steps and the command itself, as one shell line. */
const together = (value: Located, { context, report, given }: RowContext<UnitContext>): string => {
  const line = (key: string, from: Located | undefined) =>
    commandsOf(from, report, key).map((command) => asShell(command, context.unit));
  const conditions = line("ExecCondition", given("ExecCondition")).map((one) => `${one} || exit 75`);
  const before = line("ExecStartPre", given("ExecStartPre"));
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
      const plain =
        commands.length === 1 &&
        !hasVariables(only) &&
        !only.mayFail &&
        !given("ExecStartPre") &&
        !given("ExecCondition");
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
    to: "command",
    fidelity: "approximate",
    note: "a step of the same shell line, with the same user and time limit",
  },
  {
    key: "ExecCondition",
    to: "command, ignore_codes",
    fidelity: "approximate",
    note: "any failure of it stops the child, even 255",
    apply: (_, draft) => void draft.settings.set("ignore_codes", [75]),
  },
  ...without("there is no step after the start; put it into the program", "ExecStartPost"),
  ...without("there is no reload yet: `sentinel signal PATH HUP`", "ExecReload"),
  {
    key: "ExecStop",
    to: "stop.command",
    fidelity: "exact",
    note: "",
    apply: (value, draft, { context, report }) => {
      const lines = commandsOf(value, report, "ExecStop").map((command) => asShell(command, context.unit));
      draft.settings.set("stop.command", lines.join("; "));
      return undefined;
    },
  },
  ...without("there is no step after the exit; use a wrapper script", "ExecStopPost"),
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
