import type { ImportRequest } from "../request.ts";
import type { Row } from "../row.ts";
import { commandRows } from "./commandRows.ts";
import { lifeRows } from "./lifeRows.ts";
import { occasionRows } from "./occasionRows.ts";
import { surroundingsRows } from "./surroundingsRows.ts";

/** A job of launchd. Research, sections 2a and 4.7. */
export const launchdRows: ReadonlyArray<Row<ImportRequest>> = [
  ...commandRows,
  ...lifeRows,
  ...occasionRows,
  ...surroundingsRows,
];
