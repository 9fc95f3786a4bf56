import { Schema } from "effect";

/** Who acts: `system`, `user:NAME`, or `file`: the file says something else and is followed. */
export type Principal = string;

/** What every journal entry says. */
const fact = {
  /** ISO 8601, UTC, milliseconds. */
  at: Schema.String,
  /** The child's path; empty for the root and the daemon. */
  subject: Schema.String,
  by: Schema.String,
};

/** A child went from one state to another. */
const Transition = Schema.Struct({
  type: Schema.Literal("transition"),
  ...fact,
  run: Schema.NullOr(Schema.Int),
  from: Schema.String,
  to: Schema.String,
  reason: Schema.String,
});

/** What an alarm is about. */
const AlarmKind = Schema.Literal("unkillable", "journal", "leftover", "health", "disk", "configuration");
export type AlarmKind = typeof AlarmKind.Type;

/** Something a person should look at, such as a process that survives SIGKILL. */
const Alarm = Schema.Struct({
  type: Schema.Literal("alarm"),
  ...fact,
  run: Schema.NullOr(Schema.Int),
  alarm: AlarmKind,
  reason: Schema.String,
});

/** The tree's declaration changed, by a file or by hand (`add`, `remove`, `scale`). */
const Revised = Schema.Struct({
  type: Schema.Literal("revision"),
  ...fact,
  revision: Schema.String,
  reason: Schema.String,
});

/** The daemon came or went. */
const DaemonEvent = Schema.Struct({
  type: Schema.Literal("daemon"),
  ...fact,
  action: Schema.Literal("started", "adopted", "handed_over", "stopping", "stopped"),
  reason: Schema.String,
});

/** An append-only fact, before it has a place in the journal. */
export const Event = Schema.Union(Transition, Alarm, Revised, DaemonEvent);
export type Event = typeof Event.Type;

/** An event in the journal: `seq` grows by one with each and is never used twice. */
export type JournalEntry = Event & { readonly seq: number };
