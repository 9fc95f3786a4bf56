import type { Located } from "../../diagnostics/located.ts";
import { putText } from "../table/put.ts";
import { duration } from "../table/sentinelText.ts";
import { without } from "../table/unsupportedRows.ts";
import { flag, texts } from "../table/values.ts";
import { calendarToCron } from "./calendar.ts";
import { last } from "./readUnit.ts";
import { span } from "./timeSpanValue.ts";
import type { UnitRow } from "./unitRows.ts";

const every = (key: string, note: string): UnitRow => ({
  key,
  to: "schedule.every",
  fidelity: "approximate",
  note,
  apply: (value, draft, { report }) =>
    void draft.settings.set("schedule.every", duration(span(value, report, key, 0))),
});

const atStart = (key: string): UnitRow => ({
  key,
  to: null,
  fidelity: "unsupported",
  note: "a first run some time after the start is not possible; `sentinel run NAME` runs it now",
});

const calendars = (value: Located): ReadonlyArray<string> => texts(value);

/** `[Timer]`. */
export const timerRows: ReadonlyArray<UnitRow> = [
  {
    key: "OnCalendar",
    to: "schedule.cron, schedule.timezone",
    fidelity: "exact",
    note: "",
    apply: (value, draft, { report }) => {
      const forms = calendars(value).map(calendarToCron);
      const crons = forms.flatMap((form) => (form ? [form.cron] : []));
      if (crons.length < forms.length) {
        if (crons.length > 0) draft.settings.set("schedule.cron", crons);
        const told = calendars(value).filter((_, index) => forms[index] === null);
        draft.remarks.set("schedule", `cron can't express OnCalendar=${told.join(", ")}`);
        return {
          fidelity: "unsupported",
          note: `cron can't express ${told.join(", ")}: write the schedule yourself`,
        };
      }
      draft.settings.set("schedule.cron", crons.length === 1 ? (crons[0] ?? "") : crons);
      const zone = forms[0]?.timezone;
      if (forms.some((form) => form?.timezone !== zone))
        report.error(
          value.at,
          "these calendars have different time zones",
          "use one time zone, or several timers",
        );
      if (zone) draft.settings.set("schedule.timezone", zone);
      return undefined;
    },
  },
  every("OnUnitActiveSec", "on a fixed grid, in systemd from the last start"),
  every("OnUnitInactiveSec", "on a fixed grid, in systemd from the end of a run"),
  atStart("OnBootSec"),
  atStart("OnStartupSec"),
  atStart("OnActiveSec"),
  {
    key: "Persistent",
    to: "schedule.catch_up",
    fidelity: "exact",
    note: "",
    byDefault: false,
    apply: (value, draft, { report }) =>
      void draft.settings.set("schedule.catch_up", flag(last(value), report, "Persistent") ? "last" : "none"),
  },
  {
    key: "RandomizedDelaySec",
    to: "schedule.jitter",
    fidelity: "approximate",
    note: "a fixed part of it, which differs from job to job and from machine to machine, as with FixedRandomDelay",
    apply: (value, draft, { report }) =>
      void draft.settings.set("schedule.jitter", duration(span(value, report, "RandomizedDelaySec", 0))),
  },
  {
    key: "(overlap)",
    to: "schedule.overlap",
    fidelity: "exact",
    note: "a unit that is still running is left alone",
    byDefault: "skip",
    apply: putText("schedule.overlap"),
  },
  { key: "FixedRandomDelay", to: "schedule.jitter", fidelity: "exact", note: "the delay is always fixed" },
  { key: "AccuracySec", to: null, fidelity: "exact", note: "Sentinel is accurate to a second" },
  { key: "Unit", to: "the child", fidelity: "exact", note: "" },
  ...without("a schedule stays", "RemainAfterElapse"),
  ...without("Sentinel does not wake the machine", "WakeSystem"),
  ...without("it is not run when the clock changes", "OnClockChange", "OnTimezoneChange"),
];

/** `[Socket]`. */
export const socketRows: ReadonlyArray<UnitRow> = without(
  "Sentinel opens no sockets for its children; let the program listen itself",
  ...[
    "ListenStream",
    "ListenDatagram",
    "ListenSequentialPacket",
    "ListenFIFO",
    "ListenSpecial",
    "ListenNetlink",
  ],
  ...[
    "Accept",
    "Service",
    "BindIPv6Only",
    "Backlog",
    "BindToDevice",
    "SocketUser",
    "SocketGroup",
    "SocketMode",
  ],
  ...["DirectoryMode", "MaxConnections", "KeepAlive", "NoDelay", "ReusePort", "FreeBind", "RemoveOnStop"],
  ...["FileDescriptorName", "TriggerLimitIntervalSec", "TriggerLimitBurst", "PassCredentials", "Transparent"],
);
