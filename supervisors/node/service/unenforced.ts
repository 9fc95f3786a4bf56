import type { RunningProcess } from "../../../src/ports/machine/ProcessSpawner.ts";
import type { ServiceNode } from "../node.ts";
import type { Wiring } from "../wiring.ts";

/** Raise an alarm about declared limits that a run does not have; for consecutive runs with the same reason, one alarm. */
export const noteUnenforced = (
  node: ServiceNode,
  run: number,
  process: RunningProcess,
  { log, now }: Wiring,
): void => {
  const reason = process.unenforced?.() ?? null;
  if (reason !== null && reason !== node.whyUnenforced)
    log.record({
      type: "alarm",
      alarm: "limits",
      at: now.wall(),
      subject: node.path,
      by: "system",
      run,
      reason,
    });
  node.whyUnenforced = reason;
};
