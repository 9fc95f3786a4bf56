import type { Row } from "../table/row.ts";
import { without } from "../table/unsupportedRows.ts";
import { bare, whole } from "../table/values.ts";

const logRow = (key: string, to: string): Row => ({
  key,
  to: `logs.${to}`,
  fidelity: "approximate",
  note: "Sentinel stores the output itself",
  apply: (value, draft) => void draft.settings.set(`logs.${to}`, bare(value)),
});

/** A limit of stored output; 0 means unlimited there, and Sentinel's default here. */
const limitRow = (key: string, to: string, change: (limit: number) => string | number): Row => ({
  key,
  to: `logs.${to}`,
  fidelity: "approximate",
  note: "Sentinel stores the output itself; its limits count both streams and all runs",
  apply: (value, draft, { report }) => {
    const limit = whole(value, report, key);
    if (limit) draft.settings.set(`logs.${to}`, change(limit));
    return undefined;
  },
});

const rotation = "log_configuration.rotation";
export const format = "the log has Sentinel's own format; see `sentinel logs --json`";

/** The keys for the output of a process. */
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
  ...without("watch `sentinel logs -f` instead", "monitor_for", "monitor_silence_threshold"),
];
