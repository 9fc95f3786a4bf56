import { Schema } from "effect";
import { NotUp } from "./GroupState.ts";
import { Touched } from "./Touched.ts";

/**
 * How a change of a field takes effect. `in_place`: the actors follow it from now on, and no process is touched.
 * `on_next_start`: it applies to the next start of the child, whenever that is. `restart`: the child is stopped and
 * started. `restart_by_strategy`: the child is restarted with a sibling, as the strategy requires.
 */
const ChangeClass = Schema.Literal("in_place", "on_next_start", "restart", "restart_by_strategy");
export type ChangeClass = typeof ChangeClass.Type;

/** A field that differs, by its key in the file; the values are for users. */
const FieldChange = Schema.Struct({
  field: Schema.String,
  from: Schema.String,
  to: Schema.String,
  class: ChangeClass,
});
export type FieldChange = typeof FieldChange.Type;

/** The change to one child. */
const PlanStep = Schema.Struct({
  /**
   * `replace`: the child is removed and added again, because its kind has changed. `start`: a failed supervisor is
   * started with the changes at or under it.
   */
  action: Schema.Literal("add", "remove", "replace", "restart", "update", "scale", "move", "start"),
  path: Schema.String,
  /** Null if a child is added or removed, so that nothing of it changes. */
  class: Schema.NullOr(ChangeClass),
  /** The changed fields and the remarks, in one line. */
  reason: Schema.String,
  /** The part of the reason that is not about changed fields. Older daemons omit it. */
  remarks: Schema.optionalWith(Schema.Array(Schema.String), { exact: true }),
  fields: Schema.Array(FieldChange),
  /** The instances that `scale` adds or removes; empty for other actions. */
  instances: Schema.Array(Schema.String),
}).annotations({ identifier: "PlanStep" });
export type PlanStep = typeof PlanStep.Type;

/** The steps from one tree to another, in the order in which they are carried out. */
export const Plan = Schema.Struct({
  steps: Schema.Array(PlanStep),
  /**
   * The number of processes that are not touched. In a plan between two revisions, for which nothing runs: of services.
   */
  untouched: Schema.Int,
});
export type Plan = typeof Plan.Type;

/** A run with older values than its env files and secrets have now. */
const StaleRun = Schema.Struct({
  path: Schema.String,
  /** Absolute. */
  files: Schema.Array(Schema.String),
});
export type StaleRun = typeof StaleRun.Type;

/** A plan for the running tree, and the revision for which it was made. */
export const PlanFor = Schema.Struct({
  ...Plan.fields,
  revision: Schema.String,
  /** The topmost failed children that this plan does not start. Older daemons omit it. */
  failed: Schema.optionalWith(Schema.Array(Schema.String), { exact: true }),
  /** If it declares another tree than the running one: why `apply` refuses it, and what to do. */
  another_tree: Schema.optionalWith(Schema.String, { exact: true }),
  /** The nodes that an apply would stop, start, restart, add or remove. Older daemons, and applies, omit it. */
  touched: Schema.optionalWith(Schema.Array(Touched), { exact: true }),
  /** The runs that only a restart by hand brings up to date; omitted if there are none. */
  stale: Schema.optionalWith(Schema.Array(StaleRun), { exact: true }),
}).annotations({ identifier: "PlanFor" });
export type PlanFor = typeof PlanFor.Type;

/** How far an apply is. */
export const ApplyProgress = Schema.Struct({
  /** `restoring`: a step has failed, and the tree is brought back; its steps are others. */
  phase: Schema.Literal("applying", "restoring"),
  /** How many of the steps are done. */
  done: Schema.NonNegativeInt,
  total: Schema.NonNegativeInt,
}).annotations({ identifier: "ApplyProgress" });
export type ApplyProgress = typeof ApplyProgress.Type;

/** The result of an apply. */
export const Applied = Schema.Struct({
  ...PlanFor.fields,
  /** Whether the tree is now the wanted one; `revision` is that of the current tree. */
  applied: Schema.Boolean,
  /** What failed; the tree was restored after that. */
  error: Schema.NullOr(Schema.String),
  /** What failed during the rollback. */
  restore_error: Schema.NullOr(Schema.String),
  /** If failed children were started: which of them are still not up. Older daemons omit it. */
  not_up: Schema.optionalWith(Schema.Array(NotUp), { exact: true }),
}).annotations({ identifier: "Applied" });
export type Applied = typeof Applied.Type;
