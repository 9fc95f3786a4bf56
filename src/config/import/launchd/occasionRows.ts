import type { Located } from "../../located.ts";
import type { Draft } from "../draft.ts";
import { putSeconds, putTexts } from "../put.ts";
import type { Row } from "../row.ts";
import { text } from "../values.ts";
import { without } from "../without.ts";

const calendarKeys = ["Minute", "Hour", "Day", "Month", "Weekday"];

const cronOf = (value: Located): string =>
  calendarKeys
    .map((key) => (value.kind === "map" ? text(value.entries.get(key)?.value) || "*" : "*"))
    .join(" ");

/** What runs at times of its own starts with the tree only if it says so. */
export const isScheduled = (draft: Draft): boolean =>
  [...draft.settings.keys()].some((key) => key.startsWith("schedule."));

/** What starts a job: times, files and mounts. */
export const occasionRows: ReadonlyArray<Row> = [
  {
    key: "StartInterval",
    to: "schedule.every",
    fidelity: "exact",
    note: "runs missed in sleep become one at wake",
    apply: putSeconds("schedule.every"),
  },
  {
    key: "StartCalendarInterval",
    to: "schedule.cron, schedule.catch_up",
    fidelity: "exact",
    note: "a missing key means any",
    apply: (value, draft, { report }) => {
      const items = value.kind === "list" ? value.items : [value];
      for (const item of items) {
        const strange =
          item.kind === "map" ? [...item.entries.keys()].find((key) => !calendarKeys.includes(key)) : "text";
        if (strange !== undefined)
          report.say(
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
        ? { fidelity: "approximate", note: "with Day and Weekday either of them counts, as in cron" }
        : undefined;
    },
  },
  {
    key: "WatchPaths",
    to: "watch.paths",
    fidelity: "approximate",
    note: "a change restarts it, in launchd it starts it",
    apply: putTexts("watch.paths"),
  },
  ...without("watch the folder in the program itself", "QueueDirectories"),
  ...without("there is no start at a mount", "StartOnMount"),
];
