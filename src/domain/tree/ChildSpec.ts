import { Schema } from "effect";
import { ExitRules } from "./Exit.ts";

/** Milliseconds, 0 or more. */
const Millis = Schema.Number.pipe(Schema.nonNegative());

/** What an own end of the child leads to. Source: OTP `supervisor`, child_spec() restart. */
export const Restart = Schema.Literal("permanent", "transient", "temporary");
export type Restart = typeof Restart.Type;

/** Which siblings an unexpected end takes along. Source: OTP `supervisor`, strategy(). */
export const Strategy = Schema.Literal("one_for_one", "one_for_all", "rest_for_one", "simple_one_for_one");
export type Strategy = typeof Strategy.Type;

/** When a supervisor ends by itself because its significant children have. Source: OTP `supervisor`. */
export const AutoShutdown = Schema.Literal("never", "any_significant", "all_significant");
export type AutoShutdown = typeof AutoShutdown.Type;

/** How long a child may take to stop: milliseconds, for ever, or not at all. Source: OTP child_spec() shutdown. */
export const Shutdown = Schema.Union(Millis, Schema.Literal("infinity", "brutal_kill"));
export type Shutdown = typeof Shutdown.Type;

/** The pause between restarts. An addition of ours: OTP has none. See `policy/backoff.ts`. */
export const Backoff = Schema.Struct({
  initialMs: Millis,
  factor: Schema.Number.pipe(Schema.greaterThanOrEqualTo(1)),
  maxMs: Millis,
  /** Share of the delay by which it varies either way, 0 to 1. */
  jitter: Schema.Number.pipe(Schema.between(0, 1)),
  /** Healthy running time after which the delays start from the beginning. */
  resetAfterMs: Millis,
  /** A run that was ready and lived this long has earned an immediate first restart. */
  healthyAfterMs: Millis,
});
export type Backoff = typeof Backoff.Type;

/** A child's own restart limit: more than `restarts` within `periodMs` and `onLimit` applies. Ours. */
export const Limit = Schema.Struct({ restarts: Schema.NonNegativeInt, periodMs: Millis });
export type Limit = typeof Limit.Type;

/**
 * What happens when a child's limit, or the intensity of its supervisor, is used up. Ours.
 * `escalate`: the supervisor gives up, as in OTP. `fail`: this child alone is given up. `wait`: it is
 * started again as soon as its limit allows.
 */
export const OnLimit = Schema.Literal("escalate", "fail", "wait");
export type OnLimit = typeof OnLimit.Type;

/** What every child has, whatever its kind: what its supervisor needs to know about it. */
const supervised = {
  /** Unique among siblings; `#N` for the instances of a replicated child. */
  id: Schema.String,
  restart: Restart,
  significant: Schema.Boolean,
  backoff: Backoff,
  /** `null`: the intensity of its supervisor, counted for this child alone where its failures stay its own. */
  limit: Schema.NullOr(Limit),
  /** `null`: `escalate`, save for ends that no restart can cure (fatal exits, commands that cannot be run): `fail`. */
  onLimit: Schema.NullOr(OnLimit),
  /**
   * How long after it was given up it is tried again; `null`: never. Trees stored before this setting existed have
   * none: only their root is tried again.
   */
  retryFailedMs: Schema.optional(Schema.NullOr(Millis)),
  shutdown: Shutdown,
  /** Whether it is started with its supervisor; else only by hand. */
  autostart: Schema.Boolean,
};
const Supervised = Schema.Struct(supervised);
export type Supervised = typeof Supervised.Type;

/** What to run: an argument vector, or a line for `/bin/sh -c`. */
export const Command = Schema.Union(
  Schema.Struct({ argv: Schema.NonEmptyArray(Schema.String) }),
  Schema.Struct({ shell: Schema.String }),
);
export type Command = typeof Command.Type;

/**
 * Where a secret is read from, when the child is started: a file, a variable of an env file, or a variable of
 * the daemon's environment. The value itself is never part of a specification.
 */
export const SecretSource = Schema.Union(
  Schema.Struct({
    /** Absolute. */
    file: Schema.String,
    /** A variable of that file; null: the secret is all of it, without the line end at its end. */
    key: Schema.NullOr(Schema.String),
  }),
  Schema.Struct({ env: Schema.String }),
);
export type SecretSource = typeof SecretSource.Type;

/** A value in a child's environment. */
export const EnvValue = Schema.Union(Schema.String, Schema.Struct({ secret: SecretSource }));
export type EnvValue = typeof EnvValue.Type;

/** A user or a group: by number, or by a name, which is looked up on the machine at each start. */
const Account = Schema.Union(Schema.Int, Schema.String);

/** What makes a start complete; everything but `alive` and an unlimited `exit` fails after `timeoutMs`. */
export const Ready = Schema.Union(
  /** Still alive after `minUptimeMs`. */
  Schema.Struct({ kind: Schema.Literal("alive"), minUptimeMs: Millis }),
  /** A line of output matches the regular expression. */
  Schema.Struct({ kind: Schema.Literal("log"), pattern: Schema.String, timeoutMs: Millis }),
  /** A newline on the file descriptor (s6's notification protocol). */
  Schema.Struct({
    kind: Schema.Literal("notify"),
    fd: Schema.Int.pipe(Schema.between(3, 9)),
    timeoutMs: Millis,
  }),
  /** One-shot: it has ended with success. `timeoutMs` null: it may take as long as it likes. */
  Schema.Struct({ kind: Schema.Literal("exit"), timeoutMs: Schema.NullOr(Millis) }),
);
export type Ready = typeof Ready.Type;

/** What is kept of a child's output, of all its runs together; the oldest goes first. Sizes in bytes. */
export const LogLimits = Schema.Struct({
  /** What is written to a file before it is archived. */
  maxSize: Schema.Number.pipe(Schema.positive()),
  /** A file is archived, and an archive removed, when all in it is older. `null`: age does not matter. */
  maxAgeMs: Schema.NullOr(Schema.Number.pipe(Schema.positive())),
  /** Archives, and files of runs that have ended. */
  maxFiles: Schema.NonNegativeInt,
  /** Everything on disk. */
  maxTotal: Schema.Number.pipe(Schema.nonNegative()),
});
export type LogLimits = typeof LogLimits.Type;

/** How a process is run: what it executes, as whom and with what, when it is ready, how it is asked to stop. */
const process = {
  command: Command,
  /** Absolute. */
  cwd: Schema.String,
  /** What the child sees besides the inherited part. */
  env: Schema.Record({ key: Schema.String, value: EnvValue }),
  /** `base`: PATH, HOME, USER and their like. `all`: the daemon's whole environment. A list: `base` and these. */
  inheritEnv: Schema.Union(Schema.Literal("base", "all"), Schema.Array(Schema.String)),
  uid: Schema.NullOr(Account),
  gid: Schema.NullOr(Account),
  /** Supplementary groups; left out: those that the user has. Older trees have none. */
  groups: Schema.optional(Schema.Array(Account)),
  umask: Schema.NullOr(Schema.Int),
  /** What it listens on; instance n gets n - 1 more than a number. `auto`: chosen when it is started, and kept. */
  ports: Schema.optional(
    Schema.Array(
      Schema.Struct({
        name: Schema.NullOr(Schema.String),
        port: Schema.Union(Schema.Int, Schema.Literal("auto")),
      }),
    ),
  ),
  /** Command and environment are templates (replicaVariable.ts). Left out: they are what they are. */
  interpolatesReplica: Schema.optional(Schema.Literal(true)),
  ready: Ready,
  stopSignal: Schema.String,
  exitRules: ExitRules,
  logs: LogLimits,
};
const ProcessSpec = Schema.Struct(process);
export type ProcessSpec = typeof ProcessSpec.Type;

/** A supervised operating-system process. Flat in files and stores: the traits are types only. */
export const ServiceSpec = Schema.Struct({
  kind: Schema.Literal("service"),
  ...supervised,
  ...process,
}).annotations({ identifier: "ServiceSpec" });
export type ServiceSpec = typeof ServiceSpec.Type;

/** How instances are exchanged for changed ones. Source: Nomad's `update` block. */
export const Update = Schema.Struct({
  /** How many are restarted side by side. */
  maxParallel: Schema.Int.pipe(Schema.positive()),
  /** How long each must have run without a restart before the next are. */
  minHealthyTimeMs: Millis,
  /** It must have done so this long after its start at the latest; else the change has failed. */
  healthyDeadlineMs: Millis,
});
export type Update = typeof Update.Type;

/** A supervisor and, in start order, its children. */
export interface SupervisorSpec extends Supervised {
  readonly kind: "supervisor";
  readonly strategy: Strategy;
  /** Restarts allowed within the period; one more is fatal. */
  readonly intensity: number;
  readonly periodMs: number;
  readonly autoShutdown: AutoShutdown;
  /** `serial`: each child waits until the one before it is started, as in OTP. */
  readonly start: "serial" | "parallel";
  readonly children: ReadonlyArray<ChildSpec>;
  /** What instances of a `simple_one_for_one` supervisor are made from; null for the other strategies. */
  readonly template: ServiceSpec | null;
  /** Of a `simple_one_for_one` supervisor only; trees that were stored before there was such a thing have none. */
  readonly update?: Update | undefined;
}
export const SupervisorSpec: Schema.Schema<SupervisorSpec> = Schema.Struct({
  kind: Schema.Literal("supervisor"),
  ...supervised,
  strategy: Strategy,
  intensity: Schema.NonNegativeInt,
  periodMs: Schema.Number.pipe(Schema.positive()),
  autoShutdown: AutoShutdown,
  start: Schema.Literal("serial", "parallel"),
  children: Schema.Array(Schema.suspend((): Schema.Schema<ChildSpec> => ChildSpec)),
  template: Schema.NullOr(ServiceSpec),
  update: Schema.optional(Update),
}).annotations({ identifier: "SupervisorSpec" });

export type ChildSpec = ServiceSpec | SupervisorSpec;
export const ChildSpec: Schema.Schema<ChildSpec> = Schema.Union(ServiceSpec, SupervisorSpec).annotations({
  identifier: "ChildSpec",
});

export type ChildKind = ChildSpec["kind"];
export type SpecOf<Kind extends ChildKind> = Extract<ChildSpec, { readonly kind: Kind }>;

/** A whole tree, ready to run: every default filled in, every name checked. */
export const TreeSpec = Schema.Struct({ name: Schema.String, root: SupervisorSpec }).annotations({
  identifier: "TreeSpec",
});
export type TreeSpec = typeof TreeSpec.Type;
