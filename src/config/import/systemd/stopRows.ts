import { isScheduled } from "../draft/asJobs.ts";
import type { RowContext } from "../table/row.ts";
import { duration } from "../table/sentinelText.ts";
import { without } from "../table/unsupportedRows.ts";
import { flag, signal, text } from "../table/values.ts";
import { last } from "./readUnit.ts";
import { span } from "./timeSpanValue.ts";
import type { UnitContext, UnitRow } from "./unitRows.ts";

/** Why the longest runtime of a unit can't be kept; null if it can. */
const whyNoMaxRuntime = (given: RowContext<UnitContext>["given"], isJob: boolean): string | null => {
  const word = (key: string): string | null => {
    const value = given(key);
    return value === undefined ? null : text(last(value));
  };
  if (word("Type") === "oneshot") return "systemd does not apply it to a oneshot, either";
  return !isJob && ["no", null].includes(word("Restart"))
    ? "it is not restarted, so its run would only be ended: make it a job with a `timeout`"
    : null;
};

const whyNoSpread = (given: RowContext<UnitContext>["given"], isJob: boolean): string | null =>
  isJob ? "a timeout has no random part" : whyNoMaxRuntime(given, isJob);

/** The keys for the timeouts of a service and for stopping it. */
export const stopRows: ReadonlyArray<UnitRow> = [
  { key: "TimeoutSec", to: "stop.timeout, ready.timeout", fidelity: "exact", note: "both of start and stop" },
  {
    key: "TimeoutStartSec",
    to: "ready.timeout",
    fidelity: "exact",
    note: "",
    apply: (value, draft, { report }) => {
      const limit = span(value, report, "TimeoutStartSec", 90_000);
      if (!Number.isFinite(limit) || limit === 0) return { note: "no limit" };
      if (draft.settings.get("oneshot") !== true) return { note: "a simple service starts at once" };
      draft.settings.set("ready.timeout", duration(limit));
      return undefined;
    },
  },
  {
    key: "TimeoutStopSec",
    to: "stop.timeout",
    fidelity: "exact",
    note: "",
    byDefault: "90s",
    apply: (value, draft, { report, given }) => {
      const both = given("TimeoutSec");
      const own = value.at.line === 0 && both ? both : value;
      const limit = span(own, report, "TimeoutStopSec", 90_000);
      const kills = given("SendSIGKILL");
      if (!Number.isFinite(limit) || (kills && flag(last(kills), report, "SendSIGKILL") === false))
        draft.settings.set("shutdown", "infinity");
      else draft.settings.set("stop.timeout", duration(limit));
      return undefined;
    },
  },
  ...without(
    "a process that does not exit is killed, without a core dump",
    "TimeoutAbortSec",
    "WatchdogSignal",
  ),
  ...without("a timeout sends SIGTERM, then SIGKILL", "TimeoutStartFailureMode", "TimeoutStopFailureMode"),
  {
    key: "RuntimeMaxSec",
    to: "timeout, max_runtime.after",
    fidelity: "approximate",
    note: "`timeout` of a job; of a service a planned restart, where systemd counts a failure",
    apply: (value, draft, { report, given }) => {
      const limit = span(value, report, "RuntimeMaxSec", 0);
      if (!Number.isFinite(limit)) return undefined;
      const isJob = isScheduled(draft);
      const why = whyNoMaxRuntime(given, isJob);
      if (why !== null) return { fidelity: "unsupported", note: why };
      if (isJob) {
        draft.settings.set("timeout", duration(limit));
        return { fidelity: "exact", note: "" };
      }
      draft.settings.set("max_runtime.after", duration(limit));
      return undefined;
    },
  },
  {
    key: "RuntimeRandomizedExtraSec",
    to: "max_runtime.spread",
    fidelity: "approximate",
    note: "the same part of it for each run, by its number",
    apply: (value, draft, { report, given }) => {
      const why =
        given("RuntimeMaxSec") === undefined
          ? "there is no RuntimeMaxSec"
          : whyNoSpread(given, isScheduled(draft));
      if (why !== null) return { fidelity: "unsupported", note: why };
      draft.settings.set("max_runtime.spread", duration(span(value, report, "RuntimeRandomizedExtraSec", 0)));
      return undefined;
    },
  },
  ...without(
    "it reports to NOTIFY_SOCKET there, and is asked here: declare `probes: { live: … }`",
    "WatchdogSec",
  ),
  ...without("there is no NOTIFY_SOCKET: use `ready: { notify: 3 }` or a line of the log", "NotifyAccess"),
  {
    key: "KillMode",
    to: null,
    fidelity: "exact",
    note: "Sentinel signals the whole group and kills the whole tree",
    byDefault: "control-group",
    apply: (value) => {
      const mode = text(last(value));
      if (mode === "control-group") return undefined;
      return mode === "mixed"
        ? { fidelity: "approximate", note: "the first signal goes to the whole group too" }
        : {
            fidelity: "unsupported",
            note: "Sentinel stops the whole process tree; what must survive needs a child of its own",
          };
    },
  },
  {
    key: "KillSignal",
    to: "stop.signal",
    fidelity: "exact",
    note: "",
    byDefault: "SIGTERM",
    apply: (value, draft, { report }) =>
      void draft.settings.set("stop.signal", signal(last(value), report, "KillSignal") ?? "SIGTERM"),
  },
  ...without("a restart stops with the same signal as a stop", "RestartKillSignal"),
  ...without("send it from the program itself, or use stop.signal", "SendSIGHUP"),
  { key: "SendSIGKILL", to: "shutdown: infinity", fidelity: "exact", note: "" },
  ...without("what does not exit is killed by SIGKILL", "FinalKillSignal"),
];
