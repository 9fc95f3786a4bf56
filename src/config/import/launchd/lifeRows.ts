import { putFlag, putText } from "../put.ts";
import { setLimit, setPause } from "../restarting.ts";
import type { Row } from "../row.ts";
import { duration } from "../sentinelText.ts";
import { flag, whole } from "../values.ts";
import { without } from "../without.ts";

/** When a job is started again, and how it is stopped. */
export const lifeRows: ReadonlyArray<Row> = [
  {
    key: "RunAtLoad",
    to: "autostart",
    fidelity: "exact",
    note: "",
    byDefault: false,
    apply: putFlag("autostart"),
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
      return onSuccess
        ? { fidelity: "approximate", note: "permanent: also restarted after a failure" }
        : undefined;
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
        : { note: "restarted after a failure: there is no restart unless it crashed" };
    },
  },
  ...without("there is no restart while a file exists: test it in the command", "KeepAlive.PathState"),
  ...without("put both below a supervisor", "KeepAlive.OtherJobEnabled"),
  ...without("launchd does not heed it any more", "KeepAlive.NetworkState"),
  ...without("start it by hand: `sentinel start PATH`", "KeepAlive.AfterInitialDemand"),
  { key: "OnDemand", to: "restart", fidelity: "exact", note: "the old word for the opposite of KeepAlive" },
  {
    key: "ThrottleInterval",
    to: "backoff, limit, on_limit",
    fidelity: "approximate",
    note: "the pause is whole where launchd counts the run into it; like launchd it never gives up, but holds back more than 100 restarts in a minute",
    byDefault: 10,
    apply: (value, draft, { report }) => {
      const pause = duration((whole(value, report, "ThrottleInterval") ?? 10) * 1000);
      setPause(draft, pause);
      draft.settings.set("backoff.reset_after", pause);
      setLimit(draft, { restarts: 100, period: "60s", onLimit: "wait" });
      return undefined;
    },
  },
  {
    key: "ExitTimeOut",
    to: "stop.timeout",
    fidelity: "exact",
    note: "0: it is never killed",
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
    note: "it counts as started at once",
    byDefault: "0s",
    apply: putText("ready.min_uptime"),
  },
  ...without("it has no effect in launchd either", "TimeOut", "EnableTransactions", "EnablePressuredExit"),
  ...without("it has no effect in launchd either", "HopefullyExitsFirst", "HopefullyExitsLast"),
  ...without("test a file in the command: there is no once a boot", "LaunchOnlyOnce"),
];
