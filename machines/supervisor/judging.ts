import type { Standing } from "../../src/domain/State.ts";
import { shutsDown } from "../../src/policy/autoShutdown.ts";
import { wantsRestart } from "../../src/policy/restart.ts";
import { type Member, member, otherSignificantAlive } from "../../src/policy/roster.ts";
import { decide, type Failure, type Verdict } from "../../src/policy/verdict.ts";
import type { SupervisorContext } from "./context.ts";
import type { WorkEvent } from "./events.ts";

/** The member that the first letter is about. */
const firstSubject = ({ inbox, children }: SupervisorContext): Member | undefined =>
  inbox[0] && member(children, inbox[0].child);

/** What the supervisor's rules make of a failure. */
export const judge = (
  { rules, window }: SupervisorContext,
  about: Member,
  failure: Failure,
  { at, dice }: { readonly at: number; readonly dice: number },
): Verdict => decide(about, { ...rules, window }, failure, at, dice);

/** The verdict on the letter that is first in the inbox; null when it calls for none. */
export const verdictOf = (context: SupervisorContext, work: WorkEvent): Verdict | null => {
  const letter = context.inbox[0];
  const about = firstSubject(context);
  return about && letter?.kind === "failure" ? judge(context, about, letter.failure, work) : null;
};

/** Whether the first letter makes the supervisor end because a significant child has. */
export const callsForShutdown = (context: SupervisorContext, work: WorkEvent): boolean => {
  const about = firstSubject(context);
  const verdict = verdictOf(context, work);
  if (!about || (verdict?.kind !== "leave" && verdict?.kind !== "drop")) return false;
  return shutsDown(context.rules.autoShutdown, about, otherSignificantAlive(context.children, about.id));
};

/** Where a child stands once it has ended by itself, before anybody has acted on it. */
export const standingAfterEnd = ({ restart }: Member, failure: Failure): Standing => {
  if (failure.kind === "start_refused") return "waiting";
  if (restart === "temporary") return "dropped";
  return failure.kind === "ended" && !wantsRestart(restart, failure.end) ? "finished" : "waiting";
};

/** How much of the limit that counts for a child this restart uses, for people. */
export const howOften = (
  verdict: Extract<Verdict, { kind: "restart" }>,
  { rules, children }: SupervisorContext,
  id: string,
): string => {
  if (verdict.refusals > 0) return "the system refused its start";
  const limit = member(children, id)?.limit;
  return limit
    ? `restart ${verdict.restarts.length} of ${limit.restarts} in ${limit.periodMs / 1000} s`
    : `restart ${verdict.window.length} of ${rules.intensity} in ${rules.periodMs / 1000} s`;
};
