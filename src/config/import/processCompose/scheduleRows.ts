import type { Located } from "../../diagnostics/located.ts";
import type { Draft } from "../draft/draft.ts";
import { plannedSetting } from "../draft/plannedSettings.ts";
import { putText } from "../table/put.ts";
import type { Outcome, Row, RowContext } from "../table/row.ts";
import { without } from "../table/unsupportedRows.ts";
import { flag, text, texts, whole } from "../table/values.ts";

/** Whether a job has to stay down, because schedules are not supported yet. */
const staysDown = (): boolean => plannedSetting("schedule") !== null;

const scheduled = (draft: Draft): void => {
  draft.settings.set("oneshot", true);
  if (staysDown() && draft.settings.get("schedule.run_on_start") !== true)
    draft.settings.set("autostart", false);
};

/** What happens until schedules are supported, if the job starts with the tree. */
const untilThen = (given: RowContext<unknown>["given"]): Outcome =>
  text(given("schedule.run_on_start")) === "true"
    ? { until: "until then it runs once, when the tree starts" }
    : undefined;

const scheduleRow = (key: string, setting: string, change: (value: Located) => string | number): Row => ({
  key: `schedule.${key}`,
  to: `schedule.${setting}`,
  fidelity: "exact",
  note: "",
  apply: (value, draft, { given }) => {
    draft.settings.set(`schedule.${setting}`, change(value));
    scheduled(draft);
    return untilThen(given);
  },
});

/** The keys for the times and file changes that start a process. */
export const scheduleRows: ReadonlyArray<Row> = [
  {
    key: "schedule.run_on_start",
    to: "autostart",
    fidelity: "exact",
    note: "",
    apply: (value, draft, { report, given }) => {
      draft.settings.set("schedule.run_on_start", flag(value, report, "run_on_start") ?? false);
      return untilThen(given);
    },
  },
  scheduleRow("cron", "cron", text),
  {
    ...scheduleRow("interval", "every", text),
    apply: (value, draft, { given }) => {
      if (given("schedule.cron")) return { note: "cron wins, as in process-compose" };
      draft.settings.set("schedule.every", text(value));
      scheduled(draft);
      return untilThen(given);
    },
  },
  scheduleRow("timezone", "timezone", text),
  {
    ...scheduleRow("max_concurrent", "overlap", text),
    apply: (value, draft, { report, given }) => {
      const most = whole(value, report, "max_concurrent") ?? 1;
      draft.settings.set("schedule.overlap", most > 1 ? "allow" : "skip");
      return most > 1
        ? { ...untilThen(given), fidelity: "approximate", note: `any number at once, not ${most} at most` }
        : untilThen(given);
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
    apply: (value, draft, rowContext) =>
      rowContext.given("watch.paths") === undefined
        ? { note: "without watch.paths it has no effect" }
        : putText("watch.debounce")(value, draft, rowContext),
  },
  ...without("use a supervisor with `strategy: rest_for_one`", "watch.cascade"),
  ...without(
    "Sentinel's own limits for watching apply",
    "watch.max_dirs",
    "watch.disabled",
    "watch.loop_detection",
  ),
];
