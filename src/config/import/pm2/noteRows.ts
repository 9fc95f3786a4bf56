import { without } from "../table/unsupportedRows.ts";
import { text } from "../table/values.ts";
import type { AppRow } from "./commandRows.ts";

const logRow = (key: string, setting: string, aliases: ReadonlyArray<string>): AppRow => ({
  key,
  aliases,
  to: `logs.${setting}`,
  fidelity: "approximate",
  note: "Sentinel stores the output itself",
  apply: (value, draft) => {
    const off = /^(null|\/dev\/null)$/i.test(text(value));
    draft.settings.set(`logs.${setting}`, off ? "none" : text(value));
    return undefined;
  },
});

const pm2Only = "concerns PM2 itself; it has no meaning here";

/** The keys for logs, and those without a counterpart. */
export const noteRows: ReadonlyArray<AppRow> = [
  logRow("out_file", "stdout", ["out", "output", "out_log"]),
  logRow("error_file", "stderr", ["error", "err", "err_file", "err_log"]),
  logRow("log_file", "combined", ["log"]),
  ...without("each instance has its own log in `sentinel logs`", "merge_logs", "combine_logs"),
  ...without("the output is stored; see `sentinel logs`", "disable_logs"),
  ...without("`sentinel logs --json` has each line as an object", "log_type"),
  ...without("every line has its time: `sentinel logs`", "log_date_format", "time"),
  ...without("the pid is in `sentinel status --json`", "pid_file", "pid"),
  ...without(pm2Only, "force", "write", "vizion", "pmx", "automation", "trace", "disable_trace", "v8"),
  ...without(pm2Only, "event_loop_inspector", "deep_monitoring", "io", "install_url", "windowsHide"),
  ...without(pm2Only, "username", "execute_command"),
  ...without("make it a child, or a step of your deployment", "post_update"),
  ...without("put --enable-source-maps into node_args", "source_map_support", "disable_source_map_support"),
];

/** The keys beside the list of apps. */
export const topRows: ReadonlyArray<AppRow> = [
  { key: "apps", to: "children", fidelity: "exact", note: "" },
  { key: "pm2", to: "children", fidelity: "exact", note: "" },
  {
    key: "deploy",
    to: null,
    fidelity: "unsupported",
    note: "deploy with another tool, or keep PM2's file for it",
  },
  { key: "static", to: null, fidelity: "unsupported", note: "run a file server as a child" },
];
