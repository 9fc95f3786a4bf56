import type { Located } from "../../diagnostics/located.ts";
import type { Draft } from "../draft/draft.ts";
import { putSeconds, putTexts } from "../table/put.ts";
import type { Outcome, Row, RowContext } from "../table/row.ts";
import { without } from "../table/unsupportedRows.ts";
import { text } from "../table/values.ts";

const calendarKeys = ["Minute", "Hour", "Day", "Month", "Weekday"];

const cronOf = (value: Located): string =>
  calendarKeys
    .map((key) => (value.kind === "map" ? text(value.entries.get(key)?.value) || "*" : "*"))
    .join(" ");

/** A scheduled job starts with the tree only if RunAtLoad says so. */
export const isScheduled = (draft: Draft): boolean =>
  [...draft.settings.keys()].some((key) => key.startsWith("schedule."));

/** What happens until schedules are supported, if the job starts with the tree. */
const untilThen = (given: RowContext<unknown>["given"]): Outcome =>
  text(given("RunAtLoad")) === "true" || text(given("KeepAlive")) === "true"
    ? { until: "until then it runs once, when the tree starts" }
    : undefined;

/** The keys for the triggers of a job: times, files and mounts. */
export const occasionRows: ReadonlyArray<Row> = [
  {
    key: "StartInterval",
    to: "schedule.every",
    fidelity: "exact",
    note: "runs missed during sleep become one run at wake-up",
    apply: (value, draft, rowContext) => {
      putSeconds("schedule.every")(value, draft, rowContext);
      return untilThen(rowContext.given);
    },
  },
  {
    key: "StartCalendarInterval",
    to: "schedule.cron, schedule.catch_up",
    fidelity: "exact",
    note: "a missing key means any",
    apply: (value, draft, { report, given }) => {
      const items = value.kind === "list" ? value.items : [value];
      for (const item of items) {
        const strange =
          item.kind === "map" ? [...item.entries.keys()].find((key) => !calendarKeys.includes(key)) : "text";
        if (strange !== undefined)
          report.error(
            item.at,
            `StartCalendarInterval: "${strange}" is not known`,
            `known: ${calendarKeys.join(", ")}`,
          );
      }
      const crons = items.map(cronOf);
      draft.settings.set("schedule.cron", crons.length === 1 ? (crons[0] ?? "") : crons);
      draft.settings.set("schedule.catch_up", "last");
      const both = items.some(
        (item) => item.kind === "map" && item.entries.has("Day") && item.entries.has("Weekday"),
      );
      return both
        ? {
            ...untilThen(given),
            fidelity: "approximate",
            note: "if both Day and Weekday are set, either matches, as in cron",
          }
        : untilThen(given);
    },
  },
  {
    key: "WatchPaths",
    to: "watch.paths",
    fidelity: "approximate",
    note: "a change restarts it; in launchd, it starts it",
    apply: putTexts("watch.paths"),
  },
  ...without("watch the folder in the program itself", "QueueDirectories"),
  ...without("there is no start on mount", "StartOnMount"),
];
