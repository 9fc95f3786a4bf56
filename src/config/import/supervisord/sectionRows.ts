import { putText, putUser } from "../put.ts";
import type { ImportRequest } from "../request.ts";
import type { Row } from "../row.ts";
import { whole } from "../values.ts";
import { without } from "../without.ts";
import { putEnvironment } from "./environment.ts";

const limitRow = (key: string, limit: string): Row => ({
  key,
  to: `limits.${limit}`,
  fidelity: "approximate",
  note: "for every child",
  apply: (value, draft, { report }) =>
    void draft.settings.set(`limits.${limit}`, whole(value, report, key) ?? 0),
});

/** `[supervisord]`: what every program inherits. */
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
    note: "the children change user, not the daemon: start it as that user instead if it need not be root",
    apply: putUser,
  },
  { key: "directory", to: "defaults.cwd", fidelity: "exact", note: "", apply: putText("cwd") },
  limitRow("minfds", "nofile"),
  limitRow("minprocs", "nproc"),
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
  ...without("Sentinel has one daemon a home: see --home", "pidfile", "nodaemon", "identifier"),
  ...without("the output is kept as it was printed", "strip_ansi"),
];

/** `[group:x]`. */
export const groupRows: ReadonlyArray<Row<ImportRequest>> = [
  { key: "programs", to: "a supervisor with these children", fidelity: "exact", note: "" },
  {
    key: "priority",
    to: "order of the children",
    fidelity: "approximate",
    note: "start order, without waiting",
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
    note: "name the included files after the main one: sentinel config import supervisord FILE INCLUDED…",
  },
];

const serverNote = "Sentinel's own API is reached over a socket in its home; credentials are never imported";

/** `[unix_http_server]` and `[inet_http_server]`. */
export const serverRows: ReadonlyArray<Row<ImportRequest>> = [
  ...without(serverNote, "port", "file", "chmod", "chown"),
  ...without("not imported: Sentinel's socket is protected by its file permissions", "username", "password"),
];
