import { putSeconds, putSignal, putText } from "../table/put.ts";
import type { Row } from "../table/row.ts";
import { without } from "../table/unsupportedRows.ts";
import { flag, text, wholes } from "../table/values.ts";

/** A text to look for, which process-compose uses as a regular expression if it is one. */
const pattern = (line: string): string => {
  try {
    new RegExp(line);
    return line;
  } catch {
    return line.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  }
};

/** The keys for exit codes, readiness and stopping of a process. */
export const endRows: ReadonlyArray<Row> = [
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
    note: "it counts as ready at once",
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
    to: "hooks.before_stop",
    fidelity: "approximate",
    note: "the stop signal is sent after it; it may take 30 s by itself",
    apply: putText("hooks.before_stop"),
  },
  {
    key: "shutdown.signal",
    to: "stop.signal",
    fidelity: "exact",
    note: "",
    byDefault: 15,
    apply: putSignal("stop.signal"),
  },
  {
    key: "shutdown.timeout_seconds",
    to: "stop.timeout",
    fidelity: "exact",
    note: "",
    byDefault: 10,
    apply: (value, draft, rowContext) => {
      putSeconds("stop.timeout")(value, draft, rowContext);
      return value.at.line > 0 || rowContext.given("shutdown.command")
        ? undefined
        : {
            fidelity: "approximate",
            note: "process-compose never kills on its own; write `shutdown: infinity` for that",
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
    "run it in the foreground instead; Sentinel supervises the process that it starts",
    "is_daemon",
    "launch_timeout_seconds",
  ),
  ...without("a child has no terminal", "is_tty", "is_interactive", "is_foreground"),
  ...without("start the daemon as root, and set uid on the other children", "is_elevated"),
];
