import { Schema } from "effect";

/** A limit of a resource of processes (setrlimit(2)). A process may raise its soft limit up to the hard one. */
const Amount = Schema.Union(Schema.Number.pipe(Schema.nonNegative()), Schema.Literal("unlimited"));
export type Amount = typeof Amount.Type;

export const SoftHard = Schema.Struct({ soft: Amount, hard: Amount });
export type SoftHard = typeof SoftHard.Type;

/** Whether one amount is more than another. */
export const isMore = (one: Amount, other: Amount): boolean =>
  other !== "unlimited" && (one === "unlimited" || one > other);

/** What each process of a run may use, as setrlimit(2) limits it. Sizes are in bytes. */
const perProcess = {
  openFiles: Schema.optional(SoftHard),
  core: Schema.optional(SoftHard),
  /** Applies to the files of its output, too. */
  fileSize: Schema.optional(SoftHard),
  stack: Schema.optional(SoftHard),
  /** Ms. */
  cpuTimeMs: Schema.optional(SoftHard),
  lockedMemory: Schema.optional(SoftHard),
  addressSpace: Schema.optional(SoftHard),
};
const ProcessLimits = Schema.Struct(perProcess);

/** The names of the limits of each process in files, messages and shims. */
export const processLimitNames: { readonly [Name in keyof typeof ProcessLimits.Type]-?: string } = {
  openFiles: "open_files",
  core: "core",
  stack: "stack",
  cpuTimeMs: "cpu_time",
  lockedMemory: "locked_memory",
  addressSpace: "address_space",
  fileSize: "file_size",
};
export type ProcessLimit = keyof typeof processLimitNames;

/** What the kernel lets each process of a run use. */
export const Limits = ProcessLimits;
export type Limits = typeof Limits.Type;

/** What all processes of a run may use together, as its control group limits it (cgroups(7)). */
export const RunLimits = Schema.Struct({
  /** Bytes. At the limit, the kernel kills the run. */
  memory: Schema.optional(Schema.Number.pipe(Schema.positive())),
  /** Cores; a run that needs more is slowed down. */
  cpu: Schema.optional(Schema.Number.pipe(Schema.positive())),
  /** Processes and threads. */
  processes: Schema.optional(Schema.Int.pipe(Schema.positive())),
});
export type RunLimits = typeof RunLimits.Type;
export type RunLimit = keyof RunLimits;
