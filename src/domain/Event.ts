import { Option, Schema } from "effect";
import type { PrincipalText } from "./Principal.ts";
import { Edge } from "./view/Edge.ts";

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
  /**
   * How the run has ended that it has left. Left out where it has not left one, or that is not known; older daemons don't
   * tell.
   */
  exit: Schema.optionalWith(
    Schema.Struct({ code: Schema.NullOr(Schema.Int), signal: Schema.NullOr(Schema.String) }),
    { exact: true },
  ),
  /** The nested state that it is in now, such as `stopping.killing`; unknown to older daemons. */
  value: Schema.optionalWith(Schema.String, { exact: true }),
  /**
   * The edges taken since the row before, the newest of them where there are very many. Empty where no chart has taken
   * any: the row was reconstructed, or the node was removed.
   */
  edges: Schema.optionalWith(Schema.Array(Edge), { exact: true }),
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

/** What can be asked for that changes something. */
const ActionName = Schema.Literal(
  "start",
  "stop",
  "restart",
  "add",
  "remove",
  "scale",
  "signal",
  "apply",
  "rollback",
  "hand_over",
  "shutdown",
  "setup",
  "login",
  "logout",
  "change_password",
  "create_token",
  "create_user",
  "update_user",
  "delete_user",
  "reset_user",
  "create_key",
  "update_key",
  "delete_key",
  "delete_session",
  "create_link",
  "update_settings",
  "edit",
);
export type ActionName = typeof ActionName.Type;

/** Who asked for what, and whether it came about. */
const Action = Schema.Struct({
  type: Schema.Literal("action"),
  /** Its `subject` is what all of `paths` are, or are under. */
  ...fact,
  action: ActionName,
  /** `refused`: nothing was done, for this reason. */
  outcome: Schema.Literal("done", "failed", "refused"),
  reason: Schema.String,
  /** Which children; left out where it concerns the tree or the daemon as a whole. Older daemons don't tell. */
  paths: Schema.optionalWith(Schema.Array(Schema.String), { exact: true }),
  /** Who the client says that he is, where that is another one than `by`, which is known. */
  claim: Schema.optionalWith(Schema.String, { exact: true }),
  /** The IP address that it was asked from; left out on a unix socket. Older daemons don't tell. */
  address: Schema.optionalWith(Schema.String, { exact: true }),
  /** The route by which it was asked, such as `POST /users`. Older daemons don't tell. */
  route: Schema.optionalWith(Schema.String, { exact: true }),
  /** The account that it concerns, such as `user:ann` or `key:ci`. */
  account: Schema.optionalWith(Schema.String, { exact: true }),
});
export type Action = typeof Action.Type;

/** An append-only fact, before it has a place in the journal. */
const Event = Schema.Union(Transition, Alarm, Revised, DaemonEvent, Action);
export type Event = typeof Event.Type;

/** What is read of any fact, whatever else it says. */
const Facts = Schema.Struct({ type: Schema.String, ...fact }, { key: Schema.String, value: Schema.Unknown });

/**
 * A fact that another version has recorded: its type, or a word in it, is not known here. It is kept as it was stored,
 * so that a journal can be read by the version before, and by a fleet that is half upgraded.
 */
export interface UnknownEvent {
  readonly type: "unknown";
  readonly at: string;
  readonly subject: string;
  readonly by: PrincipalText;
  readonly stored: typeof Facts.Type;
}

/** An event in the journal: `seq` grows by one with each and is never used twice. */
export type JournalEntry = (Event | UnknownEvent) & { readonly seq: number };

/** The columns of an entry, which are there even where its text can't be read. */
interface StoredEntry {
  readonly seq: number;
  readonly at: string;
  readonly type: string;
  readonly subject: string;
  /** JSON. */
  readonly event: string;
}

// Fields that a newer version has added are shown as well.
const decodeEvent = Schema.decodeUnknownOption(Schema.parseJson(Event), { onExcessProperty: "preserve" });
const decodeFacts = Schema.decodeUnknownOption(Schema.parseJson(Facts));

/** An entry as it was stored, by whatever version. Never fails: one entry must not hide all others. */
export const entryOf = ({ seq, at, type, subject, event }: StoredEntry): JournalEntry => {
  const known = decodeEvent(event);
  if (Option.isSome(known)) return { ...known.value, seq };
  const stored = Option.getOrElse(decodeFacts(event), () => ({ type, at, subject, by: "system" }));
  return { type: "unknown", at, subject, by: stored.by, stored, seq };
};

/** An entry as it is stored and printed: of an unknown event, its own fields and type. */
export type PrintedEntry = (Event | typeof Facts.Type) & { readonly seq: number };
export const printedEntry = (entry: JournalEntry): PrintedEntry =>
  entry.type === "unknown" ? { ...entry.stored, seq: entry.seq } : entry;
