import type { Located } from "../../located.ts";
import type { Draft } from "../draft.ts";
import type { Row } from "../row.ts";
import { literal } from "../sentinelText.ts";
import { bare, flag, pairs, text, texts, whole } from "../values.ts";
import { type ProcessRow, staysDown, without } from "./processRows.ts";

const seconds = (value: Located): string => `${text(value)}s`;

const probeRows = (
  probe: "readiness_probe" | "liveness_probe",
  to: "ready" | "liveness",
): ReadonlyArray<ProcessRow> => {
  const put = (key: string, setting: string, change: (value: Located) => string | number): ProcessRow => ({
    key: `${probe}.${key}`,
    to: `${to}.${setting}`,
    fidelity: "exact",
    note: "",
    apply: (value, draft) => void draft.settings.set(`${to}.${setting}`, change(value)),
  });
  const both = (key: string, setting: string, change: (value: Located) => string | number): ProcessRow => ({
    key: `${probe}.${key}`,
    to: `${to}.http.${setting}, ${to}.exec.${setting}`,
    fidelity: "exact",
    note: "",
    apply: (value, draft) => {
      const kind = [...draft.settings.keys()].some((one) => one.startsWith(`${to}.exec`)) ? "exec" : "http";
      draft.settings.set(`${to}.${kind}.${setting}`, change(value));
      return undefined;
    },
  });
  return [
    put("exec.command", "exec.command", text),
    put("exec.working_dir", "exec.cwd", text),
    put("http_get.scheme", "http.scheme", text),
    put("http_get.host", "http.host", text),
    put("http_get.port", "http.port", bare),
    put("http_get.path", "http.path", text),
    put("http_get.status_code", "http.status", bare),
    {
      key: `${probe}.http_get.headers`,
      to: `${to}.http.headers`,
      fidelity: "exact",
      note: "",
      apply: (value, draft) =>
        void draft.settings.set(`${to}.http.headers`, Object.fromEntries(pairs(value))),
    },
    both("initial_delay_seconds", "delay", seconds),
    both("period_seconds", "period", seconds),
    both("timeout_seconds", "timeout", seconds),
    {
      ...both("success_threshold", "successes", bare),
      fidelity: "approximate",
      note: "process-compose does not heed it",
    },
    both("failure_threshold", "failures", bare),
  ];
};

const scheduled = (draft: Draft): void => {
  draft.settings.set("oneshot", true);
  if (staysDown() && draft.settings.get("schedule.run_on_start") !== true)
    draft.settings.set("autostart", false);
};

const scheduleRow = (
  key: string,
  setting: string,
  change: (value: Located) => string | number,
): ProcessRow => ({
  key: `schedule.${key}`,
  to: `schedule.${setting}`,
  fidelity: "exact",
  note: "",
  apply: (value, draft) => {
    draft.settings.set(`schedule.${setting}`, change(value));
    scheduled(draft);
    return undefined;
  },
});

const logRow = (key: string, to: string): ProcessRow => ({
  key,
  to: `logs.${to}`,
  fidelity: "approximate",
  note: "Sentinel keeps the output itself",
  apply: (value, draft) => void draft.settings.set(`logs.${to}`, bare(value)),
});

/** A limit of what is kept; 0 means none there, and Sentinel's own here. */
const limitRow = (key: string, to: string, change: (limit: number) => string | number): ProcessRow => ({
  key,
  to: `logs.${to}`,
  fidelity: "approximate",
  note: "Sentinel keeps the output itself; its limits count both streams and all runs",
  apply: (value, draft, { report }) => {
    const limit = whole(value, report, key);
    if (limit) draft.settings.set(`logs.${to}`, change(limit));
    return undefined;
  },
});

const rotation = "log_configuration.rotation";
const format = "the form of the log is Sentinel's own: `sentinel logs --json`";

/** Probes, schedules, watching and logs of a process. */
export const moreRows: ReadonlyArray<ProcessRow> = [
  ...probeRows("readiness_probe", "ready"),
  ...probeRows("liveness_probe", "liveness"),
  {
    key: "schedule.run_on_start",
    to: "autostart",
    fidelity: "exact",
    note: "",
    apply: (value, draft, { report }) => {
      draft.settings.set("schedule.run_on_start", flag(value, report, "run_on_start") ?? false);
      return undefined;
    },
  },
  scheduleRow("cron", "cron", text),
  {
    ...scheduleRow("interval", "every", text),
    apply: (value, draft, { given }) => {
      if (given("schedule.cron")) return { note: "cron wins, as in process-compose" };
      draft.settings.set("schedule.every", text(value));
      scheduled(draft);
      return undefined;
    },
  },
  scheduleRow("timezone", "timezone", text),
  {
    ...scheduleRow("max_concurrent", "overlap", text),
    apply: (value, draft, { report }) => {
      const most = whole(value, report, "max_concurrent") ?? 1;
      draft.settings.set("schedule.overlap", most > 1 ? "allow" : "skip");
      return most > 1
        ? { fidelity: "approximate", note: `any number at once, not ${most} at most` }
        : undefined;
    },
  },
  {
    key: "watch.paths",
    to: "watch.paths, watch.ignore",
    fidelity: "approximate",
    note: "the patterns of all paths hold for all",
    apply: (value, draft) => {
      const items = value.kind === "list" ? value.items : [];
      const inner = (key: string) =>
        items.flatMap((item) =>
          item.kind === "map" ? texts(item.entries.get(key)?.value) : key === "path" ? texts(item) : [],
        );
      draft.settings.set("watch.paths", inner("path"));
      if (inner("include").length > 0) draft.settings.set("watch.include", inner("include"));
      if (inner("exclude").length > 0) draft.settings.set("watch.ignore", inner("exclude"));
      return undefined;
    },
  },
  {
    key: "watch.debounce",
    to: "watch.debounce",
    fidelity: "exact",
    note: "",
    apply: (value, draft) => void draft.settings.set("watch.debounce", text(value)),
  },
  ...without("use a supervisor with `strategy: rest_for_one`", "watch.cascade"),
  ...without(
    "Sentinel's own limits for watching hold",
    "watch.max_dirs",
    "watch.disabled",
    "watch.loop_detection",
  ),
  logRow("log_location", "file"),
  logRow(`${rotation}.directory`, "directory"),
  logRow(`${rotation}.filename`, "filename"),
  limitRow(`${rotation}.max_size_mb`, "max_size", (megabytes) => `${megabytes}MB`),
  limitRow(`${rotation}.max_backups`, "max_files", (backups) => backups),
  limitRow(`${rotation}.max_age_days`, "max_age", (days) => `${days}d`),
  logRow(`${rotation}.compress`, "compress"),
  ...without(
    format,
    ...["fields_order", "disable_json", "timestamp_format", "no_color", "no_metadata", "add_timestamp"].map(
      (key) => `log_configuration.${key}`,
    ),
    "log_configuration.flush_each_line",
    "disable_ansi_colors",
  ),
  ...without("the journal and the logs outlive a restart", "truncate_log"),
  ...without("there is no MCP server yet", "mcp"),
  ...without("read `sentinel logs -f` and tell by it", "monitor_for", "monitor_silence_threshold"),
];

/** What a project has besides its processes. */
export const projectRows: ReadonlyArray<Row> = [
  { key: "processes", to: "children", fidelity: "exact", note: "" },
  { key: "name", to: "name", fidelity: "exact", note: "" },
  { key: "version", to: "version", fidelity: "exact", note: "Sentinel's is 1" },
  {
    key: "environment",
    to: "defaults.env",
    fidelity: "exact",
    note: "",
    apply: (value, draft) => {
      for (const [name, to] of pairs(value)) draft.settings.set(`env.${name}`, to);
      return undefined;
    },
  },
  {
    key: "env_file",
    to: "defaults.env_file",
    fidelity: "exact",
    note: "",
    apply: (value, draft) => void draft.settings.set("env_file", [...texts(value)]),
  },
  {
    key: ".env",
    to: "env_file, defaults.env_file",
    fidelity: "approximate",
    note: "read where the tree is loaded and at each start: no value is copied; for the children it wins over the environment, and $NAME in its values is not filled in",
    apply: (value, draft) => void draft.settings.set("env_file", [literal(text(value))]),
  },
  { key: "vars", to: null, fidelity: "exact", note: "filled in where {{.NAME}} stands" },
  { key: "shell.shell_command", to: "command", fidelity: "exact", note: "" },
  { key: "shell.shell_argument", to: "command", fidelity: "exact", note: "" },
  { key: "disable_env_expansion", to: null, fidelity: "exact", note: "" },
  {
    key: "ordered_shutdown",
    to: null,
    fidelity: "exact",
    note: "children stop in reverse order",
    byDefault: false,
    apply: (value, _, { report }) =>
      flag(value, report, "ordered_shutdown")
        ? undefined
        : { fidelity: "approximate", note: "Sentinel always stops in reverse order, and waits" },
  },
  ...[
    ["is_strict", "unknown keys are always errors here"],
    ["is_tui_disabled", "`sentinel up` has a live view on a terminal only"],
    ["log_level", "the daemon's own log is in Sentinel's home"],
    ["log_length", "all output is kept, within Sentinel's limits"],
    ["log_location", "the daemon's own log is in Sentinel's home"],
    ["log_format", format],
    ["log_configuration", format],
    ["dot_env_vars", "name the files in env_file"],
    ["is_dotenv_disabled", "name the `.env` file in env_file where it is wanted"],
    ["env_cmds", "nothing is run to find a variable's value: set it in the environment"],
    ["templates", "write what they bring in into the children, or as Sentinel's `templates:`"],
    ["extends", "name the base first: sentinel config import process-compose BASE FILE"],
    ["mcp_server", "there is no MCP server yet"],
    ["shell.elevated_shell_command", "start the daemon as root instead"],
    ["shell.elevated_shell_argument", "start the daemon as root instead"],
  ].map(([key = "", note = ""]): Row => ({ key, to: null, fidelity: "unsupported", note })),
];
