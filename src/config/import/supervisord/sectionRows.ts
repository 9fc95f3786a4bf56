import type { ImportRequest } from "../draft/request.ts";
import { putText, putUser, putWhole } from "../table/put.ts";
import type { Row } from "../table/row.ts";
import { without } from "../table/unsupportedRows.ts";
import { whole } from "../table/values.ts";
import { putEnvironment } from "./environment.ts";

/** The keys of `[supervisord]`, which every program inherits. */
export const daemonRows: ReadonlyArray<Row<ImportRequest>> = [
  {
    key: "environment",
    to: "defaults.env",
    fidelity: "exact",
    note: "",
    apply: putEnvironment,
  },
  {
    key: "umask",
    to: "defaults.umask",
    fidelity: "exact",
    note: "",
    byDefault: "022",
    apply: putText("umask"),
  },
  {
    key: "user",
    to: "defaults.uid",
    fidelity: "approximate",
    note: "the user of the children, not of the daemon; start the daemon as that user if it need not be root",
    apply: putUser,
  },
  { key: "directory", to: "defaults.cwd", fidelity: "exact", note: "", apply: putText("cwd") },
  {
    key: "minfds",
    to: "defaults.limits.open_files",
    fidelity: "approximate",
    note: "for every child, and not for the daemon; if the daemon's own limit is lower, no child starts",
    apply: putWhole("limits.open_files"),
  },
  ...without("raise the limit where the daemon is started", "minprocs"),
  ...without(
    "the daemon's own log is in Sentinel's home",
    "logfile",
    "logfile_maxbytes",
    "logfile_backups",
    "loglevel",
    "silent",
    "childlogdir",
    "nocleanup",
  ),
  ...without("Sentinel has one daemon per home; see --home", "pidfile", "nodaemon", "identifier"),
  ...without("the output is stored as printed", "strip_ansi"),
];

/** `[group:x]`. */
export const groupRows: ReadonlyArray<Row<ImportRequest>> = [
  { key: "programs", to: "a supervisor with these children", fidelity: "exact", note: "" },
  {
    key: "priority",
    to: "order of the children",
    fidelity: "approximate",
    note: "in this order, each after the previous one is up, where Supervisor does not wait; remove `start: serial` if that is not needed",
    byDefault: 999,
    apply: (value, draft, { report }) => {
      draft.order = whole(value, report, "priority") ?? 999;
      return undefined;
    },
  },
];

/** `[include]`. */
export const includeRows: ReadonlyArray<Row<ImportRequest>> = [
  {
    key: "files",
    to: null,
    fidelity: "approximate",
    note: "list the included files after it: sentinel config import supervisord FILE INCLUDED…",
    apply: (_, __, { context: { sources } }) =>
      sources.length > 1 ? { fidelity: "exact", note: "the files named after it" } : undefined,
  },
];

const serverNote = "Sentinel's own API is reached over a socket in its home; credentials are never imported";

/** `[unix_http_server]` and `[inet_http_server]`. */
export const serverRows: ReadonlyArray<Row<ImportRequest>> = [
  ...without(serverNote, "port", "file", "chmod", "chown"),
  ...without("not imported: Sentinel's socket is protected by its file permissions", "username", "password"),
];
