import type { Standing } from "../../src/domain/tree/State.ts";
import { shutsDownAfter } from "../../src/policy/restart/group.ts";
import { shouldRestart } from "../../src/policy/restart/restart.ts";
import { type Member, member } from "../../src/policy/restart/roster.ts";
import { decide, type Failure, ownLimit, type Verdict } from "../../src/policy/restart/verdict.ts";
import type { SupervisorContext } from "./context.ts";
import type { WorkEvent } from "./events.ts";

/** The member that sent the first report in the inbox. */
const firstReporter = ({ inbox, children }: SupervisorContext): Member | undefined =>
  inbox[0] && member(children, inbox[0].child);

/** The verdict of the supervisor's rules on a failure. */
export const judge = (
  { rules, window }: SupervisorContext,
  about: Member,
  failure: Failure,
  { at, dice }: { readonly at: number; readonly dice: number },
): Verdict => decide(about, { ...rules, window }, failure, at, dice);

/** The verdict on the first report in the inbox; null if it needs none. */
export const verdictOf = (context: SupervisorContext, work: WorkEvent): Verdict | null => {
  const report = context.inbox[0];
  const about = firstReporter(context);
  return about && report?.kind === "failure" ? judge(context, about, report.failure, work) : null;
};

/**
 * Whether the first report is the end of a delay that the whole group waits for. The slow retry of a failed child
 * affects that child alone.
 */
export const isPauseOver = (context: SupervisorContext): boolean =>
  context.inbox[0]?.kind === "due" && firstReporter(context)?.standing !== "failed";

/** Whether the first report makes the supervisor shut down because a significant child has ended. */
export const callsForShutdown = (context: SupervisorContext, work: WorkEvent): boolean => {
  const { rules, children } = context;
  const about = firstReporter(context);
  return (
    about !== undefined && shutsDownAfter(verdictOf(context, work), rules.autoShutdown, children, about.id)
  );
};

/** The standing of a child that has exited by itself, before its report is handled. */
export const standingAfterEnd = ({ restart }: Member, failure: Failure): Standing => {
  if (failure.kind === "start_refused") return "waiting";
  if (restart === "temporary") return "dropped";
  return failure.kind === "ended" && !shouldRestart(restart, failure.end) ? "finished" : "waiting";
};

/** The restart's count and the limit that applies to the child, as text: `restart 2 of 5 in 60 s`. */
export const describeRestartCount = (
  verdict: Extract<Verdict, { kind: "restart" }>,
  { rules, children }: SupervisorContext,
  id: string,
): string => {
  if (verdict.refusals > 0) return "retry after the system refused its start";
  if (verdict.isPlanned) return "planned restart";
  const about = member(children, id);
  const limit = about && ownLimit(about, rules);
  return limit
    ? `restart ${verdict.restarts.length} of ${limit.restarts} in ${limit.periodMs / 1000} s`
    : `restart ${verdict.window.length} of ${rules.intensity} in ${rules.periodMs / 1000} s`;
};
