import { putFlag, putWholes } from "../put.ts";
import { setLimit, setPause, setPauses } from "../restarting.ts";
import { duration } from "../sentinelText.ts";
import { flag, text, whole } from "../values.ts";
import type { AppRow } from "./commandRows.ts";
import { putTime, size, time } from "./units.ts";

/** When an app is started again. Research, sections 2a and 4.1. */
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
    note: "these codes end it for good, all others restart it; SIGTERM and the stop signal from outside end it too",
    apply: putWholes("success_codes"),
  },
  {
    key: "exp_backoff_restart_delay",
    to: "backoff",
    fidelity: "approximate",
    note: "the first restart after a healthy run is immediate",
    apply: (value, draft, { report }) => {
      const initial = duration(time(value, report, "exp_backoff_restart_delay") ?? 100);
      setPauses(draft, { initial, factor: 1.5, max: "15s" });
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
        return { fidelity: "exact", note: "no pause between restarts; remove `backoff` to have Sentinel's" };
      }
      setPause(draft, duration(delay));
      return undefined;
    },
  },
  {
    key: "min_uptime",
    to: "ready.min_uptime",
    fidelity: "approximate",
    note: "an earlier end is a failed start; in PM2 it only makes the restart count",
    byDefault: 1000,
    apply: putTime("ready.min_uptime"),
  },
  {
    key: "max_restarts",
    to: "limit, on_limit",
    fidelity: "approximate",
    note: "PM2 counts in the first min_uptime × max_restarts of an app's life only, here it holds for ever",
    byDefault: 16,
    apply: (value, draft, { report, given }) => {
      const restarts = whole(value, report, "max_restarts") ?? 16;
      const uptime = given("min_uptime");
      const minimum = uptime ? (time(uptime, report, "min_uptime") ?? 1000) : 1000;
      setLimit(draft, { restarts, period: duration(Math.max(1000, restarts * minimum)), onLimit: "fail" });
      return undefined;
    },
  },
  {
    key: "cron_restart",
    aliases: ["cron"],
    to: "schedule",
    fidelity: "approximate",
    note: "a restart at these times",
    apply: (value, draft, { given }) => {
      if (["0", "false", ""].includes(text(value))) return { fidelity: "exact", note: "none" };
      const isJob = ["false", "0"].includes(text(given("autorestart")));
      draft.settings.set("schedule.cron", text(value));
      draft.settings.set("schedule.overlap", "replace");
      if (!isJob) return undefined;
      draft.settings.set("oneshot", true);
      return {
        note: "with autorestart: false it is a job; PM2 runs it at its start too, and so does this file",
      };
    },
  },
  {
    key: "max_memory_restart",
    to: "memory.restart_above",
    fidelity: "approximate",
    note: "of the whole tree of processes, where PM2 looks at the first one only",
    apply: (value, draft, { report }) => {
      const above = size(value, report, "max_memory_restart");
      if (above !== null) draft.settings.set("memory.restart_above", above);
      return undefined;
    },
  },
];
