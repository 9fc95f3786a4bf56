import { Effect } from "effect";
import type { Action } from "../../src/domain/Event.ts";
import { type ChildPath, commonAncestor } from "../../src/domain/tree/ChildPath.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import { byOf, type Caller, type Forbidden } from "../caller.ts";
import type { Result } from "../contract/accounts/audit.ts";
import type { RefusalCode, RefusalOf } from "../contract/refusals.ts";

/** The result of a request, granted or refused. */
type Conclusion = Omit<Result, "outcome"> & Pick<Action, "outcome">;

/** An action, and the route by which it was requested. */
type Requested = Pick<Action, "action"> & { readonly route: string };

/** Record an action: who requested it, and its result. */
export const recordAction = (
  requested: Requested,
  caller: Caller,
  { paths, outcome, reason, account }: Conclusion,
): Effect.Effect<void, never, Supervision> =>
  Effect.flatMap(Supervision, ({ record }) =>
    record({
      type: "action",
      subject: commonAncestor(paths),
      by: byOf(caller),
      ...requested,
      outcome,
      reason,
      ...(paths.length === 0 ? {} : { paths }),
      ...(caller.claim === null ? {} : { claim: caller.claim }),
      ...(caller.remote === null ? {} : { address: caller.remote }),
      ...(account === undefined ? {} : { account }),
    }),
  );

const pathsOf = (refusal: RefusalOf<RefusalCode> | Forbidden): ReadonlyArray<ChildPath> =>
  refusal._tag === "NotPossible" ? [refusal.path] : [];

/** An added child that did not start counts as failed, not as refused. */
export const conclusionOf = (refusal: RefusalOf<RefusalCode> | Forbidden): Conclusion => ({
  paths: pathsOf(refusal),
  outcome: refusal._tag === "NotPossible" && refusal.reason === "start_failed" ? "failed" : "refused",
  reason: refusal.message,
  ...(refusal._tag === "LoginFailed" && refusal.account !== undefined ? { account: refusal.account } : {}),
});
