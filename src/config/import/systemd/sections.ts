import { tableOf } from "../table/tableOf.ts";
import { commandRows } from "./commandRows.ts";
import { identityRows } from "./identityRows.ts";
import { resourceRows } from "./resourceRows.ts";
import { restartRows } from "./restartRows.ts";
import { stopRows } from "./stopRows.ts";
import { socketRows, timerRows } from "./timerRows.ts";
import { installRows, type UnitRow, unitRows } from "./unitRows.ts";

/** The tables of a unit's sections. */
export const sections: Readonly<Record<string, ReadonlyArray<UnitRow>>> = tableOf({
  Unit: [
    ...unitRows,
    {
      key: "StartLimitBurst",
      to: "limit",
      fidelity: "approximate",
      note: "starts by hand are not counted, in systemd they are",
    },
    {
      key: "StartLimitIntervalSec",
      aliases: ["StartLimitInterval"],
      to: "limit.period",
      fidelity: "exact",
      note: "",
    },
  ],
  Service: [...commandRows, ...restartRows, ...stopRows, ...identityRows, ...resourceRows],
  Install: installRows,
  Timer: timerRows,
  Socket: socketRows,
});
