import { duration } from "../table/sentinelText.ts";
import { without } from "../table/unsupportedRows.ts";
import { flag, signal, text } from "../table/values.ts";
import { last } from "./readUnit.ts";
import { span } from "./timeSpanValue.ts";
import type { UnitRow } from "./unitRows.ts";

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
    to: "timeout, max_runtime",
    fidelity: "exact",
    note: "`timeout` of a job, `max_runtime` of a service",
    apply: (value, draft, { report }) => {
      const limit = span(value, report, "RuntimeMaxSec", 0);
      if (Number.isFinite(limit)) draft.settings.set("max_runtime", duration(limit));
      return undefined;
    },
  },
  ...without("there is no random extra delay", "RuntimeRandomizedExtraSec"),
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
