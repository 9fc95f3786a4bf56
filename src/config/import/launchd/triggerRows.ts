import type { Located } from "../../diagnostics/located.ts";
import { putSeconds, putTexts } from "../table/put.ts";
import type { Row } from "../table/row.ts";
import { without } from "../table/unsupportedRows.ts";
import { text } from "../table/values.ts";

const calendarKeys = ["Minute", "Hour", "Day", "Month", "Weekday"];

const cronOf = (value: Located): string =>
  calendarKeys
    .map((key) => (value.kind === "map" ? text(value.entries.get(key)?.value) || "*" : "*"))
    .join(" ");

/** The keys for the triggers of a job: times, files and mounts. */
export const occasionRows: ReadonlyArray<Row> = [
  {
    key: "StartInterval",
    to: "schedule.every",
    fidelity: "approximate",
    note: "on a fixed grid, not counted from the start of launchd; runs missed during sleep become one run at wake-up",
    apply: putSeconds("schedule.every"),
  },
  {
    key: "StartCalendarInterval",
    to: "schedule.cron, schedule.catch_up",
    fidelity: "exact",
    note: "a missing key means any; in the time zone of this machine",
    apply: (value, draft, { report }) => {
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
            fidelity: "approximate",
            note: "if both Day and Weekday are set, either matches, as in cron",
          }
        : undefined;
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
