import type { Located } from "../../diagnostics/located.ts";
import type { Row } from "../table/row.ts";
import { bare, pairs, text } from "../table/values.ts";

const seconds = (value: Located): string => `${text(value)}s`;

const rowsOf = (
  probe: "readiness_probe" | "liveness_probe",
  to: "ready" | "liveness",
): ReadonlyArray<Row> => {
  const put = (key: string, setting: string, change: (value: Located) => string | number): Row => ({
    key: `${probe}.${key}`,
    to: `${to}.${setting}`,
    fidelity: "exact",
    note: "",
    apply: (value, draft) => void draft.settings.set(`${to}.${setting}`, change(value)),
  });
  const both = (key: string, setting: string, change: (value: Located) => string | number): Row => ({
    key: `${probe}.${key}`,
    to: `${to}.http.${setting}, ${to}.exec.${setting}`,
    fidelity: "exact",
    note: "",
    apply: (value, draft) => {
      const kind = [...draft.settings.keys()].some((one) => one.startsWith(`${to}.exec`)) ? "exec" : "http";
      draft.settings.set(`${to}.${kind}.${setting}`, change(value));
      return undefined;
    },
  });
  return [
    put("exec.command", "exec.command", text),
    put("exec.working_dir", "exec.cwd", text),
    put("http_get.scheme", "http.scheme", text),
    put("http_get.host", "http.host", text),
    put("http_get.port", "http.port", bare),
    put("http_get.path", "http.path", text),
    put("http_get.status_code", "http.status", bare),
    {
      key: `${probe}.http_get.headers`,
      to: `${to}.http.headers`,
      fidelity: "exact",
      note: "",
      apply: (value, draft) =>
        void draft.settings.set(`${to}.http.headers`, Object.fromEntries(pairs(value))),
    },
    both("initial_delay_seconds", "delay", seconds),
    both("period_seconds", "period", seconds),
    both("timeout_seconds", "timeout", seconds),
    {
      ...both("success_threshold", "successes", bare),
      fidelity: "approximate",
      note: "process-compose ignores it",
    },
    both("failure_threshold", "failures", bare),
  ];
};

/** The keys for the probes of a process. */
export const probeRows: ReadonlyArray<Row> = [
  ...rowsOf("readiness_probe", "ready"),
  ...rowsOf("liveness_probe", "liveness"),
];
