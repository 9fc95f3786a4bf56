import { Context, type Effect, type Scope, type Stream } from "effect";
import type {
  AnotherTree,
  JournalError,
  NoSuchChild,
  NotPossible,
  StaleRevision,
} from "../src/domain/Errors.ts";
import type { Action, AlarmKind, JournalEntry } from "../src/domain/Event.ts";
import type { PrincipalText } from "../src/domain/Principal.ts";
import type { ChildPath } from "../src/domain/tree/ChildPath.ts";
import type { Command, TreeSpec } from "../src/domain/tree/ChildSpec.ts";
import type { FileProblem, TreeFile } from "../src/domain/tree/TreeFile.ts";
import type { Explanation } from "../src/domain/view/Explanation.ts";
import type { NodeChange, ViewsSnapshot } from "../src/domain/view/NodeView.ts";
import type { Outcome } from "../src/domain/view/Outcome.ts";
import type { Applied, PlanFor } from "../src/domain/view/Plan.ts";
import type { TreeStatus, WholeStatusParts } from "../src/domain/view/Status.ts";

/** How a child comes into the tree by hand. */
interface AddOptions extends CommandOptions {
  /** The absolute path of the folder that its program runs in; by default that of the tree's file. */
  readonly cwd?: string | undefined;
}

export interface CommandOptions {
  readonly by: PrincipalText;
  /** Wait until what was asked for is reached or impossible; else answer at once. */
  readonly wait: boolean;
  /** Why, for the journal; by hand where nothing is said. */
  readonly because?: string;
}

/** Who wants another tree, and what for. */
export interface ApplyOptions {
  readonly by: PrincipalText;
  /** The revision that the tree must be at, where somebody has planned on one. */
  readonly revision?: string | undefined;
  /** Where the tree comes from: a file, or an older revision. */
  readonly source: string;
  readonly message: string;
  /** Whether it may be another tree, by its name, than the one that runs. */
  readonly replaceTree?: boolean | undefined;
}

/**
 * The running tree, for the command line, the API and the tests. `path` arguments are resolved already;
 * `resolve` turns what a person typed (a path, a unique last part, a glob) into paths.
 */
export class Supervision extends Context.Tag("sentinel/Supervision")<
  Supervision,
  {
    readonly status: (within?: ChildPath) => Effect.Effect<TreeStatus>;
    /** The same before its parts are put together, for whoever writes a part once and sends it often. */
    readonly statusParts: Effect.Effect<WholeStatusParts>;
    /** All nodes at one moment. */
    readonly views: Effect.Effect<ViewsSnapshot>;
    /**
     * How nodes change from now on. Whoever is slow hears less often, not later. To join it to the views, begin it first
     * and pass over what has a number up to theirs.
     */
    readonly changes: Stream.Stream<NodeChange>;
    /** All nodes at one moment, and how they change from that moment on. */
    readonly followed: Effect.Effect<
      { readonly snapshot: ViewsSnapshot; readonly changes: Stream.Stream<NodeChange> },
      never,
      Scope.Scope
    >;
    readonly resolve: (typed: string) => Effect.Effect<ReadonlyArray<ChildPath>, NoSuchChild>;
    readonly start: (path: ChildPath, options: CommandOptions) => Effect.Effect<Outcome, NotPossible>;
    readonly stop: (path: ChildPath, options: CommandOptions) => Effect.Effect<Outcome, NotPossible>;
    readonly restart: (path: ChildPath, options: CommandOptions) => Effect.Effect<Outcome, NotPossible>;
    /** How a start of this child would be answered now: by what is up. */
    readonly answer: (path: ChildPath) => Effect.Effect<Outcome, NotPossible>;
    /** That the file says something else than when it was last applied, for people; null where it does not. */
    readonly fileNote: Effect.Effect<string | null>;
    /** A new permanent service under `parent`, started at once; dropped again if it can't be started. */
    readonly add: (
      parent: ChildPath,
      name: string,
      command: Command,
      options: AddOptions,
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
    readonly plan: (
      wanted: TreeSpec,
      how?: Pick<ApplyOptions, "source" | "replaceTree">,
    ) => Effect.Effect<PlanFor>;
    /**
     * Bring the running tree to another one, touching only what differs. Where a step fails, the tree is
     * brought back to what it was; the outcome says so.
     */
    readonly apply: (
      wanted: TreeSpec,
      options: ApplyOptions,
    ) => Effect.Effect<Applied, StaleRevision | AnotherTree>;
    /**
     * Bring the tree to what its file says now, if that is something else than when it was last applied. What is
     * wrong with it is said, in `status` too. `why` is the message of the revision.
     */
    readonly follow: (file: TreeFile, why: string) => Effect.Effect<void>;
    /** Why the tree is not as its file says; null where it is. */
    readonly problem: Effect.Effect<FileProblem | null>;
    /** A signal to the process group of each live run at or under `path`; the pids it went to. */
    readonly signal: (path: ChildPath, signal: string) => Effect.Effect<ReadonlyArray<number>, NotPossible>;
    readonly explain: (path: ChildPath) => Effect.Effect<Explanation>;
    /** Record something about the daemon itself that a person should look at. */
    readonly alarm: (alarm: AlarmKind, reason: string) => Effect.Effect<void>;
    /** Record who has asked for what; it is in the journal then, if that can be used. */
    readonly record: (action: Omit<Action, "at">) => Effect.Effect<void>;
    /** Have everything recorded so far in the journal, if that can be used; succeeds with what waits for that, oldest first. */
    readonly recorded: Effect.Effect<ReadonlyArray<JournalEntry>>;
    /** Journal entries from now on. */
    readonly live: Stream.Stream<JournalEntry>;
    /** Stop the whole tree in reverse order; `at_once` kills everything now. Succeeds when all is down. */
    readonly shutdown: (how: "in_order" | "at_once", by: PrincipalText) => Effect.Effect<void>;
    /**
     * Leave everything as it is to the next daemon: nothing is decided or started any more, and what it must
     * know is written. Fails, and changes nothing, where that can't be. `granted` runs before
     * that, while events can still be recorded.
     */
    readonly handOver: (granted: Effect.Effect<void>) => Effect.Effect<void, JournalError | NotPossible>;
    /** Succeeds when the first start of the tree is complete or has failed. */
    readonly settled: Effect.Effect<void>;
  }
>() {}
