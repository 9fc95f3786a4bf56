import { Schema } from "effect";
import { Command } from "./Command.ts";
import { Dependency } from "./Dependency.ts";
import { ExitRules } from "./Exit.ts";
import { Hooks, Reload } from "./HookSpec.ts";
import { jobSettings } from "./JobSettings.ts";
import { Limits, RunLimits } from "./Limits.ts";
import { Probes, StartupProbe } from "./ProbeSpec.ts";
import { Watch } from "./Watch.ts";

/** Milliseconds, 0 or more. */
const Millis = Schema.Number.pipe(Schema.nonNegative());

/** Whether a child that exits by itself is restarted. Source: OTP `supervisor`, child_spec() restart. */
export const Restart = Schema.Literal("permanent", "transient", "temporary");
export type Restart = typeof Restart.Type;

/** Which siblings are restarted with a failed child. Source: OTP `supervisor`, strategy(). */
export const Strategy = Schema.Literal("one_for_one", "one_for_all", "rest_for_one", "simple_one_for_one");
export type Strategy = typeof Strategy.Type;

/** When a supervisor shuts down because its significant children have exited. Source: OTP `supervisor`. */
export const AutoShutdown = Schema.Literal("never", "any_significant", "all_significant");
export type AutoShutdown = typeof AutoShutdown.Type;

/**
 * How long a child may take to stop: milliseconds, without a limit, or not at all. Source: OTP child_spec() shutdown.
 */
export const Shutdown = Schema.Union(Millis, Schema.Literal("infinity", "brutal_kill"));
export type Shutdown = typeof Shutdown.Type;

/** The pause between restarts. Ours, not in OTP. See `policy/restart/backoff.ts`. */
export const Backoff = Schema.Struct({
  initialMs: Millis,
  factor: Schema.Number.pipe(Schema.greaterThanOrEqualTo(1)),
  maxMs: Millis,
  /** The fraction of the delay by which it varies in either direction, 0 to 1. */
  jitter: Schema.Number.pipe(Schema.between(0, 1)),
  /** The uptime after which the delays start again from the first one. */
  resetAfterMs: Millis,
  /** After a run that was ready and had at least this uptime, the first restart is immediate. */
  healthyAfterMs: Millis,
});
export type Backoff = typeof Backoff.Type;

/** A child's own restart limit: with more than `restarts` within `periodMs`, `onLimit` applies. Ours. */
export const Limit = Schema.Struct({ restarts: Schema.NonNegativeInt, periodMs: Millis });
export type Limit = typeof Limit.Type;

/**
 * What happens when the limit of a child, or the intensity of its supervisor, is exceeded. Ours. `escalate`: the
 * supervisor gives up, as in OTP. `fail`: the child alone is given up. `wait`: it is started again as soon as its limit
 * allows.
 */
export const OnLimit = Schema.Literal("escalate", "fail", "wait");
export type OnLimit = typeof OnLimit.Type;

/** The settings of children of all kinds, which the supervisor needs. */
const supervised = {
  /** Unique among siblings; `#N` for the instances of a replicated child. */
  id: Schema.String,
  restart: Restart,
  significant: Schema.Boolean,
  backoff: Backoff,
  /** `null`: the intensity of its supervisor, counted for the child alone if its failures don't escalate. */
  limit: Schema.NullOr(Limit),
  /** `null`: `escalate`, but `fail` for failures that no restart fixes (fatal exits, commands that can't be run). */
  onLimit: Schema.NullOr(OnLimit),
  /**
   * How long after it was given up it is retried; `null`: never. Trees that were stored before this setting existed
   * lack it: only their root is retried.
   */
  retryFailedMs: Schema.optional(Schema.NullOr(Millis)),
  shutdown: Shutdown,
  /** Whether it is started with its supervisor, or only by hand. */
  autostart: Schema.Boolean,
  /** What it waits for at each start; of a supervisor: what all children under it wait for. Omitted: nothing. */
  after: Schema.optional(Schema.NonEmptyArray(Dependency)),
};
const Supervised = Schema.Struct(supervised);
export type Supervised = typeof Supervised.Type;

/**
 * The source of a secret, which is read when the child is started: a file, a variable of an env file, or a variable of
 * the daemon's environment. The value itself is never part of a specification.
 */
export const SecretSource = Schema.Union(
  Schema.Struct({
    /** Absolute. */
    file: Schema.String,
    /** A variable of that file; null: the secret is the whole file, without its last line end. */
    key: Schema.NullOr(Schema.String),
  }),
  Schema.Struct({ env: Schema.String }),
);
export type SecretSource = typeof SecretSource.Type;

/** A value in a child's environment. */
export const EnvValue = Schema.Union(Schema.String, Schema.Struct({ secret: SecretSource }));
export type EnvValue = typeof EnvValue.Type;

/** A user or a group: a number, or a name, which is looked up on the machine at each start. */
const Account = Schema.Union(Schema.Int, Schema.String);

/** What makes a start complete; all but `alive` and an unlimited `exit` fail after `timeoutMs`. */
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
  /** The probe passes. */
  Schema.Struct({ kind: Schema.Literal("probe"), probe: StartupProbe, timeoutMs: Millis }),
  /** One-shot: it has exited successfully. `timeoutMs` null: no limit. */
  Schema.Struct({ kind: Schema.Literal("exit"), timeoutMs: Schema.NullOr(Millis) }),
);
export type Ready = typeof Ready.Type;

/** How much of a child's output is kept, over all its runs; the oldest is removed first. Sizes in bytes. */
export const LogLimits = Schema.Struct({
  /** A file of this size is archived. */
  maxSize: Schema.Number.pipe(Schema.positive()),
  /** A file is archived, and an archive removed, once everything in it is older. `null`: no limit. */
  maxAgeMs: Schema.NullOr(Schema.Number.pipe(Schema.positive())),
  /** The number of archives, and of files of ended runs. */
  maxFiles: Schema.NonNegativeInt,
  /** The total size on disk. */
  maxTotal: Schema.Number.pipe(Schema.nonNegative()),
});
export type LogLimits = typeof LogLimits.Type;

/** What happens at a start if another process listens on a port of the child, unless the start fails. */
export const BusyPort = Schema.Literal("wait", "kill_own");
export type BusyPort = typeof BusyPort.Type;

/** A restart once the process tree has used more memory than `restartAbove` bytes in so many samples in a row. */
export const MemoryRule = Schema.Struct({
  restartAbove: Schema.Number.pipe(Schema.positive()),
  samples: Schema.Int.pipe(Schema.positive()),
});
export type MemoryRule = typeof MemoryRule.Type;

/** A planned restart once a run has been ready for this long, and a part of `spreadMs` that differs between runs. */
export const MaxRuntime = Schema.Struct({ afterMs: Schema.Number.pipe(Schema.positive()), spreadMs: Millis });
export type MaxRuntime = typeof MaxRuntime.Type;

/** How a process is run: the command, its user and environment, when it is ready, and how it is stopped. */
const process = {
  command: Command,
  /** Absolute. */
  cwd: Schema.String,
  /** The environment of the child in addition to the inherited part. */
  env: Schema.Record({ key: Schema.String, value: EnvValue }),
  /**
   * `base`: PATH, HOME, USER and the like. `all`: the daemon's whole environment. A list: `base` and these variables.
   */
  inheritEnv: Schema.Union(Schema.Literal("base", "all"), Schema.Array(Schema.String)),
  uid: Schema.NullOr(Account),
  gid: Schema.NullOr(Account),
  /** Supplementary groups; omitted: those of the user. Older trees have none. */
  groups: Schema.optional(Schema.Array(Account)),
  umask: Schema.NullOr(Schema.Int),
  /** What the kernel limits for each process; omitted: what it limits for the daemon. */
  limits: Schema.optional(Limits),
  /** What it limits for all of them together; omitted: nothing. */
  runLimits: Schema.optional(RunLimits),
  /** The priority, from -20 (first) to 19 (last); omitted: that of the daemon. */
  nice: Schema.optional(Schema.Int.pipe(Schema.between(-20, 19))),
  /**
   * The ports that it listens on; instance n gets n - 1 more than a given number. `auto`: chosen at the first start,
   * and kept.
   */
  ports: Schema.optional(
    Schema.Array(
      Schema.Struct({
        name: Schema.NullOr(Schema.String),
        port: Schema.Union(Schema.Int, Schema.Literal("auto")),
      }),
    ),
  ),
  /**
   * What a start does about ports of its own that another process listens on: it waits until they are free, or kills
   * what is left of the child's own runs. With any other port the start fails.
   */
  busyPorts: Schema.optional(
    Schema.Array(Schema.Struct({ name: Schema.NullOr(Schema.String), busy: BusyPort })),
  ),
  /** Command and environment are templates (replicaVariable.ts). Omitted: they are literal. */
  interpolatesReplica: Schema.optional(Schema.Literal(true)),
  ready: Ready,
  /** Probes while it runs; trees that were stored before they existed have none. */
  probes: Schema.optional(Probes),
  /** Omitted: it is restarted neither for its memory nor for its age. */
  memory: Schema.optional(MemoryRule),
  maxRuntime: Schema.optional(MaxRuntime),
  /** The files after whose changes it is restarted; omitted: none. */
  watch: Schema.optional(Watch),
  stopSignal: Schema.String,
  /** Commands around its runs; trees that were stored before there were hooks have none. */
  hooks: Schema.optional(Hooks),
  /** What `reload` does; omitted: it can't be reloaded. */
  reload: Schema.optional(Reload),
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

/**
 * A job: a command that runs at its instants, by hand, or after other jobs, and what happens when it can't. Its runs go in
 * slots, the services `#1`, `#2`, … made from the template; more than one goes at a time only under overlap `allow`.
 */
export const JobSpec = Schema.Struct({
  kind: Schema.Literal("job"),
  ...supervised,
  /** A slot: temporary, ready as soon as its process is there, with `killGraceMs` as its time to stop. */
  template: ServiceSpec,
  ...jobSettings,
}).annotations({ identifier: "JobSpec" });
export type JobSpec = typeof JobSpec.Type;

/** How changed instances are restarted. Source: Nomad's `update` block. */
export const Update = Schema.Struct({
  /** How many are restarted concurrently. */
  maxParallel: Schema.Int.pipe(Schema.positive()),
  /** How long each must have run without a restart before the next ones are restarted. */
  minHealthyTimeMs: Millis,
  /** The deadline for that, counted from its start; after it, the change has failed. */
  healthyDeadlineMs: Millis,
});
export type Update = typeof Update.Type;

/** What a supervisor grants everything below it; a part that is omitted is not limited. Sizes in bytes. */
export const Quota = Schema.Struct({
  /** The number of services, jobs and checks; each instance counts. */
  children: Schema.optionalWith(Schema.NonNegativeInt, { exact: true }),
  /** The memory of all process trees; while they use more, nothing is started. */
  memory: Schema.optionalWith(Schema.Number.pipe(Schema.positive()), { exact: true }),
  /** Automatic restarts; a further one waits until the period allows it. */
  restarts: Schema.optionalWith(Limit, { exact: true }),
});
export type Quota = typeof Quota.Type;

/** What is expected of a job that runs elsewhere and reports. */
const expectation = {
  /** When a report is expected: a period after the last end, or at the instants of a cron expression in a time zone. */
  expects: Schema.Union(
    Schema.Struct({ everyMs: Schema.Number.pipe(Schema.positive()) }),
    Schema.Struct({ cron: Schema.String, timezone: Schema.String }),
  ),
  /** How long after the expected time a report may come. */
  graceMs: Millis,
  /** How long a run may take; null: as long as the grace. */
  withinMs: Schema.NullOr(Millis),
  /** The number of consecutive failures at which it goes down. */
  failAfter: Schema.Int.pipe(Schema.positive()),
};
const Expectation = Schema.Struct(expectation);
export type Expectation = typeof Expectation.Type;

/** Checks that a supervisor creates when a job reports under a name that it does not have. Source: healthchecks. */
export const Provision = Schema.Struct({
  /** What is expected of each of them. */
  check: Expectation,
  /** How many of them it has at most. */
  maxChecks: Schema.Int.pipe(Schema.positive()),
});
export type Provision = typeof Provision.Type;

/** A supervisor and, in start order, its children. */
export interface SupervisorSpec extends Supervised {
  readonly kind: "supervisor";
  readonly strategy: Strategy;
  /** Restarts allowed within the period; with one more, the supervisor gives up. */
  readonly intensity: number;
  readonly periodMs: number;
  readonly autoShutdown: AutoShutdown;
  /** `serial`: each child waits until the one before it is started, as in OTP. */
  readonly start: "serial" | "parallel";
  readonly children: ReadonlyArray<ChildSpec>;
  /** The template for the instances of a `simple_one_for_one` supervisor; null for the other strategies. */
  readonly template: ServiceSpec | null;
  /** For `simple_one_for_one` supervisors only; trees that were stored before this setting existed lack it. */
  readonly update?: Update | undefined;
  readonly quota?: Quota | undefined;
  readonly provision?: Provision | undefined;
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
  quota: Schema.optional(Quota),
  provision: Schema.optional(Provision),
}).annotations({ identifier: "SupervisorSpec" });

/**
 * A job that runs elsewhere and reports: no process and no children. The settings of supervision are the same for all
 * checks, since nothing of it can fail or be restarted.
 */
export const CheckSpec = Schema.Struct({
  kind: Schema.Literal("check"),
  ...supervised,
  ...expectation,
  /** A job that reported has created it; omitted: it was declared. */
  provisioned: Schema.optional(Schema.Literal(true)),
}).annotations({ identifier: "CheckSpec" });
export type CheckSpec = typeof CheckSpec.Type;

export type ChildSpec = ServiceSpec | SupervisorSpec | CheckSpec | JobSpec;
export const ChildSpec: Schema.Schema<ChildSpec> = Schema.Union(
  ServiceSpec,
  SupervisorSpec,
  CheckSpec,
  JobSpec,
).annotations({ identifier: "ChildSpec" });

export type ChildKind = ChildSpec["kind"];
export type SpecOf<Kind extends ChildKind> = Extract<ChildSpec, { readonly kind: Kind }>;

/** A whole tree, ready to run: with all defaults, and with all names checked. */
export const TreeSpec = Schema.Struct({
  name: Schema.String,
  root: SupervisorSpec,
  /** The slots of each pool of jobs; trees that were stored before there were jobs lack it. */
  pools: Schema.optional(Schema.Record({ key: Schema.String, value: Schema.Int.pipe(Schema.positive()) })),
}).annotations({ identifier: "TreeSpec" });
export type TreeSpec = typeof TreeSpec.Type;
