import type { JobSpec } from "../../src/domain/tree/ChildSpec.ts";
import type { Exit } from "../../src/domain/tree/Exit.ts";
import type { RunEnd } from "../../src/policy/job/events.ts";
import { endKind } from "../../src/policy/restart/exit.ts";
import { reasonOf, type ServiceNode } from "../node/node.ts";

/** The end of a run by its exit; one that nobody has observed is lost. */
export const endWith = (exit: Exit, { exitRules, stopSignal }: JobSpec["template"]): RunEnd => {
  if ("unknown" in exit) return { kind: "lost" };
  const kind = endKind(exit, exitRules, { asked: false, stopSignal });
  return { kind: "exited", exit, succeeded: kind === "normal" };
};

const exitIn = ({ code, signal, reason }: NonNullable<ServiceNode["lastExit"]>): Exit => {
  if (code !== null) return { code };
  return signal !== null ? { signal } : { unknown: reason };
};

/** How a run of a slot ended, and when, in ms since the epoch; a start that failed has no exit. */
export const endOfRun = (
  slot: ServiceNode,
  run: number,
): { readonly end: RunEnd; readonly endedAt: number | null } => {
  const { lastExit, spec } = slot;
  return lastExit?.run === run
    ? { end: endWith(exitIn(lastExit), spec), endedAt: Date.parse(lastExit.at) }
    : { end: { kind: "refused", message: reasonOf(slot) }, endedAt: null };
};
