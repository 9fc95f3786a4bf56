import type { Row } from "../table/row.ts";
import { availabilityRows } from "./availabilityRows.ts";
import { commandRows, type Process } from "./commandRows.ts";
import { endRows } from "./exitRows.ts";
import { logRows } from "./logRows.ts";
import { probeRows } from "./probeRows.ts";
import { scheduleRows } from "./scheduleRows.ts";

/** Everything that a process can have. Research, sections 2a and 4.4. */
export const processRows: ReadonlyArray<Row<Process>> = [
  ...commandRows,
  ...availabilityRows,
  ...endRows,
  ...probeRows,
  ...scheduleRows,
  ...logRows,
];
