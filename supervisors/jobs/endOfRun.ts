import type { Exit } from "../../src/domain/tree/Exit.ts";
import type { RunEnd } from "../../src/policy/job/events.ts";
import { endKind } from "../../src/policy/restart/exit.ts";
import { reasonOf, type ServiceNode } from "../node/node.ts";

const exitIn = ({ code, signal, reason }: NonNullable<ServiceNode["lastExit"]>): Exit => {
  if (code !== null) return { code };
  return signal !== null ? { signal } : { unknown: reason };
};

/** How the last run of a slot ended, and when, in ms since the epoch; a start that failed has no exit. */
export const endOfRun = (slot: ServiceNode): { readonly end: RunEnd; readonly endedAt: number | null } => {
  const { lastExit, lastRun, spec } = slot;
  if (lastExit?.run !== lastRun) return { end: { kind: "refused", message: reasonOf(slot) }, endedAt: null };
  const exit = exitIn(lastExit);
  const kind = endKind(exit, spec.exitRules, { asked: false, stopSignal: spec.stopSignal });
  return {
    end: { kind: "exited", exit, succeeded: kind === "normal" },
    endedAt: Date.parse(lastExit.at),
  };
};
