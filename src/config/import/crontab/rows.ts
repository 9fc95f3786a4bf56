import { nicknames } from "../../../calendar/nicknames.ts";
import type { ImportRequest } from "../draft/request.ts";
import { quoted, shellLine } from "../draft/shellLine.ts";
import { putText, putUser } from "../table/put.ts";
import type { Row } from "../table/row.ts";
import { literal, variable } from "../table/sentinelText.ts";
import { tableOf } from "../table/tableOf.ts";
import { text, whole } from "../table/values.ts";

type CronRow = Row<ImportRequest>;

const words: Readonly<Record<string, string>> = tableOf(nicknames);

const daysInWords: Readonly<Record<string, string>> = tableOf({ "@daily": "1", "@weekly": "7" });

/** For variables that are about times: a line with @reboot has none, and is no job. */
const ofTimes =
  (apply: NonNullable<CronRow["apply"]>): NonNullable<CronRow["apply"]> =>
  (value, draft, row) =>
    row.given("@reboot") === undefined ? apply(value, draft, row) : undefined;

/** A crontab's line, and the variables above it. Research, section 4.6. */
export const crontabRows: ReadonlyArray<CronRow> = [
  {
    key: "five fields",
    to: "schedule.cron",
    fidelity: "exact",
    note: "in the time zone of this machine; if both day fields are restricted, either matches, as in cron",
    apply: putText("schedule.cron"),
  },
  ...Object.keys(words).map(
    (key): CronRow => ({
      key,
      to: "schedule.cron",
      fidelity: "exact",
      note: "",
      apply: (_, draft) => void draft.settings.set("schedule.cron", words[key] ?? ""),
    }),
  ),
  {
    key: "@reboot",
    to: "oneshot",
    fidelity: "approximate",
    note: "at each start of the tree, not once per boot; for a program that keeps running, remove `oneshot` and write `restart: permanent`, because a oneshot has started only when it has ended",
    apply: (_, draft) => {
      for (const [setting, value] of [
        ["oneshot", true],
        ["restart", "temporary"],
        ["on_limit", "fail"],
      ] as const)
        draft.settings.set(setting, value);
      draft.remarks.set(
        "oneshot",
        "@reboot: it runs at each start of the tree. If it keeps running, remove oneshot and write restart: permanent",
      );
      return undefined;
    },
  },
  {
    key: "SHELL",
    to: "command",
    fidelity: "exact",
    note: "",
    byDefault: "/bin/sh",
    apply: putText("env.SHELL"),
  },
  {
    key: "command",
    to: "command",
    fidelity: "exact",
    note: "",
    apply: (value, draft, { given }) => {
      const input = given("%");
      const line = input ? `${text(input)} | { ${text(value)}\n}` : text(value);
      draft.settings.set("command", shellLine(line, text(given("SHELL")) || "/bin/sh"));
      return text(value).includes("run-parts")
        ? {
            fidelity: "approximate",
            note: "one job for a whole folder; run-parts skips names with dots; consider making each script a child",
          }
        : undefined;
    },
  },
  {
    key: "%",
    to: "command",
    fidelity: "exact",
    note: "printf writes its standard input through a pipe",
  },
  {
    key: "(missed)",
    to: "schedule.catch_up",
    fidelity: "exact",
    note: "cron runs nothing later that it missed; consider `last`",
    byDefault: "none",
    apply: (value, draft) => {
      if (!draft.settings.has("schedule.cron")) return { note: "" };
      draft.settings.set("schedule.catch_up", text(value));
      return undefined;
    },
  },
  {
    key: "(overlap)",
    to: "schedule.overlap",
    fidelity: "exact",
    note: "cron starts a job even while it is still running; consider `skip`",
    byDefault: "allow",
    apply: (value, draft) => {
      if (draft.settings.has("schedule.cron")) draft.settings.set("schedule.overlap", text(value));
      return undefined;
    },
  },
  { key: "user", to: "uid", fidelity: "exact", note: "by number", apply: putUser },
  {
    key: "PATH",
    to: "env.PATH",
    fidelity: "exact",
    note: "",
    byDefault: "/usr/bin:/bin",
    apply: putText("env.PATH"),
  },
  {
    key: "HOME",
    to: "cwd, env.HOME",
    fidelity: "exact",
    note: "",
    byDefault: "",
    apply: (value, draft, { context, given }) => {
      const written = text(value);
      const user = given("user");
      const home = written || (user ? context.osUsers.users.get(text(user))?.home : undefined);
      if (written !== "") draft.settings.set("env.HOME", written);
      // Without a user column, the home of the user who runs the tree.
      draft.settings.set("cwd", home ?? (user ? "/" : variable("HOME")));
      return user && home === undefined
        ? { fidelity: "unsupported", note: `the home of ${text(user)} is not known here: write it as cwd` }
        : undefined;
    },
  },
  {
    key: "MAILTO",
    to: null,
    fidelity: "unsupported",
    note: "output goes to `sentinel logs`; mail comes with alert channels",
    apply: (value) => (text(value) === "" ? { fidelity: "exact", note: "no mail" } : undefined),
  },
  { key: "MAILFROM", to: null, fidelity: "unsupported", note: "mail comes with alert channels" },
  {
    key: "CRON_TZ",
    to: "schedule.timezone",
    fidelity: "exact",
    note: "as cronie interprets it",
    apply: ofTimes(putText("schedule.timezone")),
  },
  {
    key: "TZ",
    to: "env.TZ",
    fidelity: "approximate",
    note: "for the command only, as in Debian's cron; if yours applies it to the schedule, write schedule.timezone",
    apply: putText("env.TZ"),
  },
  {
    key: "RANDOM_DELAY",
    to: "schedule.jitter",
    fidelity: "approximate",
    note: "a fixed part of it, which differs from job to job and from machine to machine, where cron chooses one each time that it starts",
    apply: ofTimes(
      (value, draft, { report }) =>
        void draft.settings.set("schedule.jitter", `${whole(value, report, "RANDOM_DELAY") ?? 0}m`),
    ),
  },
  { key: "START_HOURS_RANGE", to: null, fidelity: "unsupported", note: "write the hours into the schedule" },
  {
    key: "period",
    to: "schedule.every, schedule.catch_up",
    fidelity: "approximate",
    note: "on a fixed grid of days from 1970, not counted from the last run; missed runs are made up once",
    apply: (value, draft) => {
      const days = daysInWords[text(value)] ?? text(value);
      if (text(value) === "@monthly") draft.settings.set("schedule.cron", "0 0 1 * *");
      else draft.settings.set("schedule.every", `${days}d`);
      draft.settings.set("schedule.catch_up", "last");
      return undefined;
    },
  },
  {
    key: "delay",
    to: "schedule.jitter",
    fidelity: "approximate",
    note: "a fixed delay of up to that many minutes, which differs from job to job",
    apply: (value, draft) => void draft.settings.set("schedule.jitter", `${text(value)}m`),
  },
  { key: "id", to: "the child's name", fidelity: "exact", note: "" },
  { key: "NAME=value", to: "env", fidelity: "exact", note: "not expanded: a $PATH in it stays as it is" },
];

/** The shell line that pipes its standard input into a command. */
export const printed = (input: string): string =>
  `printf '%s\\n' ${input
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => literal(quoted(line)))
    .join(" ")}`;
