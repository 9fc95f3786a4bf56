import type { ActionName } from "../../../src/domain/Event.ts";
import type { PrincipalText } from "../../../src/domain/Principal.ts";
import type { ChildPath } from "../../../src/domain/tree/ChildPath.ts";
import type { Outcome } from "../../../src/domain/view/Outcome.ts";
import type { Applied } from "../../../src/domain/view/Plan.ts";
import { describeFailure } from "../../../src/policy/messages/failedApply.ts";

/** The result of a granted request: its children, and whether it succeeded. */
export interface Result {
  readonly paths: ReadonlyArray<ChildPath>;
  readonly outcome: "done" | "failed";
  /** Human-readable. */
  readonly reason: string;
  /** The account that it concerned. */
  readonly account?: PrincipalText;
}

/** The `action` event that a request to a route records. */
export interface Audit<Body, Answer> {
  /** Of a route for several actions: which one, by the body. */
  readonly action: ActionName | ((body: Body) => ActionName);
  readonly resultOf: (answer: Answer, body: Body) => Result;
}

interface Outcomes {
  readonly outcomes: ReadonlyArray<Outcome>;
}

/** The result for all children together; a request that does not wait cannot fail. */
export const resultOfOutcomes = ({ outcomes }: Outcomes, { wait }: { readonly wait: boolean }): Result => {
  const paths = outcomes.map(({ path }) => path);
  if (!wait) return { paths, outcome: "done", reason: "its end was not waited for" };
  const failed = outcomes.filter(({ reached }) => !reached);
  if (failed.length === 0) {
    const reasons = new Set(outcomes.map(({ reason }) => reason));
    return { paths, outcome: "done", reason: [...reasons].join("; ") };
  }
  const isAlone = outcomes.length === 1;
  const reasons = failed.map(({ path, reason }) => (isAlone ? reason : `${path || "/"}: ${reason}`));
  return { paths, outcome: "failed", reason: reasons.join("; ") };
};

/** The result of an apply. */
export const resultOfApply = (applied: Applied, done: string): Result => ({
  paths: [],
  outcome: applied.applied ? "done" : "failed",
  reason: applied.applied ? done : describeFailure(applied),
});
