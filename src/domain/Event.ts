import { Option, Schema } from "effect";
import type { PrincipalText } from "./Principal.ts";
import { healths } from "./tree/State.ts";
import { Edge } from "./view/Edge.ts";

/** The fields of every journal entry. */
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
   * The exit of the run that the child left; omitted if it left none, or if the exit is unknown. Older daemons omit it.
   */
  exit: Schema.optionalWith(
    Schema.Struct({ code: Schema.NullOr(Schema.Int), signal: Schema.NullOr(Schema.String) }),
    { exact: true },
  ),
  /** The nested state that it has entered, such as `stopping.killing`; older daemons omit it. */
  value: Schema.optionalWith(Schema.String, { exact: true }),
  /**
   * The edges taken since the previous row, or the newest ones if there are very many. Empty if no chart took any: the
   * row was reconstructed, or the node was removed.
   */
  edges: Schema.optionalWith(Schema.Array(Edge), { exact: true }),
});

const HealthWord = Schema.Literal(...healths);

/**
 * What an alarm is about. `health` is that of the daemon itself, `unhealthy` a child whose probe fails, `hook` a hook
 * that failed without an effect on its child, `quota` a supervisor below which more is used than it grants, `watch` files
 * that are not watched, `limits` a run without limits that it declares, `samples` a store of samples that can't be written.
 */
const AlarmKind = Schema.Literal(
  "unkillable",
  "journal",
  "leftover",
  "health",
  "disk",
  "configuration",
  "unhealthy",
  "watch",
  "hook",
  "quota",
  "limits",
  "samples",
);
export type AlarmKind = typeof AlarmKind.Type;

/** A condition that a user should look at, such as a process that survives SIGKILL. */
const Alarm = Schema.Struct({
  type: Schema.Literal("alarm"),
  ...fact,
  run: Schema.NullOr(Schema.Int),
  alarm: AlarmKind,
  reason: Schema.String,
});

/** What a check says about its job has changed. */
const CheckFlipped = Schema.Struct({
  type: Schema.Literal("check"),
  ...fact,
  from: Schema.Literal("new", "up", "down", "paused"),
  to: Schema.Literal("new", "up", "down", "paused"),
  reason: Schema.Literal("reported", "missed", "overdue", "fail", "recovered", "paused", "resumed"),
  /** Consecutive failures after it. */
  failures: Schema.Int,
});

/** The health of a running child changed. Older daemons record none. */
const HealthChange = Schema.Struct({
  type: Schema.Literal("health"),
  ...fact,
  run: Schema.Int,
  from: HealthWord,
  to: HealthWord,
  reason: Schema.String,
});

/** The tree's declaration changed, by a file or by hand (`add`, `remove`, `scale`). */
const Revised = Schema.Struct({
  type: Schema.Literal("revision"),
  ...fact,
  revision: Schema.String,
  reason: Schema.String,
});

/** A daemon started or ended. */
const DaemonEvent = Schema.Struct({
  type: Schema.Literal("daemon"),
  ...fact,
  action: Schema.Literal("started", "adopted", "handed_over", "stopping", "stopped"),
  reason: Schema.String,
});

/** The names of requests that change something. */
const ActionName = Schema.Literal(
  "start",
  "stop",
  "restart",
  "reload",
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
  "write_file",
  "edit",
  "pause",
  "resume",
  "create_ping_key",
  "provision",
  "run",
  "skip_next",
);
export type ActionName = typeof ActionName.Type;

/** A request, who made it, and whether it was carried out. */
const Action = Schema.Struct({
  type: Schema.Literal("action"),
  /** Its `subject` is the nearest node at or above all of `paths`. */
  ...fact,
  action: ActionName,
  /** `refused`: nothing was done; the reason says why. */
  outcome: Schema.Literal("done", "failed", "refused"),
  reason: Schema.String,
  /** The affected children; omitted if it affects the tree or the daemon as a whole. Older daemons omit it. */
  paths: Schema.optionalWith(Schema.Array(Schema.String), { exact: true }),
  /** The client's claim about its user, if it differs from `by`, which is verified. */
  claim: Schema.optionalWith(Schema.String, { exact: true }),
  /** The IP address of the client; omitted on a unix socket. Older daemons omit it. */
  address: Schema.optionalWith(Schema.String, { exact: true }),
  /** The route of the request, such as `POST /users`. Older daemons omit it. */
  route: Schema.optionalWith(Schema.String, { exact: true }),
  /** The account that it affects, such as `user:ann` or `key:ci`. */
  account: Schema.optionalWith(Schema.String, { exact: true }),
});
export type Action = typeof Action.Type;

/** An append-only fact that has no place in the journal yet. */
const Event = Schema.Union(Transition, HealthChange, CheckFlipped, Alarm, Revised, DaemonEvent, Action);
export type Event = typeof Event.Type;

/** The fields that are read of any fact, whatever its other fields. */
const Facts = Schema.Struct({ type: Schema.String, ...fact }, { key: Schema.String, value: Schema.Unknown });

/**
 * A fact recorded by another version: its type, or a value in it, is unknown here. It is kept as it was stored, so that
 * the journal remains readable after a downgrade, and in a partly upgraded fleet.
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

/** The columns of an entry, which are readable even if its text is not. */
interface StoredEntry {
  readonly seq: number;
  readonly at: string;
  readonly type: string;
  readonly subject: string;
  /** JSON. */
  readonly event: string;
}

// Fields added by a newer version are kept.
const decodeEvent = Schema.decodeUnknownOption(Schema.parseJson(Event), { onExcessProperty: "preserve" });
const decodeFacts = Schema.decodeUnknownOption(Schema.parseJson(Facts));

/** An entry as it was stored, by any version. Never fails, so that one entry can't hide all others. */
export const entryOf = ({ seq, at, type, subject, event }: StoredEntry): JournalEntry => {
  const known = decodeEvent(event);
  if (Option.isSome(known)) return { ...known.value, seq };
  const stored = Option.getOrElse(decodeFacts(event), () => ({ type, at, subject, by: "system" }));
  return { type: "unknown", at, subject, by: stored.by, stored, seq };
};

/** An entry as it is stored and printed; for an unknown event, with its own fields and type. */
export type PrintedEntry = (Event | typeof Facts.Type) & { readonly seq: number };
export const printedEntry = (entry: JournalEntry): PrintedEntry =>
  entry.type === "unknown" ? { ...entry.stored, seq: entry.seq } : entry;
