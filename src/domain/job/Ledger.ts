import { Schema } from "effect";
import { Instant } from "../tree/Schedule.ts";

/** Why an instant did not run although the daemon saw it. */
export const SkipReason = Schema.Literal(
  "requested",
  "blackout",
  "paused",
  "overlap",
  "queue_full",
  "removed",
);
export type SkipReason = typeof SkipReason.Type;

/** Why an instant passed without a start: no daemon, a sleeping machine, a clock step, or a deadline. */
export const MissReason = Schema.Literal("down", "asleep", "clock", "too_late");
export type MissReason = typeof MissReason.Type;

/** What became of an expected instant. `waiting` stands only until it starts or is given up. */
export const InstantOutcome = Schema.Union(
  Schema.Struct({ outcome: Schema.Literal("waiting") }),
  /** The numbers of its runs, one for each attempt. */
  Schema.Struct({ outcome: Schema.Literal("ran"), runs: Schema.Array(Schema.Int) }),
  Schema.Struct({ outcome: Schema.Literal("skipped"), reason: SkipReason }),
  Schema.Struct({ outcome: Schema.Literal("missed"), reason: MissReason }),
  /** A later instant took its place. */
  Schema.Struct({ outcome: Schema.Literal("superseded") }),
);
export type InstantOutcome = typeof InstantOutcome.Type;

/** An expected instant of a job, identified by job and wall time, with its one outcome. */
export const LedgerRow = Schema.Struct({ job: Schema.String, at: Instant, outcome: InstantOutcome });
export type LedgerRow = typeof LedgerRow.Type;
