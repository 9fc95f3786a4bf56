import type { RunTrigger } from "../../domain/RunTrigger.ts";

/** Who starts a run of a service, and what was before. */
interface Start {
  readonly by: string;
  /** Whether it is started by hand or by an apply, and its failure is only reported. */
  readonly isTried: boolean;
  /** Whether its child has not run since the tree was started. */
  readonly isFirst: boolean;
}

/** Why a run of a service is started. */
export const triggerOf = ({ by, isTried, isFirst }: Start): RunTrigger => {
  if (by !== "system" || isTried) return "request";
  return isFirst ? "start" : "restart";
};
