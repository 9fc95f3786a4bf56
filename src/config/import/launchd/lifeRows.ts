import { setConstantBackoff, setNoLimit } from "../draft/restartSettings.ts";
import { putFlag, putText } from "../table/put.ts";
import type { Row } from "../table/row.ts";
import { duration } from "../table/sentinelText.ts";
import { without } from "../table/unsupportedRows.ts";
import { flag, whole } from "../table/values.ts";

/** The keys for restarting and stopping a job. */
export const lifeRows: ReadonlyArray<Row> = [
  {
    key: "RunAtLoad",
    to: "autostart",
    fidelity: "exact",
    note: "",
    byDefault: false,
    apply: (value, draft, context) => {
      const occasions = ["StartInterval", "StartCalendarInterval"].filter((key) => context.given(key));
      if (occasions.length === 0) return putFlag("autostart")(value, draft, context);
      return flag(value, context.report, "RunAtLoad")
        ? { fidelity: "unsupported", note: "a job runs at its times only; `sentinel run NAME` runs it now" }
        : undefined;
    },
  },
  {
    key: "KeepAlive",
    to: "restart, autostart",
    fidelity: "exact",
    note: "true: permanent; false: temporary",
    byDefault: false,
    apply: (value, draft, { report, given }) => {
      const onDemand = given("OnDemand");
      const always =
        value.at.line === 0 && onDemand
          ? !flag(onDemand, report, "OnDemand")
          : flag(value, report, "KeepAlive");
      draft.settings.set("restart", always ? "permanent" : "temporary");
      if (always) draft.settings.set("autostart", true);
      return undefined;
    },
  },
  {
    key: "KeepAlive.SuccessfulExit",
    to: "restart: transient",
    fidelity: "exact",
    note: "",
    apply: (value, draft, { report }) => {
      const onSuccess = flag(value, report, "SuccessfulExit");
      draft.settings.set("restart", onSuccess ? "permanent" : "transient");
      draft.settings.set("autostart", true);
      return {
        fidelity: "approximate",
        note: onSuccess
          ? "permanent: also restarted after a failure"
          : "transient; an exit by SIGTERM or the stop signal from outside counts as a requested shutdown, in launchd as a failure",
      };
    },
  },
  {
    key: "KeepAlive.Crashed",
    to: "restart: transient",
    fidelity: "approximate",
    note: "also restarted after an exit code other than 0",
    apply: (value, draft, { report }) => {
      const onCrash = flag(value, report, "Crashed");
      if (draft.settings.get("restart") !== "permanent") draft.settings.set("restart", "transient");
      return onCrash
        ? undefined
        : { note: "restarted after a failure; there is no restart policy for crashes only" };
    },
  },
  ...without("there is no restart while a file exists; test it in the command", "KeepAlive.PathState"),
  ...without("put both below a supervisor", "KeepAlive.OtherJobEnabled"),
  ...without("launchd ignores it today", "KeepAlive.NetworkState"),
  ...without("start it by hand: `sentinel start PATH`", "KeepAlive.AfterInitialDemand"),
  { key: "OnDemand", to: "restart", fidelity: "exact", note: "the old name for the opposite of KeepAlive" },
  {
    key: "ThrottleInterval",
    to: "backoff, limit, on_limit",
    fidelity: "approximate",
    note: "the pause follows the exit, where launchd counts from the start; like launchd it never gives up, but delays more than 100 restarts in a minute",
    byDefault: 10,
    apply: (value, draft, { report }) => {
      const pause = duration((whole(value, report, "ThrottleInterval") ?? 10) * 1000);
      setConstantBackoff(draft, pause);
      draft.settings.set("backoff.reset_after", pause);
      setNoLimit(draft);
      return undefined;
    },
  },
  {
    key: "ExitTimeOut",
    to: "stop.timeout",
    fidelity: "exact",
    note: "0: never killed",
    byDefault: 20,
    apply: (value, draft, { report }) => {
      const limit = whole(value, report, "ExitTimeOut") ?? 20;
      if (limit === 0) draft.settings.set("shutdown", "infinity");
      else draft.settings.set("stop.timeout", duration(limit * 1000));
      return undefined;
    },
  },
  {
    key: "(started)",
    to: "ready.min_uptime",
    fidelity: "exact",
    note: "it counts as ready at once",
    byDefault: "0s",
    apply: putText("ready.min_uptime"),
  },
  ...without("launchd ignores it too", "TimeOut", "EnableTransactions", "EnablePressuredExit"),
  ...without("launchd ignores it too", "HopefullyExitsFirst", "HopefullyExitsLast"),
  ...without("test a file in the command; there is no way to run once per boot", "LaunchOnlyOnce"),
];
