import type { Located } from "../../diagnostics/located.ts";
import { plannedSetting } from "../draft/plannedSettings.ts";
import { putText } from "../table/put.ts";
import { duration } from "../table/sentinelText.ts";
import { flag, text, texts } from "../table/values.ts";
import type { AppRow } from "./commandRows.ts";
import { listed, putTime, time } from "./units.ts";

const isWatched = (watch: Located | undefined): boolean =>
  watch !== undefined && !["false", "0"].includes(text(watch));

const unwatched = { fidelity: "exact", note: "without watch it has no effect" } as const;

/** A path that PM2 takes as relative to the directory of the app, which is itself relative to that of its file. */
const inDirectory = (directory: string, path: string): string => {
  if (directory === "" || directory === "." || path.startsWith("/")) return path;
  return path === "." ? directory : `${directory}/${path.replace(/^\.\//, "")}`;
};

/** The keys for stopping, readiness and watching of an app. */
export const lifeRows: ReadonlyArray<AppRow> = [
  {
    key: "kill_timeout",
    to: "stop.timeout",
    fidelity: "exact",
    note: "",
    byDefault: 1600,
    apply: putTime("stop.timeout"),
  },
  {
    key: "(stop signal)",
    to: "stop.signal",
    fidelity: "exact",
    note: "unless PM2_KILL_SIGNAL was set",
    byDefault: "SIGINT",
    apply: putText("stop.signal"),
  },
  {
    key: "kill_retry_time",
    to: null,
    fidelity: "exact",
    note: "Sentinel is notified of the exit and does not poll",
  },
  {
    key: "treekill",
    to: null,
    fidelity: "exact",
    note: "Sentinel always stops the whole process tree",
    byDefault: true,
    apply: (value, _, { report }) =>
      flag(value, report, "treekill") === false
        ? {
            fidelity: "unsupported",
            note: "Sentinel always stops the whole process tree: detach what must survive by setsid",
          }
        : undefined,
  },
  {
    key: "shutdown_with_message",
    to: null,
    fidelity: "unsupported",
    note: "there is no IPC message; exit on SIGINT instead",
  },
  {
    key: "wait_ready",
    to: "ready.ipc",
    fidelity: "approximate",
    note: "PM2 treats a start without a message in time as successful, Sentinel as failed",
    apply: (value, draft, { report }) => {
      if (!flag(value, report, "wait_ready")) return { fidelity: "exact", note: "" };
      draft.settings.set("ready.ipc", true);
      if (plannedSetting("ready.ipc") === null) draft.settings.delete("ready.min_uptime");
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
    note: "with wait_ready; a start that takes longer has failed, in PM2 it succeeds",
    byDefault: 3000,
    apply: (value, draft, { report, given }) => {
      if (text(given("wait_ready")) !== "true")
        return { fidelity: "exact", note: "without wait_ready it has no effect" };
      if (plannedSetting("ready.ipc") !== null)
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
    note: "Sentinel waits until changes have settled",
    apply: (value, draft, { given }) => {
      if (!isWatched(value)) return { fidelity: "exact", note: "" };
      const written = text(value) === "true" ? ["."] : texts(value);
      draft.settings.set(
        "watch.paths",
        written.map((path) => inDirectory(text(given("cwd")), path)),
      );
      return undefined;
    },
  },
  {
    key: "ignore_watch",
    to: "watch.ignore",
    fidelity: "exact",
    note: "",
    apply: (value, draft, { given }) => {
      if (!isWatched(given("watch"))) return unwatched;
      draft.settings.set("watch.ignore", listed(value));
      return undefined;
    },
  },
  {
    key: "watch_delay",
    to: "watch.debounce",
    fidelity: "approximate",
    note: "",
    apply: (value, draft, rowContext) =>
      isWatched(rowContext.given("watch")) ? putTime("watch.debounce")(value, draft, rowContext) : unwatched,
  },
  { key: "watch_options", to: null, fidelity: "unsupported", note: "chokidar's options have no counterpart" },
];
