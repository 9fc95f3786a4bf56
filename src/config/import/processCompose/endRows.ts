import { putSeconds, putSignal, putText } from "../put.ts";
import type { Row } from "../row.ts";
import { flag, text, wholes } from "../values.ts";
import { without } from "../without.ts";

/** A text to look for, which process-compose takes as a regular expression where it is one. */
const pattern = (line: string): string => {
  try {
    new RegExp(line);
    return line;
  } catch {
    return line.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  }
};

/** Which ends are good, when it counts as started, and how it is stopped. */
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
    apply: putText("stop.command"),
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
    apply: (value, draft, around) => {
      putSeconds("stop.timeout")(value, draft, around);
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
