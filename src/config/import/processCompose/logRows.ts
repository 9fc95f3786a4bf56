import type { Row } from "../row.ts";
import { bare, whole } from "../values.ts";
import { without } from "../without.ts";

const logRow = (key: string, to: string): Row => ({
  key,
  to: `logs.${to}`,
  fidelity: "approximate",
  note: "Sentinel keeps the output itself",
  apply: (value, draft) => void draft.settings.set(`logs.${to}`, bare(value)),
});

/** A limit of what is kept; 0 means none there, and Sentinel's own here. */
const limitRow = (key: string, to: string, change: (limit: number) => string | number): Row => ({
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
export const format = "the form of the log is Sentinel's own: `sentinel logs --json`";

/** What is kept of the output of a process. */
export const logRows: ReadonlyArray<Row> = [
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
