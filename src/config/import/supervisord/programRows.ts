import { wordsOf } from "../../commandLine.ts";
import { setUser } from "../identity.ts";
import type { ImportRequest } from "../request.ts";
import type { Row } from "../row.ts";
import { duration } from "../sentinelText.ts";
import { flag, signal, text, whole, wholes } from "../values.ts";
import { readEnvironment } from "./environment.ts";

type ProgramRow = Row<ImportRequest>;

const ignored = (key: string, note: string): ProgramRow => ({ key, to: null, fidelity: "unsupported", note });

const logRows = (stream: "stdout" | "stderr"): ReadonlyArray<ProgramRow> => [
  {
    key: `${stream}_logfile`,
    to: "logs",
    fidelity: "approximate",
    note: "Sentinel keeps the output itself; see `sentinel logs`",
    byDefault: "AUTO",
    apply: (value, draft) => {
      const file = text(value);
      if (file === "" || file.toUpperCase() === "AUTO")
        return { note: "a file of Supervisor's own: Sentinel keeps the output itself" };
      draft.settings.set(`logs.${stream}`, file.toUpperCase() === "NONE" ? "none" : file);
      return undefined;
    },
  },
  {
    key: `${stream}_logfile_maxbytes`,
    to: "logs",
    fidelity: "approximate",
    note: "Sentinel rotates on a line boundary",
    byDefault: "50MB",
    apply: (value, draft, { given }) => {
      if (text(given(`${stream}_logfile`)).toUpperCase() === "NONE")
        return { fidelity: "exact", note: "no log" };
      if (value.at.line === 0) return { note: "Sentinel's own limits apply" };
      if (text(value) === "0") return { note: "no limit there; Sentinel's own limits apply" };
      // Its units are powers of 1024.
      draft.settings.set(
        "logs.max_size",
        text(value)
          .replace(/([KMG])B$/i, "$1iB")
          .replace(/^\d+$/, "$&B"),
      );
      return undefined;
    },
  },
  {
    key: `${stream}_logfile_backups`,
    to: "logs",
    fidelity: "approximate",
    note: "one number for both streams",
    byDefault: 10,
    apply: (value, draft, { report }) => {
      const keep = whole(value, report, `${stream}_logfile_backups`);
      if (keep === null || value.at.line === 0) return { note: "Sentinel's own limits apply" };
      draft.settings.set("logs.max_files", keep);
      return undefined;
    },
  },
  ignored(`${stream}_syslog`, "forward with `sentinel logs -f | logger` until there is a forwarder"),
  ignored(`${stream}_capture_maxbytes`, "there is no capture mode; the lines are in the log"),
  ignored(`${stream}_events_enabled`, "read `sentinel logs -f --json` instead"),
];

/** `[program:x]`, and what event listeners and FastCGI programs share with it. Research, section 4.2. */
export const programRows: ReadonlyArray<ProgramRow> = [
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
  {
    key: "process_name",
    to: "the child's name",
    fidelity: "exact",
    note: "",
    byDefault: "%(program_name)s",
  },
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
  {
    key: "umask",
    to: "umask",
    fidelity: "exact",
    note: "",
    apply: (value, draft) => void draft.settings.set("umask", text(value)),
  },
  {
    key: "user",
    to: "uid",
    fidelity: "approximate",
    note: "by number; HOME, USER and the user's group are set too, which Supervisor does not do",
    apply: (value, draft, { context }) => setUser(value, draft, context.accounts),
  },
  {
    key: "environment",
    to: "env",
    fidelity: "exact",
    note: "",
    apply: (value, draft, { report }) => {
      for (const [name, to] of readEnvironment(text(value), value.at, report))
        draft.settings.set(`env.${name}`, to);
      return undefined;
    },
  },
  {
    key: "(inherited environment)",
    to: "inherit_env",
    fidelity: "approximate",
    note: "the child sees the whole environment of the daemon, as under supervisord; there are no SUPERVISOR_* variables",
    byDefault: true,
    apply: (_, draft) => void draft.settings.set("inherit_env", true),
  },
  {
    key: "priority",
    to: "order of the children",
    fidelity: "approximate",
    note: "start order, without waiting, as in Supervisor; if it is a dependency, put the children below a supervisor with `start: serial`",
    byDefault: 999,
    apply: (value, draft, { report }) => {
      draft.order = whole(value, report, "priority") ?? 999;
      return value.at.line === 0 ? { fidelity: "exact", note: "order of the file" } : undefined;
    },
  },
  {
    key: "autostart",
    to: "autostart",
    fidelity: "exact",
    note: "",
    byDefault: true,
    apply: (value, draft, { report }) =>
      void draft.settings.set("autostart", flag(value, report, "autostart") ?? true),
  },
  {
    key: "startsecs",
    to: "ready.min_uptime",
    fidelity: "exact",
    note: "an earlier end is a failed start, also with exit code 0",
    byDefault: 1,
    apply: (value, draft, { report }) =>
      void draft.settings.set("ready.min_uptime", duration((whole(value, report, "startsecs") ?? 1) * 1000)),
  },
  {
    key: "startretries",
    to: "limit, backoff, on_limit",
    fidelity: "approximate",
    note: "Supervisor counts failed starts in a row only and pauses 1, 2, 3 … s; here all restarts within the period count and the pauses double",
    byDefault: 3,
    apply: (value, draft, { report, given }) => {
      const retries = whole(value, report, "startretries") ?? 3;
      const startSeconds = Number(text(given("startsecs"))) || 1;
      draft.settings.set("limit.restarts", retries);
      draft.settings.set("limit.period", duration((retries + 1) * startSeconds * 1000));
      draft.settings.set("on_limit", "fail");
      draft.settings.set("backoff.initial", "1s");
      draft.settings.set("backoff.max", duration(Math.max(1, retries) * 1000));
      draft.settings.set("backoff.jitter", 0);
      draft.remarks.set("limit", `startretries=${retries}: Supervisor counts failed starts in a row only`);
      return undefined;
    },
  },
  {
    key: "autorestart",
    to: "restart",
    fidelity: "exact",
    note: "true: permanent; false: temporary; unexpected: transient",
    byDefault: "unexpected",
    apply: (value, draft, { report }) => {
      if (text(value).toLowerCase() === "unexpected") {
        draft.settings.set("restart", "transient");
        return {
          fidelity: "approximate",
          note: "transient; an end by SIGTERM or the stop signal from outside counts as asked for, in Supervisor as unexpected",
        };
      }
      const always = flag(value, report, "autorestart");
      draft.settings.set("restart", always ? "permanent" : "temporary");
      return always === false
        ? {
            fidelity: "approximate",
            note: "temporary: a failed start is not tried again, in Supervisor it is startretries times",
          }
        : undefined;
    },
  },
  {
    key: "exitcodes",
    to: "success_codes",
    fidelity: "exact",
    note: "",
    byDefault: "0",
    apply: (value, draft, { report }) =>
      void draft.settings.set("success_codes", wholes(value, report, "exitcodes")),
  },
  {
    key: "stopsignal",
    to: "stop.signal",
    fidelity: "exact",
    note: "",
    byDefault: "TERM",
    apply: (value, draft, { report }) =>
      void draft.settings.set("stop.signal", signal(value, report, "stopsignal") ?? "SIGTERM"),
  },
  {
    key: "stopwaitsecs",
    to: "stop.timeout",
    fidelity: "exact",
    note: "",
    byDefault: 10,
    apply: (value, draft, { report }) =>
      void draft.settings.set("stop.timeout", duration((whole(value, report, "stopwaitsecs") ?? 10) * 1000)),
  },
  {
    key: "stopasgroup",
    to: null,
    fidelity: "exact",
    note: "Sentinel always signals the whole process group",
    byDefault: false,
    apply: (value, _, { report }) =>
      flag(value, report, "stopasgroup") === false
        ? {
            fidelity: "approximate",
            note: "Supervisor signals the leader only, Sentinel the whole process group",
          }
        : undefined,
  },
  {
    key: "killasgroup",
    to: null,
    fidelity: "exact",
    note: "Sentinel always kills the whole process group and tree",
    byDefault: false,
    apply: (value, _, { report, given }) => {
      const kills = flag(value, report, "killasgroup");
      if (kills || value.at.line === 0) return undefined;
      if (/^(true|yes|on|1)$/i.test(text(given("stopasgroup"))))
        report.say(
          value.at,
          "killasgroup can't be false where stopasgroup is true",
          "remove killasgroup; Supervisor refuses it too",
        );
      return {
        fidelity: "approximate",
        note: "Supervisor kills the leader only, Sentinel the whole process group and tree",
      };
    },
  },
  {
    key: "redirect_stderr",
    to: "logs",
    fidelity: "approximate",
    note: "Sentinel keeps both streams apart and shows them together",
    byDefault: false,
    apply: (value, _, { report }) =>
      flag(value, report, "redirect_stderr") === false ? { fidelity: "exact", note: "" } : undefined,
  },
  ...logRows("stdout"),
  ...logRows("stderr"),
  ignored(
    "serverurl",
    "there is no SUPERVISOR_SERVER_URL; a child asks the daemon through `sentinel --json`",
  ),
];

/** What `[fcgi-program:x]` adds. */
export const fcgiRows: ReadonlyArray<ProgramRow> = [
  "socket",
  "socket_backlog",
  "socket_owner",
  "socket_mode",
].map((key) => ignored(key, "Sentinel opens no sockets for its children: let the program listen itself"));

/** What `[eventlistener:x]` adds. */
export const listenerRows: ReadonlyArray<ProgramRow> = [
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
  ignored("buffer_size", "the journal keeps every event"),
  ignored("result_handler", "there are no event listeners"),
];
