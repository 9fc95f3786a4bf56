import type { Located } from "../../located.ts";
import { comingSetting } from "../comingSettings.ts";
import type { Row } from "../row.ts";
import { duration } from "../sentinelText.ts";
import { shellLine } from "../shellLine.ts";
import { flag, pairs, signal, text, texts, whole, wholes } from "../values.ts";

/** What the reading of a process knows besides its keys. */
export interface Process {
  /** What commands are run by. */
  readonly shell: string;
  readonly shellArgument: string;
}

export type ProcessRow = Row<Process>;

export const without = (note: string, ...keys: ReadonlyArray<string>): ReadonlyArray<ProcessRow> =>
  keys.map((key) => ({ key, to: null, fidelity: "unsupported", note }));

const seconds = (
  value: Located,
  around: Parameters<NonNullable<ProcessRow["apply"]>>[2],
  key: string,
): string => duration((whole(value, around.report, key) ?? 0) * 1000);

/** `K=V` as a name and a value. */
export const environmentPair = (line: string): readonly [string, string] => {
  const at = line.indexOf("=");
  return at < 0 ? [line, ""] : [line.slice(0, at), line.slice(at + 1)];
};

const restarts: Readonly<Record<string, string>> = {
  no: "temporary",
  false: "temporary",
  always: "permanent",
  on_failure: "transient",
  exit_on_failure: "transient",
};

/** What a process runs, when, and how it ends. Research, sections 2a and 4.4. */
export const processRows: ReadonlyArray<ProcessRow> = [
  {
    key: "command",
    to: "command",
    fidelity: "exact",
    note: "",
    apply: (value, draft, { context }) => {
      const line = shellLine(text(value), context.shell);
      draft.settings.set(
        "command",
        typeof line === "string" ? line : [context.shell, context.shellArgument, text(value)],
      );
      return undefined;
    },
  },
  {
    key: "entrypoint",
    to: "command",
    fidelity: "exact",
    note: "",
    apply: (value, draft, { given }) => {
      if (given("command")) return { note: "command wins, as in process-compose" };
      draft.settings.set("command", [...texts(value)]);
      return undefined;
    },
  },
  {
    key: "working_dir",
    to: "cwd",
    fidelity: "exact",
    note: "",
    apply: (value, draft) => void draft.settings.set("cwd", text(value)),
  },
  {
    key: "description",
    to: "a comment",
    fidelity: "exact",
    note: "",
    apply: (value, draft) => void draft.remarks.set("description", text(value)),
  },
  {
    key: "environment",
    to: "env",
    fidelity: "exact",
    note: "",
    apply: (value, draft) => {
      for (const [name, to] of pairs(value)) draft.settings.set(`env.${name}`, to);
      return undefined;
    },
  },
  {
    key: "(inherited environment)",
    to: "inherit_env",
    fidelity: "exact",
    note: "the child sees the whole environment of the daemon",
    byDefault: true,
    apply: (_, draft) => void draft.settings.set("inherit_env", true),
  },
  {
    key: "env_file",
    to: "env_file",
    fidelity: "exact",
    note: "",
    apply: (value, draft) => void draft.settings.set("env_file", [...texts(value)]),
  },
  ...without("name the `.env` file in env_file where it is wanted", "is_dotenv_disabled"),
  ...without("nothing is run to find a variable's value: set it in the environment", "env_cmds"),
  { key: "vars", to: null, fidelity: "exact", note: "filled in where {{.NAME}} stands" },
  { key: "is_template_disabled", to: null, fidelity: "exact", note: "" },
  { key: "extends", to: null, fidelity: "exact", note: "what it brings in is written out" },
  {
    key: "disabled",
    aliases: ["is_disabled"],
    to: "autostart",
    fidelity: "exact",
    note: "",
    byDefault: false,
    apply: (value, draft, { report }) =>
      void draft.settings.set("autostart", !flag(value, report, "disabled")),
  },
  ...without("a group is a supervisor here: put the children below one", "namespace"),
  {
    key: "replicas",
    to: "replicas",
    fidelity: "approximate",
    note: "instances are called x#1, x#2 …; an instance's number is in SENTINEL_REPLICA and begins with 1",
    byDefault: 1,
    apply: (value, draft, { report }) => {
      const count = whole(value, report, "replicas") ?? 1;
      if (count > 1) draft.settings.set("replicas", count);
      return count > 1 ? undefined : { fidelity: "exact", note: "" };
    },
  },
  {
    key: "depends_on",
    to: "after",
    fidelity: "exact",
    note: "",
    apply: (value, draft) => {
      for (const [name, condition] of dependencies(value)) {
        draft.after.set(name, condition);
        draft.settings.set(`after.${name}`, condition);
      }
      return undefined;
    },
  },
  {
    key: "availability.restart",
    to: "restart",
    fidelity: "exact",
    note: "no: temporary; on_failure: transient; always: permanent",
    byDefault: "no",
    apply: (value, draft, { report }) => {
      const restart = restarts[text(value)];
      if (restart === undefined)
        report.say(
          value.at,
          `availability.restart: "${text(value)}" is not known`,
          "known: no, always, on_failure, exit_on_failure",
        );
      draft.settings.set("restart", restart ?? "temporary");
      if (text(value) !== "exit_on_failure") return undefined;
      draft.settings.set("limit.restarts", 0);
      draft.settings.set("limit.period", "60s");
      draft.settings.set("on_limit", "escalate");
      return {
        fidelity: "approximate",
        note: "a failure stops the whole tree, which is tried again after five minutes",
      };
    },
  },
  {
    key: "availability.backoff_seconds",
    to: "backoff",
    fidelity: "approximate",
    note: "the first restart after a healthy run is immediate",
    byDefault: 1,
    apply: (value, draft, around) => {
      const pause = duration(Math.max(1, whole(value, around.report, "backoff_seconds") ?? 1) * 1000);
      for (const [key, to] of [
        ["initial", pause],
        ["factor", 1],
        ["max", pause],
        ["jitter", 0],
      ] as const)
        draft.settings.set(`backoff.${key}`, to);
      return undefined;
    },
  },
  {
    key: "availability.max_restarts",
    to: "limit, on_limit",
    fidelity: "approximate",
    note: "counted over a year, where process-compose counts for ever",
    byDefault: 0,
    apply: (value, draft, { report }) => {
      if (draft.settings.get("on_limit") === "escalate")
        return { note: "no restart at all: see availability.restart" };
      const most = whole(value, report, "max_restarts") ?? 0;
      draft.settings.set("limit.restarts", most === 0 ? 100 : most);
      draft.settings.set("limit.period", most === 0 ? "60s" : "365d");
      draft.settings.set("on_limit", most === 0 ? "wait" : "fail");
      return most === 0 ? { note: "never given up; more than 100 in a minute are held back" } : undefined;
    },
  },
  {
    key: "availability.exit_on_end",
    to: "significant, auto_shutdown",
    fidelity: "exact",
    note: "its end stops all",
    apply: (value, draft, { report }) => {
      if (!flag(value, report, "exit_on_end")) return undefined;
      if (draft.settings.get("restart") === "permanent")
        return { note: "it is always restarted, so it never ends" };
      draft.settings.set("significant", true);
      return undefined;
    },
  },
  ...without("a dependency that fails does not stop the tree", "availability.exit_on_skipped"),
  {
    key: "success_exit_codes",
    to: "success_codes",
    fidelity: "exact",
    note: "",
    apply: (value, draft, { report }) =>
      void draft.settings.set("success_codes", [
        ...new Set([0, ...wholes(value, report, "success_exit_codes")]),
      ]),
  },
  {
    key: "(started)",
    to: "ready.min_uptime",
    fidelity: "exact",
    note: "it counts as started at once",
    byDefault: "0s",
    apply: (value, draft, { given }) => {
      if (!given("ready_log_line")) draft.settings.set("ready.min_uptime", text(value));
      return undefined;
    },
  },
  {
    key: "ready_log_line",
    to: "ready.log",
    fidelity: "approximate",
    note: "after 60 s without it the start has failed",
    apply: (value, draft) => void draft.settings.set("ready.log", pattern(text(value))),
  },
  {
    key: "shutdown.command",
    to: "stop.command",
    fidelity: "exact",
    note: "",
    apply: (value, draft) => void draft.settings.set("stop.command", text(value)),
  },
  {
    key: "shutdown.signal",
    to: "stop.signal",
    fidelity: "exact",
    note: "",
    byDefault: 15,
    apply: (value, draft, { report }) =>
      void draft.settings.set("stop.signal", signal(value, report, "shutdown.signal") ?? "SIGTERM"),
  },
  {
    key: "shutdown.timeout_seconds",
    to: "stop.timeout",
    fidelity: "exact",
    note: "",
    byDefault: 10,
    apply: (value, draft, around) => {
      draft.settings.set("stop.timeout", seconds(value, around, "timeout_seconds"));
      return value.at.line > 0 || around.given("shutdown.command")
        ? undefined
        : {
            fidelity: "approximate",
            note: "process-compose never kills without being told; write `shutdown: infinity` for that",
          };
    },
  },
  {
    key: "shutdown.parent_only",
    to: null,
    fidelity: "exact",
    note: "",
    apply: (value, _, { report }) =>
      flag(value, report, "parent_only")
        ? { fidelity: "approximate", note: "Sentinel always signals the whole process group" }
        : undefined,
  },
  ...without("a child has no terminal to send keys to: use stop.signal", "shutdown.send_keys"),
  ...without(
    "run it in the foreground instead: Sentinel looks after the process that it starts",
    "is_daemon",
    "launch_timeout_seconds",
  ),
  ...without("a child has no terminal", "is_tty", "is_interactive", "is_foreground"),
  ...without("start the daemon as root, and give the other children a uid", "is_elevated"),
];

const conditions: Readonly<Record<string, string>> = {
  process_started: "started",
  process_healthy: "healthy",
  process_completed: "finished",
  process_completed_successfully: "finished",
  process_log_ready: "ready",
};

const dependencies = (value: Located): ReadonlyArray<readonly [string, string]> =>
  value.kind === "map"
    ? [...value.entries].map(([name, { value: one }]) => {
        const condition = one.kind === "map" ? text(one.entries.get("condition")?.value) : "";
        return [name, conditions[condition] ?? "started"];
      })
    : texts(value).map((name) => [name, "started"]);

/** A text to look for, which process-compose takes as a regular expression where it is one. */
const pattern = (line: string): string => {
  try {
    new RegExp(line);
    return line;
  } catch {
    return line.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  }
};

/** Whether a job has to be left down, because nothing would start it at its times yet. */
export const staysDown = (): boolean => comingSetting("schedule") !== null;
