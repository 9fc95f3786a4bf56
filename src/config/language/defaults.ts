import type { OnLimit, Strategy } from "../../domain/tree/ChildSpec.ts";

/** The defaults of the keys of supervision that depend on the strategy of the supervisor. */
export interface Defaults {
  /** `on_limit` of a child below a supervisor of this strategy; null: `escalate`, except for incurable failures. */
  readonly onLimit: (strategy: Strategy) => OnLimit | null;
  /** A child's `limit` if `on_limit` is declared and not `escalate`; null: the intensity of its supervisor. */
  readonly limit: { readonly restarts: number; readonly periodMs: number } | null;
  readonly start: (strategy: Strategy) => "serial" | "parallel";
  /** In ms; undefined: failed children are not retried. */
  readonly retryFailedMs: number | undefined;
}

/**
 * Under `one_for_one`, and for instances, children are independent: a child is given up alone, and all start in parallel.
 * Under the other strategies, the group fails as a whole, and its members start in order.
 */
export const defaults: Defaults = {
  onLimit: (strategy) => (isIndependent(strategy) ? "fail" : null),
  limit: null,
  start: (strategy) => (isIndependent(strategy) ? "parallel" : "serial"),
  retryFailedMs: 300_000,
};

const isIndependent = (strategy: Strategy): boolean =>
  strategy === "one_for_one" || strategy === "simple_one_for_one";

/** The defaults until version 0.1: a tree stored by it keeps them until its file changes or is applied. */
export const formerDefaults: Defaults = {
  onLimit: () => null,
  limit: { restarts: 10, periodMs: 300_000 },
  start: () => "serial",
  retryFailedMs: undefined,
};
