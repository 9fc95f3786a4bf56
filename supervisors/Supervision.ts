import { Context, type Effect, type Stream } from "effect";
import type { ChildPath } from "../src/domain/ChildPath.ts";
import type { Command, TreeSpec } from "../src/domain/ChildSpec.ts";
import type { JournalError, NoSuchChild, NotPossible, StaleRevision } from "../src/domain/Errors.ts";
import type { AlarmKind, JournalEntry, Principal } from "../src/domain/Event.ts";
import type { Applied, PlanFor } from "../src/domain/Plan.ts";
import type { ChildState } from "../src/domain/State.ts";
import type { TreeStatus } from "../src/domain/Status.ts";
import type { FileProblem, TreeFile } from "../src/domain/TreeFile.ts";

/** What a command to a child came to, once it is reached or has become impossible. */
export interface Outcome {
  readonly path: ChildPath;
  readonly state: ChildState;
  /** Whether the state is what was asked for. */
  readonly reached: boolean;
  /** For people: what happened. */
  readonly reason: string;
}

/** Why a child is as it is (`sentinel explain`): facts first, then the same as sentences. */
export interface Explanation {
  readonly path: ChildPath;
  readonly state: ChildState;
  readonly sentences: ReadonlyArray<string>;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface CommandOptions {
  readonly by: Principal;
  /** Wait until what was asked for is reached or impossible; else answer at once. */
  readonly wait: boolean;
  /** Why, for the journal; by hand where nothing is said. */
  readonly because?: string;
}

/** Who wants another tree, and what for. */
export interface ApplyOptions {
  readonly by: Principal;
  /** The revision that the tree must be at, where somebody has planned on one. */
  readonly revision?: string | undefined;
  /** Where the tree comes from: a file, or an older revision. */
  readonly source: string;
  readonly message: string;
}

/**
 * The running tree, for the command line, the API and the tests. `path` arguments are resolved already;
 * `resolve` turns what a person typed (a path, a unique last part, a glob) into paths.
 */
export class Supervision extends Context.Tag("sentinel/Supervision")<
  Supervision,
  {
    readonly status: (within?: ChildPath) => Effect.Effect<TreeStatus>;
    readonly resolve: (typed: string) => Effect.Effect<ReadonlyArray<ChildPath>, NoSuchChild>;
    readonly start: (path: ChildPath, options: CommandOptions) => Effect.Effect<Outcome, NotPossible>;
    readonly stop: (path: ChildPath, options: CommandOptions) => Effect.Effect<Outcome, NotPossible>;
    readonly restart: (path: ChildPath, options: CommandOptions) => Effect.Effect<Outcome, NotPossible>;
    /** A new permanent service under `parent`, started at once; dropped again if it can't be started. */
    readonly add: (
      parent: ChildPath,
      name: string,
      command: Command,
      options: CommandOptions,
    ) => Effect.Effect<Outcome, NotPossible>;
    /** Stop, then forget. */
    readonly remove: (path: ChildPath, options: CommandOptions) => Effect.Effect<Outcome, NotPossible>;
    /** Set the number of instances; the ones that stay are not touched. */
    readonly scale: (
      path: ChildPath,
      replicas: number,
      options: CommandOptions,
    ) => Effect.Effect<Outcome, NotPossible>;
    /** How the running tree would be brought to another one. */
    readonly plan: (wanted: TreeSpec) => Effect.Effect<PlanFor>;
    /**
     * Bring the running tree to another one, touching only what differs. Where a step fails, the tree is
     * brought back to what it was; the outcome says so.
     */
    readonly apply: (wanted: TreeSpec, options: ApplyOptions) => Effect.Effect<Applied, StaleRevision>;
    /**
     * Bring the tree to what its file says now, if that is something else than when it was last applied. What is
     * wrong with it is said, in `status` too. `why` is the message of the revision.
     */
    readonly follow: (file: TreeFile, why: string) => Effect.Effect<void>;
    /** Why the tree is not as its file says; null where it is. */
    readonly problem: Effect.Effect<FileProblem | null>;
    /** A signal to the process group of each live run at or under `path`; the pids it went to. */
    readonly signal: (
      path: ChildPath,
      signal: string,
      by: Principal,
    ) => Effect.Effect<ReadonlyArray<number>, NotPossible>;
    readonly explain: (path: ChildPath) => Effect.Effect<Explanation>;
    /** Record something about the daemon itself that a person should look at. */
    readonly alarm: (alarm: AlarmKind, reason: string) => Effect.Effect<void>;
    /** Have everything recorded so far in the journal, if that can be used; succeeds with what waits for that, oldest first. */
    readonly recorded: Effect.Effect<ReadonlyArray<JournalEntry>>;
    /** Journal entries from now on. */
    readonly live: Stream.Stream<JournalEntry>;
    /** Stop the whole tree in reverse order; `at_once` kills everything now. Succeeds when all is down. */
    readonly shutdown: (how: "in_order" | "at_once", by: Principal) => Effect.Effect<void>;
    /**
     * Leave everything as it is to the next daemon: nothing is decided or started any more, and what it must
     * know is written. Fails, and changes nothing, where that can't be.
     */
    readonly handOver: Effect.Effect<void, JournalError | NotPossible>;
    /** Succeeds when the first start of the tree is complete or has failed. */
    readonly settled: Effect.Effect<void>;
  }
>() {}
