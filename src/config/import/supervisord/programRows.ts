import type { ImportRequest } from "../draft/request.ts";
import { inheritEnvironmentRow } from "../table/inheritEnvironmentRow.ts";
import { putText, putUser } from "../table/put.ts";
import type { Row } from "../table/row.ts";
import { requiredIn } from "../table/sentinelText.ts";
import { without } from "../table/unsupportedRows.ts";
import { text } from "../table/values.ts";
import { putCommand } from "./command.ts";
import { putEnvironment } from "./environment.ts";
import { lifeRows } from "./lifeRows.ts";
import { logRows } from "./logRows.ts";

/** The keys of `[program:x]`, shared with event listeners and FastCGI programs. Research, section 4.2. */
export const programRows: ReadonlyArray<Row<ImportRequest>> = [
  {
    key: "command",
    to: "command",
    fidelity: "exact",
    note: "no shell, as in Supervisor",
    apply: putCommand,
  },
  { key: "process_name", to: "the child's name", fidelity: "exact", note: "", byDefault: "%(program_name)s" },
  {
    key: "numprocs",
    to: "a supervisor of children, or `replicas`",
    fidelity: "exact",
    note: "more than one become a supervisor with a child for each",
    byDefault: 1,
    apply: (value) =>
      requiredIn(text(value)).length > 0
        ? {
            fidelity: "unsupported",
            note: `${text(value)} is known only at run time, so it was imported as one process; write \`replicas:\``,
          }
        : undefined,
  },
  { key: "numprocs_start", to: "the children's names", fidelity: "exact", note: "", byDefault: 0 },
  {
    key: "directory",
    to: "cwd",
    fidelity: "exact",
    note: "",
    byDefault: "",
    apply: (value, draft) => {
      if (text(value) === "") {
        return {
          fidelity: "approximate",
          note: "Supervisor runs it in its own directory; here it is this file's folder",
        };
      }
      draft.settings.set("cwd", text(value));
      return undefined;
    },
  },
  { key: "umask", to: "umask", fidelity: "exact", note: "", apply: putText("umask") },
  {
    key: "user",
    to: "uid",
    fidelity: "approximate",
    note: "by number; HOME, USER and the user's group are set too, which Supervisor does not do",
    apply: putUser,
  },
  {
    key: "environment",
    to: "env",
    fidelity: "exact",
    note: "",
    apply: putEnvironment,
  },
  inheritEnvironmentRow(
    "approximate",
    "the child sees the whole environment of the daemon, as under supervisord; there are no SUPERVISOR_* variables",
  ),
  ...lifeRows,
  ...logRows("stdout"),
  ...logRows("stderr"),
  ...without(
    "there is no SUPERVISOR_SERVER_URL; a child queries the daemon with `sentinel --json`",
    "serverurl",
  ),
];

/** The additional keys of `[fcgi-program:x]`. */
export const fcgiRows: ReadonlyArray<Row> = without(
  "Sentinel opens no sockets for its children; let the program listen itself",
  "socket",
  "socket_backlog",
  "socket_owner",
  "socket_mode",
);

/** The additional keys of `[eventlistener:x]`. */
export const listenerRows: ReadonlyArray<Row> = [
  {
    key: "events",
    to: null,
    fidelity: "unsupported",
    note: "there are no event listeners; read `sentinel events -f --json`, so it is not started",
    apply: (value, draft, { given }) => {
      draft.settings.set("autostart", false);
      if (/memmon/.test(text(given("command"))))
        return {
          note: "memmon: write `memory: { restart_above: … }` on the programs that it watches; the listener is not started",
        };
      return /PROCESS_STATE(_FATAL|_EXITED|_STOPPED|\b(?!_))/.test(text(value))
        ? {
            note: "if it stops everything when a program is FATAL, write `on_limit: escalate` on that program instead; the listener is not started",
          }
        : undefined;
    },
  },
  ...without("the journal records every event", "buffer_size"),
  ...without("there are no event listeners", "result_handler"),
];
