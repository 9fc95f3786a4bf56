import type { PreviewedInstant } from "../../../calendar/preview.ts";
import { tableLines } from "../../terminal/tableLines.ts";

/** Instants as a table: in the zone, in UTC, and what the clocks do to them. */
export const instantLines = (items: ReadonlyArray<PreviewedInstant>, zone: string): ReadonlyArray<string> =>
  tableLines([
    [zone, "UTC", ""],
    ...items.map(({ local, at, remark }) => [local, at.replace(/(\.000)?Z$/, "Z"), remark ?? ""]),
  ]);
