import type { Located } from "../../diagnostics/located.ts";
import { putText } from "../table/put.ts";
import type { Row } from "../table/row.ts";
import { without } from "../table/unsupportedRows.ts";
import { flag, text, texts, whole } from "../table/values.ts";

const scheduleRow = (key: string, setting: string, change: (value: Located) => string | number): Row => ({
  key: `schedule.${key}`,
  to: `schedule.${setting}`,
  fidelity: "exact",
  note: "",
  apply: (value, draft) => void draft.settings.set(`schedule.${setting}`, change(value)),
});

/** The keys for the times and file changes that start a process. */
export const scheduleRows: ReadonlyArray<Row> = [
  {
    key: "schedule.run_on_start",
    to: null,
    fidelity: "unsupported",
    note: "a job runs at its times only; `sentinel run NAME` runs it now",
    apply: (value, _, { report }) =>
      flag(value, report, "run_on_start") ? undefined : { fidelity: "exact", note: "" },
  },
  {
    ...scheduleRow("cron", "cron", text),
    note: "in the time zone of this machine, unless `timezone` says otherwise",
  },
  {
    ...scheduleRow("interval", "every", text),
    fidelity: "approximate",
    note: "on a fixed grid, not counted from the start of the project",
    apply: (value, draft, { given }) => {
      if (given("schedule.cron")) return { fidelity: "exact", note: "cron wins, as in process-compose" };
      draft.settings.set("schedule.every", text(value));
      return undefined;
    },
  },
  scheduleRow("timezone", "timezone", text),
  {
    ...scheduleRow("max_concurrent", "overlap", text),
    apply: (value, draft, { report }) => {
      const most = whole(value, report, "max_concurrent") ?? 1;
      draft.settings.set("schedule.overlap", most > 1 ? "allow" : "skip");
      return most > 1
        ? {
            fidelity: "approximate",
            note: `any number at once, not ${most} at most: a pool of ${most} slots limits them`,
          }
        : undefined;
    },
  },
  {
    key: "watch.paths",
    to: "watch.paths, watch.ignore",
    fidelity: "approximate",
    note: "the patterns apply to all paths",
    apply: (value, draft) => {
      const items = value.kind === "list" ? value.items : [];
      const inner = (key: string) =>
        items.flatMap((item) =>
          item.kind === "map" ? texts(item.entries.get(key)?.value) : key === "path" ? texts(item) : [],
        );
      draft.settings.set("watch.paths", inner("path"));
      if (inner("include").length > 0) draft.settings.set("watch.include", inner("include"));
      if (inner("exclude").length > 0) draft.settings.set("watch.ignore", inner("exclude"));
      return undefined;
    },
  },
  {
    key: "watch.debounce",
    to: "watch.debounce",
    fidelity: "exact",
    note: "",
    apply: putText("watch.debounce"),
  },
  ...without("use a supervisor with `strategy: rest_for_one`", "watch.cascade"),
  ...without(
    "Sentinel's own limits for watching apply",
    "watch.max_dirs",
    "watch.disabled",
    "watch.loop_detection",
  ),
];
