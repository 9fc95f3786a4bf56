import { Schema } from "effect";

/**
 * What a dependency has to reach. `started`: its process runs. `ready`: its start is complete. `healthy`: its probes
 * succeed. `finished`: it has ended successfully.
 */
export const Condition = Schema.Literal("started", "ready", "healthy", "finished");
export type Condition = typeof Condition.Type;

/**
 * What happens to a running child after its dependency has restarted (`restart`), or as soon as it no longer runs
 * (`stop`, until it does again). Source: systemd's `PartOf=` and `BindsTo=`.
 */
const Propagate = Schema.Literal("restart", "stop");

/** A child that is started only once another one, anywhere in the tree, has reached something. Ours, not in OTP. */
export const Dependency = Schema.Struct({
  /** The other child, from the root. */
  path: Schema.String,
  until: Condition,
  /** Omitted: nothing happens to a child that runs. */
  propagate: Schema.optional(Propagate),
});
export type Dependency = typeof Dependency.Type;
