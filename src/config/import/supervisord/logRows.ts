import type { Row } from "../table/row.ts";
import { without } from "../table/unsupportedRows.ts";
import { text, whole } from "../table/values.ts";

export const logRows = (stream: "stdout" | "stderr"): ReadonlyArray<Row> => [
  {
    key: `${stream}_logfile`,
    to: "logs",
    fidelity: "approximate",
    note: "Sentinel stores the output itself; see `sentinel logs`",
    byDefault: "AUTO",
    apply: (value, draft) => {
      const file = text(value);
      if (file === "" || file.toUpperCase() === "AUTO")
        return { note: "Supervisor's own file: Sentinel stores the output itself" };
      draft.settings.set(`logs.${stream}`, file.toUpperCase() === "NONE" ? "none" : file);
      return undefined;
    },
  },
  {
    key: `${stream}_logfile_maxbytes`,
    to: "logs",
    fidelity: "approximate",
    note: "Sentinel rotates on a line boundary",
    byDefault: "50MB",
    apply: (value, draft, { given }) => {
      if (text(given(`${stream}_logfile`)).toUpperCase() === "NONE")
        return { fidelity: "exact", note: "no log" };
      if (value.at.line === 0) return { note: "Sentinel's own limits apply" };
      if (text(value) === "0") return { note: "unlimited in Supervisor; Sentinel's own limits apply" };
      // Its units are powers of 1024.
      draft.settings.set(
        "logs.max_size",
        text(value)
          .replace(/([KMG])B$/i, "$1iB")
          .replace(/^\d+$/, "$&B"),
      );
      return undefined;
    },
  },
  {
    key: `${stream}_logfile_backups`,
    to: "logs",
    fidelity: "approximate",
    note: "one number for both streams",
    byDefault: 10,
    apply: (value, draft, { report }) => {
      const keep = whole(value, report, `${stream}_logfile_backups`);
      if (keep === null || value.at.line === 0) return { note: "Sentinel's own limits apply" };
      draft.settings.set("logs.max_files", keep);
      return undefined;
    },
  },
  ...without("forward with `sentinel logs -f | logger` until there is a forwarder", `${stream}_syslog`),
  ...without("there is no capture mode; the lines are in the log", `${stream}_capture_maxbytes`),
  ...without("read `sentinel logs -f --json` instead", `${stream}_events_enabled`),
];
