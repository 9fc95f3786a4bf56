import { Context, type Effect } from "effect";
import type { ChildPath } from "../domain/ChildPath.ts";
import type { ServiceSpec } from "../domain/ChildSpec.ts";
import type { SpawnError } from "../domain/Errors.ts";
import type { Exit } from "../domain/Exit.ts";

/** One incarnation to be started. The run number is never used twice for a path, over daemon restarts too. */
export interface SpawnRequest {
  readonly path: ChildPath;
  readonly run: number;
  readonly spec: ServiceSpec;
}

/** How a run ended, after its output is complete and what it left behind is gone. */
export interface RunEnd {
  readonly exit: Exit;
  /** Descendants that survived SIGKILL or could not be signalled; normally empty. */
  readonly survivors: ReadonlyArray<number>;
}

/** A live run. Its methods never fail: a process that is gone already is what they wanted. */
export interface RunningProcess {
  readonly pid: number;
  /**
   * Succeeds when the run is ready by `spec.ready`: the newline on the notification descriptor, the
   * matching line of output. Never for `alive` and `exit`, which are matters of time and of the end.
   */
  readonly ready: Effect.Effect<void>;
  /**
   * Succeeds once, when the run is over. A run that ends by itself is over when its leader has ended and
   * what is left of group and tree has been killed. One that was asked to stop is over when the whole
   * group is empty, or was killed: descendants get the leader's grace too.
   */
  readonly end: Effect.Effect<RunEnd>;
  /** Ask the run to stop: the spec's stop signal, then SIGCONT, to the process group. */
  readonly ask: Effect.Effect<void>;
  /** SIGKILL to group and remaining tree, also to descendants that left the group. */
  readonly kill: Effect.Effect<void>;
  /** Any signal, by name (`SIGHUP`), to the process group. */
  readonly signal: (name: string) => Effect.Effect<void>;
}

/**
 * Starts operating-system processes in a process group of their own, through the shim that outlives the
 * daemon (DESIGN section 5). Owns no lifetime: whoever spawns decides when to ask and kill.
 */
export class ProcessSpawner extends Context.Tag("sentinel/ProcessSpawner")<
  ProcessSpawner,
  {
    /** Start one run; succeeds when the process exists. At most a few at once, so the event loop never stalls. */
    readonly spawn: (request: SpawnRequest) => Effect.Effect<RunningProcess, SpawnError>;
    /** The highest run number ever used, by path. Read once, when the daemon starts. */
    readonly lastRuns: Effect.Effect<ReadonlyMap<ChildPath, number>>;
    /**
     * Ends whatever an earlier daemon of this home left running, so that nothing runs twice. Returns what
     * was ended. (Adoption will take its place.)
     */
    readonly reclaim: Effect.Effect<
      ReadonlyArray<{ readonly path: ChildPath; readonly run: number; readonly pid: number }>
    >;
  }
>() {}
