import { Schema } from "effect";
import { NotUp } from "./GroupState.ts";

/**
 * What a change of a field asks for. `in_place`: the actors go by it from now on, no process is touched.
 * `on_next_start`: it concerns the next start of the child, whenever that is. `restart`: the child is stopped and
 * started. `restart_by_strategy`: the child is restarted because a sibling is, as the strategy wants it.
 */
const ChangeClass = Schema.Literal("in_place", "on_next_start", "restart", "restart_by_strategy");
export type ChangeClass = typeof ChangeClass.Type;

/** One field that differs, in the words of the file; values for people. */
const FieldChange = Schema.Struct({
  field: Schema.String,
  from: Schema.String,
  to: Schema.String,
  class: ChangeClass,
});
export type FieldChange = typeof FieldChange.Type;

/** What is done to one child. */
const PlanStep = Schema.Struct({
  /**
   * `replace`: removed and added anew, because it has become another kind of child. `start`: a supervisor that has
   * failed is started, with what changed at or under it.
   */
  action: Schema.Literal("add", "remove", "replace", "restart", "update", "scale", "move", "start"),
  path: Schema.String,
  /** Null where a child comes or goes, and nothing of it changes. */
  class: Schema.NullOr(ChangeClass),
  /** All of it in one line: the fields that changed, and the remarks. */
  reason: Schema.String,
  /** What the reason says besides the fields that changed. Older daemons don't tell it apart. */
  remarks: Schema.optionalWith(Schema.Array(Schema.String), { exact: true }),
  fields: Schema.Array(FieldChange),
  /** The instances that come or go with `scale`; empty otherwise. */
  instances: Schema.Array(Schema.String),
}).annotations({ identifier: "PlanStep" });
export type PlanStep = typeof PlanStep.Type;

/** The way from one tree to another, in the order in which it is gone. */
export const Plan = Schema.Struct({
  steps: Schema.Array(PlanStep),
  /** How many processes go on as they are. Between two revisions, where nothing runs: how many services. */
  untouched: Schema.Int,
});
export type Plan = typeof Plan.Type;

/** A run that goes on with older values than its env files and secrets have now. */
const StaleRun = Schema.Struct({
  path: Schema.String,
  /** Absolute. */
  files: Schema.Array(Schema.String),
});
export type StaleRun = typeof StaleRun.Type;

/** A plan for the tree that runs, and the revision that it was made for. */
export const PlanFor = Schema.Struct({
  ...Plan.fields,
  revision: Schema.String,
  /** What has failed, topmost, and is not started by this plan. Older daemons don't tell. */
  failed: Schema.optionalWith(Schema.Array(Schema.String), { exact: true }),
  /** Why `apply` refuses it, and what to do, where it is another tree than the one that runs. */
  another_tree: Schema.optionalWith(Schema.String, { exact: true }),
  /** What only a restart by hand brings up to date; left out where there is nothing of that kind. */
  stale: Schema.optionalWith(Schema.Array(StaleRun), { exact: true }),
}).annotations({ identifier: "PlanFor" });
export type PlanFor = typeof PlanFor.Type;

/** What an apply came to. */
export const Applied = Schema.Struct({
  ...PlanFor.fields,
  /** Whether the tree is now what was wanted; `revision` is the tree's as it is now. */
  applied: Schema.Boolean,
  /** What failed; the tree was then restored. */
  error: Schema.NullOr(Schema.String),
  /** What failed besides when it was restored. */
  restore_error: Schema.NullOr(Schema.String),
  /** Where the apply has started what had failed: what is not up of it all the same. Older daemons don't tell. */
  not_up: Schema.optionalWith(Schema.Array(NotUp), { exact: true }),
}).annotations({ identifier: "Applied" });
export type Applied = typeof Applied.Type;
