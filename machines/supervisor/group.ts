import { type Member, type Roster, toStop } from "../../src/policy/restart/roster.ts";
import type { PendingReport, SupervisorContext, SupervisorRules } from "./context.ts";
import { command, type SupervisorEmitted } from "./events.ts";

export const idsOf = (children: Roster): ReadonlyArray<string> => children.map(({ id }) => id);

export const startsAtOnce = ({ start, strategy }: SupervisorRules): boolean =>
  start === "parallel" || strategy === "simple_one_for_one";

export const stopsAtOnce = ({ rules, stop }: SupervisorContext): boolean =>
  stop.mode === "brutal" || rules.shutdown === "brutal_kill" || rules.strategy === "simple_one_for_one";

/** The group without `origin` itself: the siblings that must be stopped first. Without one, the same list as before. */
export const companions = ({ group, origin }: SupervisorContext): ReadonlyArray<string> =>
  origin === null ? group : group.filter((id) => id !== origin.child);

/** The companions that still have to be stopped, in reverse start order. */
export const stillToStop = (context: SupervisorContext): Roster =>
  toStop(context.children, companions(context));

/** Why children are started or stopped now, and which principal caused it. */
export const attribution = ({ origin, reason, by }: SupervisorContext) =>
  origin ? { reason: origin.because, by: "system" } : { reason, by };

export const stopCommand = (context: SupervisorContext, child: string): SupervisorEmitted =>
  command(child, { type: "STOP", mode: context.stop.mode, ...attribution(context) });

/** The context after children were told to stop; their reports are discarded. */
export const asStopping = ({ children, inbox }: SupervisorContext, stopping: Roster) => {
  const stoppingIds = idsOf(stopping);
  const ids = new Set(stoppingIds);
  return {
    children: children.map(
      (entry): Member => (ids.has(entry.id) ? { ...entry, standing: "stopping" } : entry),
    ),
    inbox: withoutReportsOf(inbox, stoppingIds),
  };
};

/** The inbox without the reports of some children: OTP flushes them when it stops or starts a child. */
export const withoutReportsOf = (
  inbox: ReadonlyArray<PendingReport>,
  ids: ReadonlyArray<string>,
): ReadonlyArray<PendingReport> => {
  const discarded = new Set(ids);
  return inbox.filter(({ child }) => !discarded.has(child));
};
