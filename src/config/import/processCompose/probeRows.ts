import type { Located } from "../../diagnostics/located.ts";
import type { Draft } from "../draft/draft.ts";
import type { Row, RowContext } from "../table/row.ts";
import { bare, pairs, text } from "../table/values.ts";

const seconds = (value: Located): string => `${text(value)}s`;

type Source = "readiness_probe" | "liveness_probe";
type Apply = NonNullable<Row["apply"]>;

/** The rows of a probe. A failed readiness probe, too, ends a process there, and `restart` decides about it. */
const rowsOf = (source: Source, to: "probes.ready" | "probes.live"): ReadonlyArray<Row> => {
  const textOf = ({ given }: RowContext<unknown>, key: string): string | undefined => {
    const value = given(`${source}.${key}`);
    return value && text(value);
  };
  /** What no key says: a timeout of a second, and a restart. */
  const withDefaults = ({ settings }: Draft, row: RowContext<unknown>): void => {
    if (textOf(row, "timeout_seconds") === undefined) settings.set(`${to}.timeout`, "1s");
    settings.set(`${to}.action`, "restart");
  };
  const putUrl: Apply = (_, draft, row) => {
    const part = (key: string, byDefault: string): string => textOf(row, `http_get.${key}`) ?? byDefault;
    const port = textOf(row, "http_get.port");
    const path = part("path", "/");
    const address = `${part("host", "127.0.0.1")}${port === undefined ? "" : `:${port}`}`;
    const url = `${part("scheme", "http")}://${address}${path.startsWith("/") ? "" : "/"}${path}`;
    draft.settings.set(`${to}.http.url`, url);
    withDefaults(draft, row);
    return undefined;
  };
  const putCommand: Apply = (_, draft, row) => {
    const command = textOf(row, "exec.command") ?? "";
    const folder = textOf(row, "exec.working_dir");
    draft.settings.set(`${to}.exec`, folder === undefined ? command : `cd ${folder} && ${command}`);
    withDefaults(draft, row);
    return undefined;
  };
  const exact = (key: string, setting: string, apply: Apply): Row => ({
    key: `${source}.${key}`,
    to: `${to}.${setting}`,
    fidelity: "exact",
    note: "",
    apply,
  });
  const put = (key: string, setting: string, change: (value: Located) => string | number): Row =>
    exact(key, setting, (value, draft) => {
      if (!draft.settings.has(`${to}.action`))
        return { fidelity: "unsupported", note: "the probe checks nothing" };
      draft.settings.set(`${to}.${setting}`, change(value));
      return undefined;
    });
  return [
    exact("exec.command", "exec", putCommand),
    exact("exec.working_dir", "exec", putCommand),
    ...["scheme", "host", "port", "path"].map((key) => exact(`http_get.${key}`, "http.url", putUrl)),
    exact("http_get.status_code", "http.status", (value, draft, row) => {
      draft.settings.set(`${to}.http.status`, bare(value));
      return putUrl(value, draft, row);
    }),
    exact("http_get.headers", "http.headers", (value, draft, row) => {
      draft.settings.set(`${to}.http.headers`, Object.fromEntries(pairs(value)));
      return putUrl(value, draft, row);
    }),
    put("initial_delay_seconds", "delay", seconds),
    put("period_seconds", "every", seconds),
    put("timeout_seconds", "timeout", seconds),
    {
      ...put("success_threshold", "success", bare),
      fidelity: "approximate",
      note: "process-compose ignores it",
    },
    put("failure_threshold", "failures", bare),
  ];
};

/** The keys for the probes of a process. */
export const probeRows: ReadonlyArray<Row> = [
  ...rowsOf("readiness_probe", "probes.ready"),
  ...rowsOf("liveness_probe", "probes.live"),
];
