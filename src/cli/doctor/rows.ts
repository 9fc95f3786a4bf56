import type { Row } from "./Finding.ts";
import { clockRows } from "./judge/clock.ts";
import { daemonRows } from "./judge/daemon.ts";
import { diskRows } from "./judge/disk.ts";
import { homeRows } from "./judge/home.ts";
import { legacyRows } from "./judge/legacy.ts";
import { limitRows } from "./judge/limits.ts";
import { memoryRows } from "./judge/memory.ts";
import { placeRows } from "./judge/place.ts";
import { portRows } from "./judge/ports.ts";
import { processRows } from "./judge/processes.ts";
import { programRows } from "./judge/program.ts";
import { runLimitRows } from "./judge/runLimits.ts";
import { serviceRows } from "./judge/service.ts";
import { storedRows } from "./judge/stored.ts";

/** Every check of `sentinel doctor`, in the order in which it is shown; docs/doctor.md lists them. */
export const rows: Readonly<Record<string, Row>> = {
  ...daemonRows,
  ...serviceRows,
  ...processRows,
  ...portRows,
  ...homeRows,
  ...placeRows,
  ...legacyRows,
  ...storedRows,
  ...diskRows,
  ...limitRows,
  ...runLimitRows,
  ...memoryRows,
  ...clockRows,
  ...programRows,
};

/** The row of a finding. Throws if a check has none. */
export const rowOf = (id: string): Row => {
  const row = rows[id];
  if (row === undefined) throw new Error(`the check ${id} has no row`);
  return row;
};
