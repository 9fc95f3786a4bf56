import { putTexts, putVariables } from "../put.ts";
import type { Row } from "../row.ts";
import { literal } from "../sentinelText.ts";
import { flag, text } from "../values.ts";
import { format } from "./logRows.ts";

/** What a project has besides its processes. */
export const projectRows: ReadonlyArray<Row> = [
  { key: "processes", to: "children", fidelity: "exact", note: "" },
  { key: "name", to: "name", fidelity: "exact", note: "" },
  { key: "version", to: "version", fidelity: "exact", note: "Sentinel's is 1" },
  { key: "environment", to: "defaults.env", fidelity: "exact", note: "", apply: putVariables },
  { key: "env_file", to: "defaults.env_file", fidelity: "exact", note: "", apply: putTexts("env_file") },
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
