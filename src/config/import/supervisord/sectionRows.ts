import { setUser } from "../identity.ts";
import type { ImportRequest } from "../request.ts";
import type { Row } from "../row.ts";
import { text, whole } from "../values.ts";
import { readEnvironment } from "./environment.ts";

type SectionRow = Row<ImportRequest>;

const without = (keys: ReadonlyArray<string>, note: string): ReadonlyArray<SectionRow> =>
  keys.map((key) => ({ key, to: null, fidelity: "unsupported", note }));

const limitRow = (key: string, limit: string): SectionRow => ({
  key,
  to: `limits.${limit}`,
  fidelity: "approximate",
  note: "for every child",
  apply: (value, draft, { report }) =>
    void draft.settings.set(`limits.${limit}`, whole(value, report, key) ?? 0),
});

/** `[supervisord]`: what every program inherits. */
export const daemonRows: ReadonlyArray<SectionRow> = [
  {
    key: "environment",
    to: "defaults.env",
    fidelity: "exact",
    note: "",
    apply: (value, draft, { report }) => {
      for (const [name, to] of readEnvironment(text(value), value.at, report))
        draft.settings.set(`env.${name}`, to);
      return undefined;
    },
  },
  {
    key: "umask",
    to: "defaults.umask",
    fidelity: "exact",
    note: "",
    byDefault: "022",
    apply: (value, draft) => void draft.settings.set("umask", text(value)),
  },
  {
    key: "user",
    to: "defaults.uid",
    fidelity: "approximate",
    note: "the children change user, not the daemon: start it as that user instead if it need not be root",
    apply: (value, draft, { context }) => setUser(value, draft, context.accounts),
  },
  {
    key: "directory",
    to: "defaults.cwd",
    fidelity: "exact",
    note: "",
    apply: (value, draft) => void draft.settings.set("cwd", text(value)),
  },
  limitRow("minfds", "nofile"),
  limitRow("minprocs", "nproc"),
  ...without(
    ["logfile", "logfile_maxbytes", "logfile_backups", "loglevel", "silent", "childlogdir", "nocleanup"],
    "the daemon's own log is in Sentinel's home",
  ),
  ...without(["pidfile", "nodaemon", "identifier"], "Sentinel has one daemon a home: see --home"),
  ...without(["strip_ansi"], "the output is kept as it was printed"),
];

/** `[group:x]`. */
export const groupRows: ReadonlyArray<SectionRow> = [
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
export const includeRows: ReadonlyArray<SectionRow> = [
  {
    key: "files",
    to: null,
    fidelity: "approximate",
    note: "name the included files after the main one: sentinel config import supervisord FILE INCLUDED…",
  },
];

const serverNote = "Sentinel's own API is reached over a socket in its home; credentials are never imported";

/** `[unix_http_server]` and `[inet_http_server]`. */
export const serverRows: ReadonlyArray<SectionRow> = [
  ...without(["port", "file", "chmod", "chown"], serverNote),
  ...without(
    ["username", "password"],
    "not imported: Sentinel's socket is protected by its file permissions",
  ),
];
