import type { ImportRequest } from "../draft/request.ts";
import { setBackoff, setConstantBackoff, setLimit, setNoLimit } from "../draft/restartSettings.ts";
import { putFlag, putWholes } from "../table/put.ts";
import type { RowContext } from "../table/row.ts";
import { duration } from "../table/sentinelText.ts";
import { flag, text, whole } from "../table/values.ts";
import type { AppRow } from "./commandRows.ts";
import { parseTime, putTime, size, time } from "./units.ts";

/** The longest pause of exp_backoff_restart_delay, and the factor between one pause and the next. */
const longestPause = 15_000;
const growth = 1.5;

/** The total of the pauses between this many starts, in ms. */
const pausesOf = (starts: number, given: RowContext<ImportRequest>["given"]): number => {
  const first = parseTime(text(given("exp_backoff_restart_delay")));
  if (first === null) return (starts - 1) * (parseTime(text(given("restart_delay"))) ?? 0);
  let whole = 0;
  let pause = first;
  for (let left = starts - 1; left > 0; left -= 1) {
    // All further pauses are the same.
    if (pause >= longestPause || pause === 0) return whole + left * Math.min(longestPause, pause);
    whole += pause;
    pause *= growth;
  }
  return whole;
};

/** The keys for restarting an app. Research, sections 2a and 4.1. */
export const restartRows: ReadonlyArray<AppRow> = [
  {
    key: "autostart",
    to: "autostart",
    fidelity: "exact",
    note: "",
    byDefault: true,
    apply: putFlag("autostart"),
  },
  {
    key: "autorestart",
    to: "restart",
    fidelity: "exact",
    note: "true: permanent; false: temporary",
    byDefault: true,
    apply: (value, draft, { report, given }) => {
      const always = flag(value, report, "autorestart") ?? true;
      const stops = given("stop_exit_codes");
      draft.settings.set("restart", always ? (stops ? "transient" : "permanent") : "temporary");
      return undefined;
    },
  },
  {
    key: "stop_exit_codes",
    to: "restart: transient, success_codes",
    fidelity: "approximate",
    note: "these exit codes are not restarted, all others are; SIGTERM and the stop signal from outside are not restarted either",
    apply: putWholes("success_codes"),
  },
  {
    key: "exp_backoff_restart_delay",
    to: "backoff",
    fidelity: "approximate",
    note: "the first restart after a healthy run is immediate",
    apply: (value, draft, { report }) => {
      const initial = duration(time(value, report, "exp_backoff_restart_delay") ?? 100);
      setBackoff(draft, { initial, factor: growth, max: duration(longestPause) });
      draft.settings.set("backoff.reset_after", "30s");
      return undefined;
    },
  },
  {
    key: "restart_delay",
    to: "backoff",
    fidelity: "approximate",
    note: "the first restart after a healthy run is immediate",
    byDefault: 0,
    apply: (value, draft, { report, given }) => {
      if (given("exp_backoff_restart_delay"))
        return { fidelity: "exact", note: "exp_backoff_restart_delay wins, as in PM2" };
      const delay = time(value, report, "restart_delay") ?? 0;
      if (delay === 0) {
        draft.settings.set("backoff", "none");
        return {
          fidelity: "exact",
          note: "no pause between restarts; remove `backoff` for Sentinel's default",
        };
      }
      setConstantBackoff(draft, duration(delay));
      return undefined;
    },
  },
  {
    key: "min_uptime",
    to: "ready.min_uptime",
    fidelity: "approximate",
    note: "an earlier exit is a failed start; in PM2 it only counts towards max_restarts",
    byDefault: 1000,
    apply: (value, draft, rowContext) => {
      putTime("ready.min_uptime")(value, draft, rowContext);
      if (draft.settings.get("restart") === "permanent") return undefined;
      draft.settings.set("ready.min_uptime", "0s");
      return {
        fidelity: "exact",
        note: "it may finish, so no exit is a failed start, however early",
      };
    },
  },
  {
    key: "max_restarts",
    to: "limit, on_limit",
    fidelity: "approximate",
    note: "PM2 gives up at that many starts, including the first; it counts only during the first min_uptime × max_restarts of an app's life, Sentinel always",
    byDefault: 16,
    apply: (value, draft, { report, given }) => {
      const starts = Math.max(1, whole(value, report, "max_restarts") ?? 16);
      const uptime = given("min_uptime");
      const minimum = uptime ? (time(uptime, report, "min_uptime") ?? 1000) : 1000;
      if (pausesOf(starts, given) >= starts * minimum) {
        setNoLimit(draft);
        return {
          note: "with these pauses PM2 never reaches that many starts in the time in which it counts, so it is never given up; more than 100 restarts in a minute are delayed",
        };
      }
      // Too short for this many runs of at least min_uptime, which PM2 does not count.
      const period = duration(Math.max(1000, (starts - 1) * minimum));
      setLimit(draft, { restarts: starts - 1, period, onLimit: "fail" });
      return undefined;
    },
  },
  {
    key: "cron_restart",
    aliases: ["cron"],
    to: "schedule",
    fidelity: "approximate",
    note: "with autorestart: false it is a job; PM2 also runs it at its own start",
    apply: (value, draft, { given }) => {
      if (["0", "false", ""].includes(text(value))) return { fidelity: "exact", note: "none" };
      if (!["false", "0"].includes(text(given("autorestart"))))
        return {
          fidelity: "unsupported",
          note: `it is not restarted at these times: write a job that runs \`sentinel restart ${draft.name}\`, with \`schedule: { cron: "${text(value)}" }\``,
        };
      draft.settings.set("schedule.cron", text(value));
      draft.settings.set("schedule.overlap", "replace");
      draft.settings.set("schedule.catch_up", "none");
      return undefined;
    },
  },
  {
    key: "max_memory_restart",
    to: "memory.restart_above",
    fidelity: "approximate",
    note: "of the whole process tree, where PM2 looks at the first process only",
    apply: (value, draft, { report }) => {
      const above = size(value, report, "max_memory_restart");
      if (above !== null) draft.settings.set("memory.restart_above", above);
      return undefined;
    },
  },
];
