import type { Located } from "../../diagnostics/located.ts";
import { setConstantBackoff, setLimit, setNoLimit } from "../draft/restartSettings.ts";
import type { Row } from "../table/row.ts";
import { duration } from "../table/sentinelText.ts";
import { tableOf } from "../table/tableOf.ts";
import { without } from "../table/unsupportedRows.ts";
import { flag, text, texts, whole } from "../table/values.ts";

const restarts: Readonly<Record<string, string>> = tableOf({
  no: "temporary",
  false: "temporary",
  always: "permanent",
  on_failure: "transient",
  exit_on_failure: "transient",
});

const asked =
  "an exit by SIGTERM or the stop signal from outside counts as a requested shutdown, in process-compose as a failure";

const conditions: Readonly<Record<string, string>> = tableOf({
  process_started: "started",
  // What its readiness probe says there, `ready` says here; `healthy` would be about liveness.
  process_healthy: "ready",
  process_completed: "finished",
  process_completed_successfully: "finished",
  process_log_ready: "ready",
});

const dependencies = (value: Located): ReadonlyArray<readonly [string, string]> =>
  value.kind === "map"
    ? [...value.entries].map(([name, { value: one }]) => {
        const condition = one.kind === "map" ? text(one.entries.get("condition")?.value) : "";
        return [name, conditions[condition] ?? "started"];
      })
    : texts(value).map((name) => [name, "started"]);

/** The dependencies after whose failure process-compose starts the process too. */
const needingAnyEnd = (value: Located): ReadonlyArray<string> =>
  value.kind === "map"
    ? [...value.entries].flatMap(([name, { value: one }]) => {
        const condition = one.kind === "map" ? text(one.entries.get("condition")?.value) : "";
        return condition === "process_completed" ? [name] : [];
      })
    : [];

/** The keys for starting and restarting a process. */
export const availabilityRows: ReadonlyArray<Row> = [
  {
    key: "disabled",
    aliases: ["is_disabled"],
    to: "autostart",
    fidelity: "exact",
    note: "",
    byDefault: false,
    apply: (value, draft, { report }) =>
      void draft.settings.set("autostart", !flag(value, report, "disabled")),
  },
  ...without("a group is a supervisor here; put the children below one", "namespace"),
  {
    key: "replicas",
    to: "replicas",
    fidelity: "approximate",
    note: "instances are called x#1, x#2 …; PC_REPLICA_NUM is not set; the number of an instance is in SENTINEL_REPLICA and begins with 1",
    byDefault: 1,
    apply: (value, draft, { report }) => {
      const count = whole(value, report, "replicas") ?? 1;
      if (count > 1) draft.settings.set("replicas", count);
      return count > 1 ? undefined : { fidelity: "exact", note: "" };
    },
  },
  {
    key: "depends_on",
    to: "after",
    fidelity: "exact",
    note: "",
    apply: (value, draft) => {
      for (const [name, condition] of dependencies(value)) {
        draft.after.set(name, condition);
        draft.settings.set(`after.${name}`, condition);
      }
      const ended = needingAnyEnd(value);
      if (ended.length === 0) return undefined;
      return {
        fidelity: "approximate",
        note: `waits until ${ended.join(", ")} has succeeded, where process-compose also starts it after a failure`,
      };
    },
  },
  {
    key: "availability.restart",
    to: "restart",
    fidelity: "exact",
    note: "no: temporary; on_failure: transient; always: permanent",
    byDefault: "no",
    apply: (value, draft, { report }) => {
      const restart = restarts[text(value)];
      if (restart === undefined)
        report.error(
          value.at,
          `availability.restart: "${text(value)}" is not known`,
          "known: no, always, on_failure, exit_on_failure",
        );
      draft.settings.set("restart", restart ?? "temporary");
      if (restart === "transient" && text(value) === "on_failure")
        return { fidelity: "approximate", note: asked };
      if (text(value) !== "exit_on_failure") return undefined;
      setLimit(draft, { restarts: 0, period: "60s", onLimit: "escalate" });
      return {
        fidelity: "approximate",
        note: `a failure stops the whole tree, which is retried after five minutes; ${asked}`,
      };
    },
  },
  {
    key: "availability.backoff_seconds",
    to: "backoff",
    fidelity: "approximate",
    note: "the first restart after a healthy run is immediate",
    byDefault: 1,
    apply: (value, draft, { report, key }) => {
      const pause = duration(Math.max(1, whole(value, report, key) ?? 1) * 1000);
      setConstantBackoff(draft, pause);
      return undefined;
    },
  },
  {
    key: "availability.max_restarts",
    to: "limit, on_limit",
    fidelity: "approximate",
    note: "counted over a year, where process-compose counts without limit",
    byDefault: 0,
    apply: (value, draft, { report }) => {
      if (draft.settings.get("on_limit") === "escalate")
        return { note: "no restart at all: see availability.restart" };
      const most = whole(value, report, "max_restarts") ?? 0;
      if (most > 0) {
        setLimit(draft, { restarts: most, period: "365d", onLimit: "fail" });
        return undefined;
      }
      setNoLimit(draft);
      return { note: "never given up; more than 100 in a minute are delayed" };
    },
  },
  {
    key: "availability.exit_on_end",
    to: "significant, auto_shutdown",
    fidelity: "exact",
    note: "its exit stops all",
    apply: (value, draft, { report }) => {
      if (!flag(value, report, "exit_on_end")) return undefined;
      if (draft.settings.get("restart") === "permanent")
        return { note: "it is always restarted, so it never finishes" };
      draft.settings.set("significant", true);
      return undefined;
    },
  },
  ...without("a dependency that fails does not stop the tree", "availability.exit_on_skipped"),
];
