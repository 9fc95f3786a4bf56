import { Context, type Effect } from "effect";
import type { SpawnError } from "../domain/Errors.ts";
import type { ChildPath } from "../domain/tree/ChildPath.ts";
import type { ProcessSpec, Supervised } from "../domain/tree/ChildSpec.ts";
import type { Exit, LeftBehind } from "../domain/tree/Exit.ts";
import type { Port } from "../domain/tree/ports.ts";

/** A process, and how long it may take to stop: the next daemon stops by it what nothing declares any more. */
type RunSpec = ProcessSpec & Pick<Supervised, "shutdown">;

/** One incarnation to be started. The run number is never used twice for a path, over daemon restarts too. */
export interface SpawnRequest {
  readonly path: ChildPath;
  readonly run: number;
  readonly spec: RunSpec;
  /** The newest run of the path whose end is in the journal; what is known of later ones must be kept. Left out: none. */
  readonly recordedRun?: number;
}

/** How a run ended, after its output is complete and what it left behind is gone. */
export interface RunEnd {
  readonly exit: Exit;
  /** Descendants that survived SIGKILL or could not be signalled; normally empty. */
  readonly survivors: ReadonlyArray<number>;
  /** Of a run that nobody has asked to end: what its leader left behind, if anything. */
  readonly leftBehind?: ReadonlyArray<LeftBehind>;
  /** When its leader ended, ms since the epoch. */
  readonly endedAt: number;
}

/** The newest run of a child that an earlier daemon of this home has started, as the next one finds it. */
export interface LeftRun {
  readonly path: ChildPath;
  readonly run: number;
  /** When it was started, ms since the epoch. */
  readonly startedAt: number;
  /** `live`: the command or its shim is alive. `ended`: the command has ended, perhaps while no daemon lived. */
  readonly life: "live" | "ended";
  /** When it ended, ms since the epoch; null while it lives, and where nobody was there to see its end. */
  readonly endedAt: number | null;
  /** Whether it had said that it is ready: by a line or on the notification descriptor. */
  readonly hasSaidReady: boolean;
  /** Whether it was started with the command, environment and surroundings that are declared now. */
  readonly isAsDeclared: (spec: ProcessSpec) => boolean;
  /** How to stop it where nothing declares it any more. */
  readonly spec: Pick<RunSpec, "shutdown" | "stopSignal" | "ready">;
}

/** How a run ended that is over for good. */
export interface PastEnd {
  readonly run: number;
  readonly exit: Exit;
  /** Ms since the epoch. */
  readonly endedAt: number;
}

/** What the next daemon finds in its home. */
export interface Left {
  /** The highest run number ever used, by path. */
  readonly lastRuns: ReadonlyMap<ChildPath, number>;
  /** The newest run of each path, if it was started since the machine was. */
  readonly runs: ReadonlyArray<LeftRun>;
  /** The ends of a path's runs after one and before another, oldest first, as far as their directories are there. */
  readonly endsBetween: (path: ChildPath, after: number, before: number) => ReadonlyArray<PastEnd>;
}

/** A live run. Its methods never fail: a process that is gone already is what they wanted. */
export interface RunningProcess {
  readonly pid: number;
  /** The files that give other values now than those it has in its environment, where it has some from files. */
  readonly staleFiles?: Effect.Effect<ReadonlyArray<string>>;
  /** What it listens on, where its specification declares ports. */
  readonly ports?: ReadonlyArray<Port>;
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
  /** Go by another declaration from now on: how it is asked to stop, and how much of its output is kept. */
  readonly updateSpec: (spec: Pick<ProcessSpec, "stopSignal" | "logs">) => Effect.Effect<void>;
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
    /**
     * Start nothing any more, and answer nobody who asks for it; succeeds once the starts under way are over. What runs
     * is left alone.
     */
    readonly halt: Effect.Effect<void>;
    /** What earlier daemons of this home have left. Runs that had not begun are withdrawn: they never will. */
    readonly left: Effect.Effect<Left>;
    /**
     * Take up a run that an earlier daemon has started, in the state that it is in. Of one that has ended, the
     * end comes at once, as it was.
     */
    readonly adopt: (
      run: LeftRun,
      spec: Pick<ProcessSpec, "ready" | "stopSignal"> & Partial<Pick<ProcessSpec, "logs">>,
    ) => Effect.Effect<RunningProcess, SpawnError>;
  }
>() {}
