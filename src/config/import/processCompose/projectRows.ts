import { putVariables } from "../table/put.ts";
import type { Row } from "../table/row.ts";
import { literal } from "../table/sentinelText.ts";
import { flag, text } from "../table/values.ts";
import { format, logRows } from "./logRows.ts";

/** The log settings for all processes without their own. */
const sharedLogRows = logRows
  .filter(({ key }) => key.startsWith("log_configuration."))
  .map((row) => (row.to === null ? row : { ...row, to: `defaults.${row.to}` }));

/** The keys of a project besides its processes. */
export const projectRows: ReadonlyArray<Row> = [
  ...sharedLogRows,
  { key: "processes", to: "children", fidelity: "exact", note: "" },
  { key: "name", to: "name", fidelity: "exact", note: "" },
  { key: "version", to: "version", fidelity: "exact", note: "Sentinel's is 1" },
  { key: "environment", to: "defaults.env", fidelity: "exact", note: "", apply: putVariables },
  {
    key: ".env",
    to: "env_file, defaults.env_file",
    fidelity: "approximate",
    note: "read when the tree is loaded and at each start, no value is copied; for the children it overrides the environment, and $NAME in its values is not expanded",
    apply: (value, draft) => void draft.settings.set("env_file", [literal(text(value))]),
  },
  { key: "vars", to: null, fidelity: "exact", note: "substituted for {{.NAME}}" },
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
    ["log_length", "all output is stored, within Sentinel's limits"],
    ["log_location", "the daemon's own log is in Sentinel's home"],
    ["log_format", format],
    ["dot_env_vars", "name the files in env_file"],
    ["is_dotenv_disabled", "name the `.env` file in env_file where it is needed"],
    ["env_cmds", "variables can't come from commands; set it in the environment"],
    ["templates", "write their settings into the children, or as Sentinel's `templates:`"],
    ["extends", "name the base first: sentinel config import process-compose BASE FILE"],
    ["mcp_server", "there is no MCP server yet"],
    ["shell.elevated_shell_command", "start the daemon as root instead"],
    ["shell.elevated_shell_argument", "start the daemon as root instead"],
  ].map(([key = "", note = ""]): Row => ({ key, to: null, fidelity: "unsupported", note })),
];
