import { Schema } from "effect";
import {
  Duration,
  EnvValue,
  ExitMatch,
  Flag,
  Id,
  oneOf,
  Pattern,
  PositiveDuration,
  Signal,
  Text,
  Umask,
  Whole,
} from "./fields.ts";

/**
 * The language of `sentinel.yaml`, as schemas: the one source of what is legal where. Children are read one
 * by one (readChild.ts), so a mistake in one hides none in another.
 */
const optional = <A, I, R>(schema: Schema.Schema<A, I, R>) => Schema.optionalWith(schema, { exact: true });

const Backoff = Schema.Struct({
  initial: optional(Duration),
  factor: optional(Schema.Number.pipe(Schema.greaterThanOrEqualTo(1))),
  max: optional(Duration),
  jitter: optional(Schema.Number.pipe(Schema.between(0, 1))),
  reset_after: optional(Duration),
});

const Limit = Schema.Struct({ restarts: Whole, period: PositiveDuration });
const Stop = Schema.Struct({ signal: optional(Signal), timeout: optional(Duration) });
const Ready = Schema.Struct({
  min_uptime: optional(Duration),
  log: optional(Pattern),
  notify: optional(Schema.Int.pipe(Schema.between(3, 9))),
  timeout: optional(PositiveDuration),
});

/** Keys of services and supervisors alike. */
const supervised = {
  restart: optional(oneOf("permanent", "transient", "temporary")),
  significant: optional(Flag),
  shutdown: optional(Schema.Union(oneOf("infinity", "brutal_kill"), Duration)).annotations({}),
  backoff: optional(Schema.Union(Schema.Literal("none"), Backoff)),
  limit: optional(Limit),
  on_limit: optional(oneOf("escalate", "fail", "wait")),
  autostart: optional(Flag),
};

/** Keys of supervisors, the root among them. */
const supervising = {
  strategy: optional(oneOf("one_for_one", "one_for_all", "rest_for_one")),
  intensity: optional(Whole),
  period: optional(PositiveDuration),
  auto_shutdown: optional(oneOf("never", "any_significant", "all_significant")),
  start: optional(oneOf("serial", "parallel")),
  children: optional(Schema.Unknown),
};

export const ServiceFile = Schema.Struct({
  ...supervised,
  command: Schema.Union(Text, Schema.NonEmptyArray(Text)),
  cwd: optional(Text),
  env: optional(Schema.Record({ key: Schema.String, value: EnvValue })),
  inherit_env: optional(Schema.Union(Flag, Schema.Array(Text))),
  uid: optional(Id),
  gid: optional(Id),
  umask: optional(Umask),
  replicas: optional(Whole),
  /** Of the group of instances; only with `replicas`. */
  intensity: optional(Whole),
  period: optional(PositiveDuration),
  ready: optional(Ready),
  min_uptime: optional(Duration),
  oneshot: optional(Flag),
  stop: optional(Stop),
  success_codes: optional(Schema.Array(ExitMatch)),
  fatal_codes: optional(Schema.Array(ExitMatch)),
  ignore_codes: optional(Schema.Array(ExitMatch)),
});
export type ServiceFile = typeof ServiceFile.Type;

export const SupervisorFile = Schema.Struct({ ...supervised, ...supervising });
export type SupervisorFile = typeof SupervisorFile.Type;

export const TreeFile = Schema.Struct({
  version: Schema.Literal(1).annotations({
    message: () => ({ message: "expected version: 1", override: true }),
  }),
  name: Text,
  ...supervising,
  templates: optional(Schema.Unknown),
  defaults: optional(Schema.Unknown),
  environments: optional(Schema.Unknown),
});
export type TreeFile = typeof TreeFile.Type;

/** Part of the language of the design, but not of this version: not a typing mistake. */
export const comingKeys: ReadonlyArray<string> = [
  "schedule",
  "check",
  "agent",
  "after",
  "memory",
  "cpu",
  "probes",
  "liveness",
  "startup",
  "timeout",
  "include",
  "watch",
  "limits",
  "nice",
  "groups",
  "env_file",
  "secrets",
  "logs",
  "tcp",
  "http",
  "exec",
  "ipc",
];
