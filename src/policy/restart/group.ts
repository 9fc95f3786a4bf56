import type { AutoShutdown, Strategy } from "../../domain/tree/ChildSpec.ts";
import type { EndKind } from "../../domain/tree/Exit.ts";
import { shouldAutoShutdown } from "./autoShutdown.ts";
import { member, otherSignificantAlive, type Roster } from "./roster.ts";
import { restartGroup, restartsAlone } from "./strategy.ts";
import type { Verdict } from "./verdict.ts";

/** The members that are restarted together with `child`, including itself, in start order. */
export const restartedTogether = (strategy: Strategy, roster: Roster, child: string): ReadonlyArray<string> =>
  restartGroup(
    strategy,
    roster.map(({ id }) => id),
    child,
  );

/**
 * Whether a restart by hand of `child` ends its backoff for siblings, too: they are down and wait for it. No sibling
 * waits for a child that can't be run at all.
 */
export const endsPauseOfGroup = (strategy: Strategy, roster: Roster, child: string): boolean =>
  !restartsAlone(strategy) &&
  member(roster, child)?.standing === "waiting" &&
  roster.some(({ wanted, standing }) => wanted === "up" && standing === "down");

/** Whether the verdict on a child makes its supervisor shut down, because a significant child has ended for good. */
export const shutsDownAfter = (
  verdict: Verdict | null,
  autoShutdown: AutoShutdown,
  roster: Roster,
  child: string,
): boolean => {
  const about = member(roster, child);
  if (!about || (verdict?.kind !== "leave" && verdict?.kind !== "drop")) return false;
  return shouldAutoShutdown(autoShutdown, about, otherSignificantAlive(roster, child));
};

/** How its parent classifies the end of a supervisor: one that gave up or shut itself down has not crashed (OTP). */
export const endOfSupervisor = (purpose: string): EndKind => (purpose === "killed" ? "crash" : "shutdown");
