import type { ImportRequest } from "../draft/request.ts";
import type { Row } from "../table/row.ts";
import { commandRows } from "./commandRows.ts";
import { surroundingsRows } from "./environmentRows.ts";
import { lifeRows } from "./lifeRows.ts";
import { occasionRows } from "./triggerRows.ts";

/** The keys of a launchd job. Research, sections 2a and 4.7. */
export const launchdRows: ReadonlyArray<Row<ImportRequest>> = [
  ...commandRows,
  ...lifeRows,
  ...occasionRows,
  ...surroundingsRows,
];
