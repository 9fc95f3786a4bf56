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
import type { Run } from "../src/domain/Run.ts";
import type { CheckRun } from "../src/domain/stored/CheckRecord.ts";
import type { ChildPath } from "../src/domain/tree/ChildPath.ts";
import type { TreeSpec } from "../src/domain/tree/ChildSpec.ts";
import type { Command } from "../src/domain/tree/Command.ts";
import type { FileProblem, TreeFile } from "../src/domain/tree/TreeFile.ts";
import type { JournalTrouble } from "../src/domain/view/DaemonStats.ts";
import type { Explanation } from "../src/domain/view/Explanation.ts";
import type { Lighting } from "../src/domain/view/Lighting.ts";
import type { CheckView, NodeChange, ViewsSnapshot } from "../src/domain/view/NodeView.ts";
import type { Outcome } from "../src/domain/view/Outcome.ts";
import type { Applied, ApplyProgress, PlanFor } from "../src/domain/view/Plan.ts";
import type { TreeStatus, WholeStatusParts } from "../src/domain/view/Status.ts";
import type { BlastRadius } from "../src/domain/view/Touched.ts";
import type { AccessScope } from "../src/policy/access.ts";
import type { Intent } from "../src/policy/blastRadius/intent.ts";
import type { Preview } from "../src/policy/blastRadius/preview.ts";
import type { StoredReport } from "../src/ports/store/CheckIns.ts";
import type { PingTarget, Provisioned } from "./commands/pingTarget.ts";
import type { JobControl } from "./jobs/JobControl.ts";

/** A report, without the time of its arrival. */
export type CheckIn = Omit<StoredReport, "at">;

/** How a child is added by hand. */
interface AddOptions extends CommandOptions {
  /** The absolute path of the folder that its program runs in; by default that of the tree's file. */
  readonly cwd?: string | undefined;
}

export interface CommandOptions {
  readonly by: PrincipalText;
  /**
   * Whether to wait until the requested state is reached or impossible, or answer at once. `unless held`: not for a
   * held start.
   */
  readonly wait: boolean | "unless held";
  /** The reason, for the journal; by default, that the user did it by hand. */
  readonly because?: string;
}

/** Who applies a tree, from which source, and why. */
export interface ApplyOptions {
  readonly by: PrincipalText;
  /** The revision that the tree must still be at; undefined: any. */
  readonly revision?: string | undefined;
  /** The source of the tree: a file, or an older revision. */
  readonly source: string;
  readonly message: string;
  /** Whether it may replace a running tree of another name. */
  readonly replaceTree?: boolean | undefined;
}

/** How the chart of a node is lit, followed until it is ended. */
export interface ChartWatch {
  /** What is lit now; null while there is no such node. */
  readonly lighting: () => Lighting | null;
  readonly end: () => void;
}

interface FollowedTree {
  readonly snapshot: ViewsSnapshot;
  readonly changes: Stream.Stream<NodeChange>;
  /** Watch the chart of one node. Nodes that nobody watches cost nothing. */
  readonly watch: (path: ChildPath) => ChartWatch;
}

/**
 * The running tree, for the command line, the API and the tests. `path` arguments are resolved already; `resolve` turns
 * what a user typed (a path, a unique last part, a glob) into paths.
 */
export class Supervision extends Context.Tag("sentinel/Supervision")<
  Supervision,
  {
    readonly status: (within?: ChildPath) => Effect.Effect<TreeStatus>;
    /** The status in parts, for callers that serialise each part once and send it many times. */
    readonly statusParts: Effect.Effect<WholeStatusParts>;
    /** A snapshot of all nodes. */
    readonly views: Effect.Effect<ViewsSnapshot>;
    /**
     * The same as a function, for callers that need it many times a second, because running an effect is slower than
     * the call.
     */
    readonly viewsNow: () => ViewsSnapshot;
    /**
     * The changes of nodes from now on. For a slow subscriber, several changes of a node are merged into one. To join
     * the stream to a snapshot: start the stream, take the snapshot, and skip changes up to the snapshot's number.
     */
    readonly changes: Stream.Stream<NodeChange>;
    /** A snapshot of all nodes, and the changes after it. */
    readonly followed: Effect.Effect<FollowedTree, never, Scope.Scope>;
    readonly resolve: (typed: string) => Effect.Effect<ReadonlyArray<ChildPath>, NoSuchChild>;
    readonly start: (path: ChildPath, options: CommandOptions) => Effect.Effect<Outcome, NotPossible>;
    readonly stop: (path: ChildPath, options: CommandOptions) => Effect.Effect<Outcome, NotPossible>;
    readonly restart: (path: ChildPath, options: CommandOptions) => Effect.Effect<Outcome, NotPossible>;
    /** Have a child take over its files and the like without a stop; the instances of a replicated child in turn. */
    readonly reload: (path: ChildPath, options: CommandOptions) => Effect.Effect<Outcome, NotPossible>;
    /** The outcome that a start of this child would report now. */
    readonly answer: (path: ChildPath) => Effect.Effect<Outcome, NotPossible>;
    /** For users: that the file has changed since it was last applied; null if it has not. */
    readonly fileNote: Effect.Effect<string | null>;
    /** Add a permanent service under `parent` and start it at once; if it can't be started, it is removed again. */
    readonly add: (
      parent: ChildPath,
      name: string,
      command: Command,
      options: AddOptions,
    ) => Effect.Effect<Outcome, NotPossible>;
    /** Stop a child, then remove it. */
    readonly remove: (path: ChildPath, options: CommandOptions) => Effect.Effect<Outcome, NotPossible>;
    /** Set the number of instances; those that are kept are not touched. */
    readonly scale: (
      path: ChildPath,
      replicas: number,
      options: CommandOptions,
    ) => Effect.Effect<Outcome, NotPossible>;
    /** The plan that would turn the running tree into another one. */
    readonly plan: (
      wanted: TreeSpec,
      how?: Pick<ApplyOptions, "source" | "replaceTree">,
    ) => Effect.Effect<PlanFor>;
    /**
     * Turn the running tree into another one; only what differs is touched. If a step fails, the tree is rolled back,
     * and the outcome says so.
     */
    readonly apply: (
      wanted: TreeSpec,
      options: ApplyOptions,
    ) => Effect.Effect<Applied, StaleRevision | AnotherTree>;
    /** How far the present apply is; null: there is none. */
    readonly applying: Effect.Effect<ApplyProgress | null>;
    /**
     * Apply the file if it has changed since it was last applied. A problem with it is reported, and shown in `status`.
     * `why` is the message of the revision.
     */
    readonly follow: (file: TreeFile, why: string) => Effect.Effect<void>;
    /** Why the tree does not match its file; null if it does. */
    readonly problem: Effect.Effect<FileProblem | null>;
    /** Send a signal to the process group of each live run at or under `path`; returns the pids. */
    readonly signal: (path: ChildPath, signal: string) => Effect.Effect<ReadonlyArray<number>, NotPossible>;
    /** Requests to jobs, and their ledger. */
    readonly jobs: Effect.Effect<JobControl>;
    readonly explain: (path: ChildPath) => Effect.Effect<Explanation>;
    /**
     * What a command to these children would do if it were carried out now, and to which of them it is refused. What
     * happens outside of `scope` is left out.
     */
    readonly preview: (
      intent: Intent,
      paths: ReadonlyArray<ChildPath>,
      scope: AccessScope,
    ) => Effect.Effect<Preview>;
    /** The same for a failure of this child now: of a service by a crash, of a supervisor because it gives up. */
    readonly blastRadius: (path: ChildPath, scope: AccessScope) => Effect.Effect<BlastRadius, NotPossible>;
    /** A report of the job of a check. Once this succeeds it is stored, if the store is usable. */
    readonly checkIn: (path: ChildPath, report: CheckIn) => Effect.Effect<CheckView, NotPossible>;
    /** Pause a check, until a moment (ms since the epoch) or until it is resumed; no deadline acts meanwhile. */
    readonly pauseCheck: (
      path: ChildPath,
      until: number | null,
      by: PrincipalText,
    ) => Effect.Effect<CheckView, NotPossible>;
    readonly resumeCheck: (path: ChildPath, by: PrincipalText) => Effect.Effect<CheckView, NotPossible>;
    /** How a child takes reports at a ping address; fails for one that takes none. */
    readonly pingTarget: (path: ChildPath) => Effect.Effect<PingTarget, NotPossible>;
    /** Create a check under a supervisor that creates them on demand, unless it has one of this name. */
    readonly provision: (
      path: ChildPath,
      name: string,
      by: PrincipalText,
    ) => Effect.Effect<Provisioned, NotPossible>;
    /** The runs of a check that are known, newest first. */
    readonly checkRuns: (path: ChildPath) => Effect.Effect<ReadonlyArray<CheckRun>, NotPossible>;
    /** Raise an alarm about the daemon itself. */
    readonly alarm: (alarm: AlarmKind, reason: string) => Effect.Effect<void>;
    /** Record a request and who made it. Once this succeeds, it is in the journal, if the journal is usable. */
    readonly record: (action: Omit<Action, "at">) => Effect.Effect<void>;
    /**
     * Write everything recorded so far to the journal, if it is usable; returns the entries that still wait for that,
     * oldest first.
     */
    readonly recorded: Effect.Effect<ReadonlyArray<JournalEntry>>;
    /**
     * Write everything recorded so far, if the journal is usable; returns the runs that still wait for that, as they are
     * now.
     */
    readonly unwrittenRuns: Effect.Effect<ReadonlyArray<Run>>;
    /** Why the journal can't be written; null if it can. */
    readonly journalTrouble: Effect.Effect<JournalTrouble | null>;
    /** Journal entries from now on. */
    readonly live: Stream.Stream<JournalEntry>;
    /**
     * Stop the whole tree in reverse order; `at_once` kills all processes immediately. Succeeds once everything is
     * down.
     */
    readonly shutdown: (how: "in_order" | "at_once", by: PrincipalText) => Effect.Effect<void>;
    /**
     * Leave everything as it is to the next daemon: no more decisions or starts, and the state that the next daemon
     * needs is written. Fails without any change if that is impossible. `granted` runs first, while events can still be
     * recorded.
     */
    readonly handOver: (granted: Effect.Effect<void>) => Effect.Effect<void, JournalError | NotPossible>;
    /** Succeeds once the first start of the tree has completed or failed. */
    readonly settled: Effect.Effect<void>;
  }
>() {}
