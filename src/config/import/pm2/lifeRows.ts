import { comingSetting } from "../comingSettings.ts";
import { duration } from "../sentinelText.ts";
import { flag, text, texts, whole, wholes } from "../values.ts";
import type { AppRow } from "./commandRows.ts";
import { size, time } from "./units.ts";

const clusterNote =
  "the instances don't share a port as PM2's cluster does: let each listen on one of its own, by SENTINEL_REPLICA";

/** How an app lives: instances, restarts, stops, watching. Research, sections 2a and 4.1. */
export const lifeRows: ReadonlyArray<AppRow> = [
  {
    key: "instances",
    to: "replicas",
    fidelity: "exact",
    note: "",
    byDefault: 1,
    apply: (value, draft, { context, report, given }) => {
      const asked = text(value) === "max" ? 0 : (whole(value, report, "instances") ?? 1);
      const count = asked > 0 ? asked : Math.max(1, context.processors + asked);
      if (count > 1) draft.settings.set("replicas", count);
      const cluster = text(given("exec_mode")).startsWith("cluster") || count > 1;
      if (asked <= 0)
        return {
          fidelity: "approximate",
          note: `${count}, by the processors of this machine; ${clusterNote}`,
        };
      return cluster && count > 1 ? { fidelity: "approximate", note: clusterNote } : undefined;
    },
  },
  {
    key: "exec_mode",
    to: "replicas",
    fidelity: "exact",
    note: "",
    byDefault: "fork",
    apply: (value) =>
      text(value).startsWith("cluster") ? { fidelity: "approximate", note: clusterNote } : undefined,
  },
  {
    key: "instance_var",
    to: null,
    fidelity: "unsupported",
    note: "an instance's number is in SENTINEL_REPLICA and begins with 1; read it instead",
  },
  {
    key: "increment_var",
    to: null,
    fidelity: "unsupported",
    note: "add SENTINEL_REPLICA to the value in the command",
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
    apply: (value, draft, { report }) =>
      void draft.settings.set("success_codes", wholes(value, report, "stop_exit_codes")),
  },
  {
    key: "exp_backoff_restart_delay",
    to: "backoff",
    fidelity: "approximate",
    note: "the first restart after a healthy run is immediate",
    apply: (value, draft, { report }) => {
      draft.settings.set(
        "backoff.initial",
        duration(time(value, report, "exp_backoff_restart_delay") ?? 100),
      );
      draft.settings.set("backoff.factor", 1.5);
      draft.settings.set("backoff.max", "15s");
      draft.settings.set("backoff.jitter", 0);
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
      draft.settings.set("backoff.initial", duration(delay));
      draft.settings.set("backoff.factor", 1);
      draft.settings.set("backoff.max", duration(delay));
      draft.settings.set("backoff.jitter", 0);
      return undefined;
    },
  },
  {
    key: "min_uptime",
    to: "ready.min_uptime",
    fidelity: "approximate",
    note: "an earlier end is a failed start; in PM2 it only makes the restart count",
    byDefault: 1000,
    apply: (value, draft, { report }) =>
      void draft.settings.set("ready.min_uptime", duration(time(value, report, "min_uptime") ?? 1000)),
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
      draft.settings.set("limit.restarts", restarts);
      draft.settings.set("limit.period", duration(Math.max(1000, restarts * minimum)));
      draft.settings.set("on_limit", "fail");
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
  {
    key: "kill_timeout",
    to: "stop.timeout",
    fidelity: "exact",
    note: "",
    byDefault: 1600,
    apply: (value, draft, { report }) =>
      void draft.settings.set("stop.timeout", duration(time(value, report, "kill_timeout") ?? 1600)),
  },
  {
    key: "(stop signal)",
    to: "stop.signal",
    fidelity: "exact",
    note: "unless PM2_KILL_SIGNAL was set",
    byDefault: "SIGINT",
    apply: (value, draft) => void draft.settings.set("stop.signal", text(value)),
  },
  {
    key: "kill_retry_time",
    to: null,
    fidelity: "exact",
    note: "Sentinel is told of the end, it need not look",
  },
  {
    key: "treekill",
    to: null,
    fidelity: "exact",
    note: "Sentinel always ends the whole tree",
    byDefault: true,
    apply: (value, _, { report }) =>
      flag(value, report, "treekill") === false
        ? {
            fidelity: "unsupported",
            note: "Sentinel always ends the whole tree: detach what must survive by setsid",
          }
        : undefined,
  },
  {
    key: "shutdown_with_message",
    to: null,
    fidelity: "unsupported",
    note: "there is no IPC message: end on SIGINT instead",
  },
  {
    key: "wait_ready",
    to: "ready.ipc",
    fidelity: "approximate",
    note: "PM2 takes a start that says nothing in time for a good one, Sentinel for a failed one",
    apply: (value, draft, { report }) => {
      if (!flag(value, report, "wait_ready")) return { fidelity: "exact", note: "" };
      draft.settings.set("ready.ipc", true);
      if (comingSetting("ready.ipc") === null) draft.settings.delete("ready.min_uptime");
      draft.remarks.set(
        "ready",
        "wait_ready: print a line when it is ready, and wait for it with ready: { log: … }",
      );
      return undefined;
    },
  },
  {
    key: "listen_timeout",
    to: "ready.timeout",
    fidelity: "approximate",
    note: "with wait_ready; a start that takes longer has failed, in PM2 it counts as good",
    byDefault: 3000,
    apply: (value, draft, { report, given }) => {
      if (text(given("wait_ready")) !== "true")
        return { fidelity: "exact", note: "without wait_ready it has no effect" };
      if (comingSetting("ready.ipc") !== null)
        return { fidelity: "unsupported", note: "it comes with ready.ipc: see wait_ready" };
      draft.settings.set(
        "ready.timeout",
        duration(Math.max(1, time(value, report, "listen_timeout") ?? 3000)),
      );
      return undefined;
    },
  },
  {
    key: "watch",
    to: "watch.paths",
    fidelity: "approximate",
    note: "Sentinel waits until the changes have settled",
    apply: (value, draft) => {
      if (["false", "0"].includes(text(value))) return { fidelity: "exact", note: "" };
      draft.settings.set("watch.paths", text(value) === "true" ? ["."] : [...texts(value)]);
      return undefined;
    },
  },
  {
    key: "ignore_watch",
    to: "watch.ignore",
    fidelity: "exact",
    note: "",
    apply: (value, draft) => void draft.settings.set("watch.ignore", [...texts(value)]),
  },
  {
    key: "watch_delay",
    to: "watch.debounce",
    fidelity: "approximate",
    note: "",
    apply: (value, draft, { report }) =>
      void draft.settings.set("watch.debounce", duration(time(value, report, "watch_delay") ?? 0)),
  },
  { key: "watch_options", to: null, fidelity: "unsupported", note: "chokidar's options have no counterpart" },
];
