import { Context, type Effect } from "effect";
import type { SpawnError } from "../../domain/Errors.ts";
import type { Run } from "../../domain/Run.ts";
import type { ChildPath } from "../../domain/tree/ChildPath.ts";
import type { ProcessSpec, Supervised } from "../../domain/tree/ChildSpec.ts";
import type { Command } from "../../domain/tree/Command.ts";
import type { Exit, LeftBehind } from "../../domain/tree/Exit.ts";
import type { HookName } from "../../domain/tree/HookSpec.ts";
import type { Limits, RunLimit } from "../../domain/tree/Limits.ts";
import type { Port } from "../../domain/tree/ports.ts";

/** The process settings with the stop timeout, by which the next daemon stops runs that are no longer declared. */
type RunSpec = ProcessSpec & Pick<Supervised, "shutdown">;

/** The limits that a control group has, of those that the kernel shows; `limit` null: unlimited, `used` null: not shown. */
export type RunLimitsInForce = Readonly<
  Partial<Record<RunLimit, { readonly limit: number | null; readonly used: number | null }>>
>;

/** What the kernel has for a process. */
export interface InForce {
  /** Null where the system does not show them. */
  readonly limits: Limits | null;
  /** Those of all processes of the run together; null without a control group. */
  readonly runLimits: RunLimitsInForce | null;
  /** Its priority; null if it is gone. */
  readonly nice: number | null;
}

/** A run to be started. Its number is never reused for a path, even after daemon restarts. */
export interface SpawnRequest {
  readonly path: ChildPath;
  readonly run: number;
  readonly spec: RunSpec;
  /** The newest run of the path whose end is in the journal; the files of later ones must be kept. Omitted: none. */
  readonly recordedRun?: number;
  /** Lines that precede its output, on stderr: what its before_start hook has printed. */
  readonly preface?: ReadonlyArray<string>;
}

/** A hook to be run, or the command of a reload. */
export interface HookRequest {
  readonly path: ChildPath;
  /** The run that it is for: one that is about to start, is alive, or has just ended. */
  readonly run: number;
  /** The user, folder and environment of the command. */
  readonly spec: ProcessSpec;
  readonly hook: HookName | "reload";
  readonly command: Command;
  /** What it is told besides, in its environment. */
  readonly variables: Readonly<Record<string, string>>;
  /** The ports of the run, as far as they are known. */
  readonly ports: ReadonlyArray<Port>;
}

/** The end of a hook. */
export interface HookEnd {
  /** Why it failed, in a few words: `exit code 1: no such database`; null if it did not. */
  readonly failure: string | null;
  /** The last lines that it printed, each marked with the name of the hook. */
  readonly lines: ReadonlyArray<string>;
  /** After the end of the run: where its output is now, which these lines are a part of. Absent if not recorded. */
  readonly output?: Run["output"];
}

/** The end of a run, once its output is complete and everything that it left behind is gone. */
export interface RunEnd {
  readonly exit: Exit;
  /** Descendants that survived SIGKILL or could not be signalled; normally empty. */
  readonly survivors: ReadonlyArray<number>;
  /** If no stop was requested: the processes that the leader left behind, if any. */
  readonly leftBehind?: ReadonlyArray<LeftBehind>;
  /** When the leader exited, whole ms since the epoch. */
  readonly endedAt: number;
  /** The numbers of its first and last line of output; null: it printed nothing. Absent if its output is not recorded. */
  readonly output?: Run["output"];
}

/** The newest run of a child that an earlier daemon of this home started, as found by the next daemon. */
export interface LeftRun {
  readonly path: ChildPath;
  readonly run: number;
  /** When it was started, ms since the epoch. */
  readonly startedAt: number;
  /**
   * `live`: the command or its shim is alive. `ended`: the command has exited, possibly while no daemon was running.
   */
  readonly life: "live" | "ended";
  /** When it ended, whole ms since the epoch; null if it is alive, or if nothing recorded its end. */
  readonly endedAt: number | null;
  /** Whether it has reported readiness: by a line, or on the notification descriptor. */
  readonly hasSaidReady: boolean;
  /** Whether it was started with the command, environment and other process settings that are declared now. */
  readonly isAsDeclared: (spec: ProcessSpec) => boolean;
  /** How to stop it if it is no longer declared. */
  readonly spec: Pick<RunSpec, "shutdown" | "stopSignal" | "ready">;
}

/** The end of a run of an earlier daemon. */
export interface PastEnd {
  readonly run: number;
  readonly exit: Exit;
  /** Whole ms since the epoch. */
  readonly endedAt: number;
}

/** The state in which earlier daemons left the home. */
export interface Left {
  /** The highest run number ever used, by path. */
  readonly lastRuns: ReadonlyMap<ChildPath, number>;
  /** The newest run of each path, if it was started since the machine was. */
  readonly runs: ReadonlyArray<LeftRun>;
  /** The ends of a path's runs after one and before another, oldest first, as far as their directories still exist. */
  readonly endsBetween: (path: ChildPath, after: number, before: number) => ReadonlyArray<PastEnd>;
}

/** A live run. Its methods never fail: if the process is gone already, their goal is reached. */
export interface RunningProcess {
  readonly pid: number;
  /** The files with other values now than the run's environment; absent if none of its values come from files. */
  readonly staleFiles?: Effect.Effect<ReadonlyArray<string>>;
  /** The ports that it listens on, if its specification declares any. */
  readonly ports?: ReadonlyArray<Port>;
  /** The limits and the priority of its first process now; absent for processes that exist in memory only. */
  readonly inForce?: () => InForce;
  /** Why limits of all its processes together are not enforced, for people; null if all that are declared are. */
  readonly unenforced?: () => string | null;
  /**
   * Succeeds once the run is ready by `spec.ready`: with the newline on the notification descriptor, or the matching
   * line of output. Never for `alive` and `exit`, which depend on the uptime and on the exit.
   */
  readonly ready: Effect.Effect<void>;
  /**
   * Succeeds once, when the run is over. A run that ends by itself is over once its leader has exited and everything
   * left of its group and tree has been killed. A run that was asked to stop is over once its whole group is empty or
   * was killed: descendants get the grace period too.
   */
  readonly end: Effect.Effect<RunEnd>;
  /**
   * Follow a changed declaration from now on: how it is stopped, how much of its output is kept, and what all of its
   * processes together may use.
   */
  readonly updateSpec: (spec: Pick<ProcessSpec, "stopSignal" | "logs" | "runLimits">) => Effect.Effect<void>;
  /** Ask the run to stop: the spec's stop signal, then SIGCONT, to the process group. */
  readonly ask: Effect.Effect<void>;
  /** SIGKILL to group and remaining tree, also to descendants that left the group. */
  readonly kill: Effect.Effect<void>;
  /** Any signal, by name (`SIGHUP`), to the process group. */
  readonly signal: (name: string) => Effect.Effect<void>;
}

/**
 * Starts operating-system processes in process groups of their own, through the shim that outlives the daemon (DESIGN
 * section 5). Does not decide about their lifetime: the caller stops and kills them.
 */
export class ProcessSpawner extends Context.Tag("sentinel/ProcessSpawner")<
  ProcessSpawner,
  {
    /**
     * Start a run; succeeds once the process exists. Only a few starts run at once, so that the event loop never
     * stalls.
     */
    readonly spawn: (request: SpawnRequest) => Effect.Effect<RunningProcess, SpawnError>;
    /**
     * Run a hook to its end. Never fails: what is in its way is its failure. It has no time limit of its own; once it is
     * interrupted, nothing of its process group is left. It does not survive the daemon.
     */
    readonly hook: (request: HookRequest) => Effect.Effect<HookEnd>;
    /**
     * What is in the way of a start: other processes on ports of the child that it waits for (`busy: wait`), in a few
     * words; null if nothing is.
     */
    readonly inTheWay: (
      path: ChildPath,
      spec: Pick<ProcessSpec, "ports" | "busyPorts">,
    ) => Effect.Effect<string | null>;
    /**
     * Start nothing any more, and leave later requests unanswered; succeeds once the starts in progress are over. Live
     * runs are not touched.
     */
    readonly halt: Effect.Effect<void>;
    /**
     * The state in which earlier daemons left this home. Runs that had not begun are withdrawn, so that they never
     * begin.
     */
    readonly left: Effect.Effect<Left>;
    /**
     * Adopt a run that an earlier daemon started, in its current state. The end of a run that has ended is reported at
     * once, as recorded.
     */
    readonly adopt: (
      run: LeftRun,
      spec: Pick<ProcessSpec, "ready" | "stopSignal"> & Partial<Pick<ProcessSpec, "logs">>,
    ) => Effect.Effect<RunningProcess, SpawnError>;
  }
>() {}
