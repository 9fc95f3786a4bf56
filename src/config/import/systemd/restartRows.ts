import type { Located } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import { giveUpForGood, setBackoff, setNoLimit } from "../draft/restartSettings.ts";
import { duration } from "../table/sentinelText.ts";
import { tableOf } from "../table/tableOf.ts";
import { without } from "../table/unsupportedRows.ts";
import { signal, text, texts, whole } from "../table/values.ts";
import { last } from "./readUnit.ts";
import { span } from "./timeSpanValue.ts";
import type { UnitRow } from "./unitRows.ts";

const statuses: Readonly<Record<string, number>> = tableOf({
  ...{ SUCCESS: 0, FAILURE: 1, INVALIDARGUMENT: 2, NOTIMPLEMENTED: 3, NOPERMISSION: 4, NOTINSTALLED: 5 },
  ...{ NOTCONFIGURED: 6, NOTRUNNING: 7, USAGE: 64, DATAERR: 65, NOINPUT: 66, NOUSER: 67, NOHOST: 68 },
  ...{ UNAVAILABLE: 69, SOFTWARE: 70, OSERR: 71, OSFILE: 72, CANTCREAT: 73, IOERR: 74, TEMPFAIL: 75 },
  ...{ PROTOCOL: 76, NOPERM: 77, CONFIG: 78 },
});

const exits = (value: Located, report: Report, key: string): ReadonlyArray<string | number> =>
  texts(value)
    .flatMap((line) => line.split(/\s+/))
    .filter((word) => word !== "")
    .flatMap((word): ReadonlyArray<string | number> => {
      const code = /^\d+$/.test(word) ? Number(word) : statuses[word];
      if (code !== undefined) return [code];
      const name = signal({ kind: "scalar", at: value.at, value: word }, report, key);
      return name === null ? [] : [name];
    });

const restarts: Readonly<Record<string, string>> = tableOf({
  no: "temporary",
  always: "permanent",
  "on-success": "temporary",
  "on-failure": "transient",
  "on-abnormal": "transient",
  "on-abort": "transient",
  "on-watchdog": "transient",
});

const differing: Readonly<Record<string, string>> = tableOf({
  "on-success": "there is no restart after success only; write a loop, or permanent",
  "on-abnormal": "also restarted after an exit code other than 0",
  "on-abort": "also restarted after an exit code other than 0, and a time-out",
  "on-watchdog": "restarted after any failure: there is no watchdog yet",
});

const never = (value: Located | undefined): boolean => value === undefined || text(last(value)) === "no";

/** The keys for restarting a service, and their limits. */
export const restartRows: ReadonlyArray<UnitRow> = [
  {
    key: "Restart",
    to: "restart",
    fidelity: "exact",
    note: "always: permanent; on-failure: transient; no: temporary",
    byDefault: "no",
    apply: (value, draft, { report }) => {
      const asked = text(last(value));
      const restart = restarts[asked];
      if (restart === undefined)
        report.error(
          value.at,
          `Restart: "${asked}" is not known`,
          `known: ${Object.keys(restarts).join(", ")}`,
        );
      const isJob = draft.settings.get("oneshot") === true && restart === "permanent";
      draft.settings.set("restart", isJob ? "transient" : (restart ?? "temporary"));
      if (restart === undefined || restart === "temporary") draft.settings.set("on_limit", "fail");
      else giveUpForGood(draft);
      const note = differing[asked];
      return note === undefined ? undefined : { fidelity: "approximate", note };
    },
  },
  {
    key: "RestartSec",
    to: "backoff",
    fidelity: "approximate",
    note: "the first restart after a healthy run is immediate",
    byDefault: "100ms",
    apply: (value, draft, { report, given }) => {
      if (never(given("Restart"))) return { fidelity: "exact", note: "it is not restarted" };
      const first = span(value, report, "RestartSec", 100);
      const steps = given("RestartSteps");
      const most = given("RestartMaxDelaySec");
      const max = most && steps ? span(most, report, "RestartMaxDelaySec", first) : first;
      const count = steps ? Math.max(1, whole(last(steps), report, "RestartSteps") ?? 1) : 1;
      const factor = first > 0 ? Math.max(1, (max / first) ** (1 / count)) : 1;
      const rounded = Math.round(factor * 1000) / 1000;
      setBackoff(draft, { initial: duration(first), factor: rounded, max: duration(max) });
      return undefined;
    },
  },
  { key: "RestartSteps", to: "backoff.factor", fidelity: "exact", note: "" },
  {
    key: "RestartMaxDelaySec",
    to: "backoff.max",
    fidelity: "approximate",
    note: "the pauses are reset after a minute of healthy running, in systemd never",
  },
  {
    key: "SuccessExitStatus",
    to: "success_codes",
    fidelity: "exact",
    note: "besides 0 and, for other types than oneshot, SIGHUP, SIGINT, SIGTERM and SIGPIPE",
    byDefault: "",
    apply: (value, draft, { report, given }) => {
      const type = given("Type");
      const isOneshot = type !== undefined && text(last(type)) === "oneshot";
      const clean = isOneshot ? [] : ["SIGHUP", "SIGINT", "SIGTERM", "SIGPIPE"];
      const more = exits(value, report, "SuccessExitStatus");
      draft.settings.set("success_codes", [...new Set([0, ...clean, ...more])]);
      return undefined;
    },
  },
  {
    key: "RestartPreventExitStatus",
    to: "fatal_codes",
    fidelity: "exact",
    note: "the child fails and is not restarted",
    apply: (value, draft, { report }) =>
      void draft.settings.set("fatal_codes", exits(value, report, "RestartPreventExitStatus")),
  },
  ...without("write `restart: permanent` to restart it after success too", "RestartForceExitStatus"),
  {
    key: "StartLimitBurst",
    to: "limit, on_limit",
    fidelity: "approximate",
    note: "starts by hand are not counted, in systemd they are",
    byDefault: 5,
    apply: (value, draft, { context, report, given }) => {
      if (never(given("Restart"))) return { fidelity: "exact", note: "it is not restarted" };
      const own = context.elsewhere("Unit", "StartLimitBurst") ?? value;
      const burst = whole(last(own), report, "StartLimitBurst") ?? 5;
      const interval =
        context.elsewhere("Unit", "StartLimitIntervalSec") ??
        context.elsewhere("Unit", "StartLimitInterval") ??
        given("StartLimitInterval");
      const period = interval ? span(interval, report, "StartLimitIntervalSec", 10_000) : 10_000;
      if (period === 0 || burst === 0) {
        setNoLimit(draft);
        return { note: "no limit: never given up, but more than 100 restarts in a minute are delayed" };
      }
      draft.settings.set("limit.restarts", Math.max(0, burst - 1));
      draft.settings.set("limit.period", Number.isFinite(period) ? duration(period) : "365d");
      return undefined;
    },
  },
  {
    key: "StartLimitInterval",
    aliases: ["StartLimitIntervalSec"],
    to: "limit.period",
    fidelity: "exact",
    note: "",
  },
  ...without("the child fails and is not restarted", "StartLimitAction"),
];
