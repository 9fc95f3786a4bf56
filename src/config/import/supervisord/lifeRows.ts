import { setBackoff, setConstantBackoff, setLimit, setNoLimit } from "../draft/restartSettings.ts";
import { putFlag, putSeconds, putSignal, putWholes } from "../table/put.ts";
import type { Row } from "../table/row.ts";
import { duration } from "../table/sentinelText.ts";
import { flag, text, whole } from "../table/values.ts";

/** The keys for starting, restarting and stopping a program. */
export const lifeRows: ReadonlyArray<Row> = [
  {
    key: "priority",
    to: "order of the children",
    fidelity: "approximate",
    note: "in this order, each after the previous one is up, where Supervisor does not wait; remove `start: serial` if that is not needed",
    byDefault: 999,
    apply: (value, draft, { report }) => {
      draft.order = whole(value, report, "priority") ?? 999;
      return value.at.line === 0 ? { fidelity: "exact", note: "order of the file" } : undefined;
    },
  },
  {
    key: "autostart",
    to: "autostart",
    fidelity: "exact",
    note: "",
    byDefault: true,
    apply: putFlag("autostart"),
  },
  {
    key: "startsecs",
    to: "ready.min_uptime",
    fidelity: "exact",
    note: "an earlier exit is a failed start, even with exit code 0",
    byDefault: 1,
    apply: putSeconds("ready.min_uptime"),
  },
  {
    key: "startretries",
    to: "limit, backoff, on_limit",
    fidelity: "approximate",
    note: "Supervisor counts failed starts in a row only with pauses of 1, 2, 3 … s; here all restarts within the period count, and the pauses double",
    byDefault: 3,
    apply: (value, draft, { report, given }) => {
      const retries = whole(value, report, "startretries") ?? 3;
      const startSeconds = Number(text(given("startsecs")) || 1);
      if (startSeconds === 0) {
        setNoLimit(draft);
        setConstantBackoff(draft, "1s");
        return {
          note: "with startsecs=0 no start fails, so Supervisor never gives up; it restarts without a pause, here with one of 1 s",
        };
      }
      // Too short for this many runs of at least startsecs, which Supervisor does not count.
      const period = duration(Math.max(1, retries * (startSeconds || 1)) * 1000);
      setLimit(draft, { restarts: retries, period, onLimit: "fail" });
      setBackoff(draft, { initial: "1s", max: duration(Math.max(1, retries) * 1000) });
      draft.remarks.set("limit", `startretries=${retries}: Supervisor counts failed starts in a row only`);
      return undefined;
    },
  },
  {
    key: "autorestart",
    to: "restart",
    fidelity: "exact",
    note: "true: permanent; false: temporary; unexpected: transient",
    byDefault: "unexpected",
    apply: (value, draft, { report }) => {
      if (text(value).toLowerCase() === "unexpected") {
        draft.settings.set("restart", "transient");
        return {
          fidelity: "approximate",
          note: "transient; an exit by SIGTERM or the stop signal from outside counts as a requested shutdown, in Supervisor as unexpected",
        };
      }
      const always = flag(value, report, "autorestart");
      draft.settings.set("restart", always ? "permanent" : "temporary");
      return always === false
        ? {
            fidelity: "approximate",
            note: "temporary: a failed start is not retried, in Supervisor it is startretries times",
          }
        : undefined;
    },
  },
  {
    key: "exitcodes",
    to: "success_codes",
    fidelity: "exact",
    note: "",
    byDefault: "0",
    apply: putWholes("success_codes"),
  },
  {
    key: "stopsignal",
    to: "stop.signal",
    fidelity: "exact",
    note: "",
    byDefault: "TERM",
    apply: putSignal("stop.signal"),
  },
  {
    key: "stopwaitsecs",
    to: "stop.timeout",
    fidelity: "exact",
    note: "",
    byDefault: 10,
    apply: putSeconds("stop.timeout"),
  },
  {
    key: "stopasgroup",
    to: null,
    fidelity: "exact",
    note: "Sentinel always signals the whole process group",
    byDefault: false,
    apply: (value, _, { report }) =>
      flag(value, report, "stopasgroup") === false
        ? {
            fidelity: "approximate",
            note: "Supervisor signals the leader only, Sentinel the whole process group",
          }
        : undefined,
  },
  {
    key: "killasgroup",
    to: null,
    fidelity: "exact",
    note: "Sentinel always kills the whole process group and tree",
    byDefault: false,
    apply: (value, _, { report, given }) => {
      const kills = flag(value, report, "killasgroup");
      if (kills || value.at.line === 0) return undefined;
      if (/^(true|yes|on|1)$/i.test(text(given("stopasgroup"))))
        report.error(
          value.at,
          "killasgroup can't be false if stopasgroup is true",
          "remove killasgroup; Supervisor refuses it too",
        );
      return {
        fidelity: "approximate",
        note: "Supervisor kills the leader only, Sentinel the whole process group and tree",
      };
    },
  },
  {
    key: "redirect_stderr",
    to: "logs",
    fidelity: "approximate",
    note: "Sentinel stores both streams separately and shows them together",
    byDefault: false,
    apply: (value, _, { report }) =>
      flag(value, report, "redirect_stderr") === false ? { fidelity: "exact", note: "" } : undefined,
  },
];
