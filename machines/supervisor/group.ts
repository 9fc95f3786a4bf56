import { type Member, type Roster, toStop } from "../../src/policy/roster.ts";
import type { Letter, SupervisorContext, SupervisorRules } from "./context.ts";
import { command, type SupervisorEmitted } from "./events.ts";

export const everyone = (children: Roster): ReadonlySet<string> => new Set(children.map(({ id }) => id));

export const startsAtOnce = ({ start, strategy }: SupervisorRules): boolean =>
  start === "parallel" || strategy === "simple_one_for_one";

export const stopsAtOnce = ({ rules, stop }: SupervisorContext): boolean =>
  stop.mode === "brutal" || rules.shutdown === "brutal_kill" || rules.strategy === "simple_one_for_one";

/** The children that `origin` takes along, without itself: they are to be stopped first. */
export const companions = ({ group, origin }: SupervisorContext): ReadonlySet<string> =>
  new Set([...group].filter((id) => id !== origin?.child));

/** The companions that are still to be stopped, last started first. */
export const stillToStop = (context: SupervisorContext): Roster =>
  toStop(context.children, companions(context));

/** Why children are started or stopped now, and on whose account. */
export const occasion = ({ origin, reason, by }: SupervisorContext) =>
  origin ? { reason: origin.because, by: "system" } : { reason, by };

export const stopCommand = (context: SupervisorContext, child: string): SupervisorEmitted =>
  command(child, { type: "STOP", mode: context.stop.mode, ...occasion(context) });

/** What is remembered of children that are being told to stop; what they have written is flushed. */
export const asStopping = ({ children, inbox }: SupervisorContext, stopping: Roster) => {
  const ids = everyone(stopping);
  return {
    children: children.map(
      (entry): Member => (ids.has(entry.id) ? { ...entry, standing: "stopping" } : entry),
    ),
    inbox: withoutLettersOf(inbox, ids),
  };
};

/** The inbox without what some children have written: OTP flushes it when it stops or starts a child. */
export const withoutLettersOf = (
  inbox: ReadonlyArray<Letter>,
  ids: ReadonlySet<string>,
): ReadonlyArray<Letter> => inbox.filter(({ child }) => !ids.has(child));
