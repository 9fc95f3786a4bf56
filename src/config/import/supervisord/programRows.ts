import { wordsOf } from "../../commandLine.ts";
import { inheritsAll } from "../inheritsAll.ts";
import { putText, putUser } from "../put.ts";
import type { ImportRequest } from "../request.ts";
import type { Row } from "../row.ts";
import { text } from "../values.ts";
import { without } from "../without.ts";
import { putEnvironment } from "./environment.ts";
import { lifeRows } from "./lifeRows.ts";
import { logRows } from "./logRows.ts";

/** `[program:x]`, and what event listeners and FastCGI programs share with it. Research, section 4.2. */
export const programRows: ReadonlyArray<Row<ImportRequest>> = [
  {
    key: "command",
    to: "command",
    fidelity: "exact",
    note: "no shell, as in Supervisor",
    apply: (value, draft, { report }) => {
      const words = wordsOf(text(value));
      if (words === null) report.say(value.at, "a quote in the command is not closed", "close it");
      else if (words.length === 0) report.say(value.at, "the command is empty", "write what is to be run");
      else draft.settings.set("command", words);
      return undefined;
    },
  },
  { key: "process_name", to: "the child's name", fidelity: "exact", note: "", byDefault: "%(program_name)s" },
  {
    key: "numprocs",
    to: "a supervisor of children, or `replicas`",
    fidelity: "exact",
    note: "more than one becomes a supervisor with a child for each",
    byDefault: 1,
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
          note: "Supervisor runs it in its own folder; here it is this file's folder",
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
  inheritsAll(
    "approximate",
    "the child sees the whole environment of the daemon, as under supervisord; there are no SUPERVISOR_* variables",
  ),
  ...lifeRows,
  ...logRows("stdout"),
  ...logRows("stderr"),
  ...without(
    "there is no SUPERVISOR_SERVER_URL; a child asks the daemon through `sentinel --json`",
    "serverurl",
  ),
];

/** What `[fcgi-program:x]` adds. */
export const fcgiRows: ReadonlyArray<Row> = without(
  "Sentinel opens no sockets for its children: let the program listen itself",
  "socket",
  "socket_backlog",
  "socket_owner",
  "socket_mode",
);

/** What `[eventlistener:x]` adds. */
export const listenerRows: ReadonlyArray<Row> = [
  {
    key: "events",
    to: null,
    fidelity: "unsupported",
    note: "there are no event listeners: read `sentinel events -f --json`, so it is left down",
    apply: (value, draft) => {
      draft.settings.set("autostart", false);
      return /PROCESS_STATE(_FATAL|_EXITED|_STOPPED|\b(?!_))/.test(text(value))
        ? {
            note: "if it ends everything when a program is FATAL, write `on_limit: escalate` on that program instead; the listener is left down",
          }
        : undefined;
    },
  },
  ...without("the journal keeps every event", "buffer_size"),
  ...without("there are no event listeners", "result_handler"),
];
