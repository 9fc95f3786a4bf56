import { Effect, Fiber, Layer } from "effect";
import { AnotherTree, type NoTreeToStart, NotPossible } from "../src/domain/Errors.ts";
import { type ChildPath, join, root } from "../src/domain/tree/ChildPath.ts";
import type { ServiceSpec, Strategy, TreeSpec } from "../src/domain/tree/ChildSpec.ts";
import type { Command } from "../src/domain/tree/Command.ts";
import {
  type FileProblem,
  fileOfSource,
  type TreeFile,
  type ValidFile,
} from "../src/domain/tree/TreeFile.ts";
import { touchedByPlan } from "../src/policy/blastRadius/ofPlan.ts";
import { blastRadiusOf, previewOf } from "../src/policy/blastRadius/preview.ts";
import { withProvisioned } from "../src/policy/plan/provisioned.ts";
import { FileWatcher } from "../src/ports/machine/FileWatcher.ts";
import type { Sampler } from "../src/ports/machine/Sampler.ts";
import { Revisions } from "../src/ports/store/Revisions.ts";
import { adoptTree } from "./adoption/adoptTree.ts";
import { handOver } from "./adoption/handOver.ts";
import { initialTree } from "./adoption/initialTree.ts";
import { continueJobs, recallJobs } from "./adoption/jobs.ts";
import { addLostStarts } from "./adoption/lostStarts.ts";
import { apply } from "./apply/apply.ts";
import { makeHistory } from "./apply/history.ts";
import { planFor } from "./apply/planFor.ts";
import { staleRuns } from "./apply/stale.ts";
import * as checks from "./commands/checks.ts";
import * as children from "./commands/children.ts";
import * as commands from "./commands/commands.ts";
import { pingTarget, provision } from "./commands/provision.ts";
import { reload } from "./commands/reload.ts";
import { resolve } from "./commands/resolve.ts";
import { stopByHand } from "./commands/stopByHand.ts";
import * as wholeTree from "./commands/wholeTree.ts";
import { unlessNeeded } from "./dependencies/dependants.ts";
import { Propagation } from "./dependencies/propagation.ts";
import { fileChangeOf, sourceOfTree } from "./file/fileChange.ts";
import { makeFileNote } from "./file/fileNote.ts";
import { type Complain, type Following, makeFollowing } from "./file/follow.ts";
import { otherTree } from "./file/otherTree.ts";
import { jobControlOf } from "./jobs/jobControlOf.ts";
import { forwardOutputAlarms, inDoubt, notRecalled, raise } from "./log/daemonAlarms.ts";
import { followReplacements } from "./log/replacements.ts";
import type { HoldsOf } from "./node/holds.ts";
import type { TreeNode } from "./node/node.ts";
import { withDescendants } from "./node/service/descendants.ts";
import { limitsMemory } from "./resources/limitsMemory.ts";
import { reportMemory } from "./resources/reportMemory.ts";
import { type ApplyOptions, type CommandOptions, Supervision } from "./Supervision.ts";
import { recordSamples } from "./samples/recordSamples.ts";
import { specOf } from "./tree/currentSpec.ts";
import { makeTree, nodeAt, type OfTree } from "./tree/tree.ts";
import { watchChart } from "./view/chartWatch.ts";
import { explain } from "./view/explain/explain.ts";
import { answerOf } from "./view/groupState.ts";
import { placesIn } from "./view/place.ts";
import { assembled, pidsOf, StatusOfTree } from "./view/status.ts";
import { makeUsage } from "./view/usage.ts";
import { FileWatches } from "./watch/FileWatches.ts";

interface SuperviseOptions {
  readonly version: string;
  readonly pid: number;
  /** The content address of a specification. */
  readonly revisionOf: (spec: TreeSpec) => string;
  /** Whether a changed file is applied to an adopted tree; not when this daemon resumes after a failed hand-over. */
  readonly followsFile: boolean;
  /** After a failed hand-over: why the tree did not match its file before it. */
  readonly problem: FileProblem | null;
  /** Reports a problem with the file on a terminal. */
  readonly complain: (full: string) => void;
  /**
   * Called with the name of the tree once it runs, and after each apply. `source` is the source of its revision; null
   * if the tree was adopted.
   */
  readonly runs?: (name: string, source: string | null) => void;
  /** The specification of a child added by hand; by default, its program runs in the folder of the file. */
  readonly serviceFrom: (name: string, command: Command, strategy: Strategy, cwd?: string) => ServiceSpec;
  /** What starts and stops wait for; by default nothing. */
  readonly holdsOf?: HoldsOf;
  /** How often running checks are looked at, ms; by default every 30 s. */
  readonly checksLookedAtEvery?: number;
  /** The current file: the same object until the file changes. If omitted, it never changes. */
  readonly fileNow?: () => TreeFile;
}

/**
 * The running tree as a service: builds the actors, adopts the tree of an earlier daemon or starts the root, and stops
 * everything in reverse order when its scope closes.
 */
export const layer = (
  file: TreeFile,
  options: SuperviseOptions,
): Layer.Layer<Supervision, NoTreeToStart, OfTree | FileWatcher | Sampler | Revisions> =>
  Layer.scoped(
    Supervision,
    Effect.gen(function* () {
      const {
        tree: spec,
        from,
        doubt,
        left,
        unreadable,
        lost,
        ...stored
      } = yield* initialTree(file, options);
      const tree = yield* makeTree(spec, left, options.holdsOf, options.checksLookedAtEvery);
      new Propagation(tree);
      new FileWatches(tree, yield* FileWatcher);
      const usage = yield* makeUsage({
        pids: () => pidsOf(withDescendants(tree.root)),
        monotonic: tree.wiring.now.monotonic,
        isLimited: () => withDescendants(tree.root).some(limitsMemory),
        sampled: (used) => {
          reportMemory(withDescendants(tree.root), used, tree.wiring);
          tree.quotas.sampled(tree.root, used);
        },
      });
      yield* recordSamples({ tree, usage, failed: (reason) => raise(tree, "samples", reason) });
      const revisions = yield* Revisions;
      const startedAt = tree.wiring.now.wall();
      yield* forwardOutputAlarms(tree);
      let owner: "self" | "successor" = "self";
      yield* Effect.addFinalizer(() =>
        owner === "self" ? wholeTree.shutDown(tree, "in_order", "system") : Effect.void,
      );
      const history = yield* makeHistory(tree, options.revisionOf);
      yield* followReplacements(tree, history, file, (reason) => raise(tree, "journal", reason));
      const complain: Complain = (brief, full) => {
        raise(tree, "configuration", brief);
        options.complain(full);
      };
      if (doubt !== null) complain(...inDoubt(doubt));
      for (const reason of lost) raise(tree, "journal", reason);
      if (unreadable.length > 0) raise(tree, "journal", notRecalled(unreadable));
      const { notRecalled: lostChecks } = tree.wiring.checks;
      if (lostChecks !== null) raise(tree, "journal", lostChecks);
      // Deleted, so that the alarm is raised only once: this daemon stores them anew.
      for (const path of unreadable) tree.wiring.log.forget(path);
      // Before the tree starts: if the daemon is killed right afterwards, the tree that it started is stored.
      if (from === "file") yield* history.begin(file.source);
      const recalled = yield* recallJobs(tree, (reason) => raise(tree, "journal", reason));
      const isAdopted = yield* adoptTree(tree, stored);
      yield* addLostStarts(tree.wiring.log, recalled);
      continueJobs(tree, recalled);
      if (!isAdopted) wholeTree.start(tree);
      options.runs?.(tree.name, from === "file" ? file.source : null);
      const changing = yield* Effect.makeSemaphore(1);
      const alone = changing.withPermits(1);
      const revised = (message: string, { by }: CommandOptions) =>
        history.note({ message, by, source: "a command" });
      // An outcome is returned once it is written: a daemon that is killed right afterwards has not lost it.
      const withNode = <A>(path: ChildPath, use: (node: TreeNode) => Effect.Effect<A, NotPossible>) =>
        Effect.suspend((): Effect.Effect<A, NotPossible> => {
          const node = nodeAt(tree, path);
          return node ? use(node).pipe(Effect.tap(() => tree.wiring.log.flush)) : Effect.fail(gone(path));
        });
      /** Runs one change of the tree at a time. */
      const changes = <A>(path: ChildPath, use: (node: TreeNode) => Effect.Effect<A, NotPossible>) =>
        alone(withNode(path, use));

      const withRevisions = Effect.provideService(Revisions, revisions);
      const changeOfFile = (one: Omit<ValidFile, "kind">) =>
        withRevisions(fileChangeOf(one, options.revisionOf));
      const other = (name: string) => withRevisions(otherTree(name, tree.name));
      /** Why a tree with another name than the running one is refused, and what to do; null if it is not refused. */
      const refusal = (wanted: TreeSpec, how: Pick<ApplyOptions, "source" | "replaceTree">) =>
        Effect.gen(function* () {
          if (wanted.name === tree.name || how.replaceTree) return null;
          if (
            (yield* changeOfFile({ source: how.source, tree: wanted, formerly: () => wanted })) !== "foreign"
          )
            return null;
          const { what, remedy } = yield* other(wanted.name);
          return `${what}; ${remedy}`;
        });
      /** For a tree that does not come from a file, the source is the last file that declared a tree of this name. */
      const tellRuns = (source: string) =>
        Effect.map(
          fileOfSource(source) === null ? withRevisions(sourceOfTree(tree.name)) : Effect.succeed(source),
          (found) => options.runs?.(tree.name, found),
        );
      const { fileNow = () => file } = options;
      const fileNote = yield* makeFileNote(fileNow, from === "file" ? file : null, changeOfFile);
      const following = makeFollowing(
        file.source,
        changeOfFile,
        (wanted, how) =>
          apply(tree, wanted, how, history).pipe(
            Effect.tap(({ applied }) => (applied ? tellRuns(how.source) : Effect.void)),
            Effect.tap(() => tree.wiring.log.flush),
          ),
        other,
        complain,
        from === "revision" ? options.problem : null,
      );
      const follow: Following["follow"] = (one, why) => alone(following.follow(one, why));
      const begun = yield* Effect.forkScoped(
        from === "revision" && options.followsFile ? follow(file, changedMeanwhile) : Effect.void,
      );

      const statusOfTree = new StatusOfTree(tree);
      const about = () => ({
        revision: history.current(),
        file: { source: file.source, problem: following.problem() },
        daemon: { pid: options.pid, version: options.version, started_at: startedAt },
      });
      const statusWithin = (path: ChildPath) =>
        Effect.map(usage, (used) => statusOfTree.parts(path, used, about()));

      const viewsNow = () => tree.views.snapshot(() => withDescendants(tree.root));

      return Supervision.of({
        status: (within = root) => Effect.map(statusWithin(within), assembled),
        statusParts: statusWithin(root),
        views: Effect.sync(viewsNow),
        viewsNow,
        changes: tree.views.changes,
        followed: Effect.map(tree.views.listen, (changes) => ({
          ...{ changes, snapshot: viewsNow() },
          watch: (path: ChildPath) => watchChart(() => nodeAt(tree, path), tree.wiring.now),
        })),
        resolve: (typed) => resolve(tree, typed),
        start: (path, how) => withNode(path, (node) => commands.start(tree, node, how)),
        answer: (path) => withNode(path, (node) => Effect.succeed(answerOf(node))),
        fileNote,
        stop: (path, how) => withNode(path, (node) => stopByHand(tree, node, how)),
        reload: (path, how) => withNode(path, (node) => reload(tree, node, how)),
        restart: (path, how) => withNode(path, (node) => commands.restart(tree, node, how)),
        add: (path, name, command, how) =>
          changes(path, (parent) => {
            const specFor = (strategy: Strategy) => options.serviceFrom(name, command, strategy, how.cwd);
            return children
              .addByHand(tree, parent, specFor, how)
              .pipe(Effect.tap(revised(`${join(parent.path, name)} was added`, how)));
          }),
        remove: (path, how) =>
          changes(path, (node) =>
            unlessNeeded(node, tree.root).pipe(
              Effect.zipRight(children.remove(tree, node, how)),
              Effect.tap(revised(`${path} was removed`, how)),
            ),
          ),
        scale: (path, replicas, how) =>
          changes(path, (node) =>
            children.scale(tree, node, replicas, how).pipe(
              Effect.tap(({ now }) =>
                now === null ? Effect.void : revised(`${path} was scaled to ${now}`, how),
              ),
              Effect.map(({ outcome }) => outcome),
            ),
          ),
        plan: (wanted, how) =>
          Effect.gen(function* () {
            const another_tree = how ? yield* refusal(wanted, how) : null;
            const planned = planFor(
              tree,
              withProvisioned(wanted, specOf(tree)),
              history.current(),
              yield* staleRuns(tree),
            );
            const touched = touchedByPlan(planned.steps, placesIn(tree));
            return { ...planned, touched, ...(another_tree === null ? {} : { another_tree }) };
          }),
        apply: (wanted, how) =>
          alone(
            Effect.flatMap(refusal(wanted, how), (message) =>
              message === null ? following.apply(wanted, how) : new AnotherTree({ message }),
            ),
          ),
        applying: Effect.sync(() => tree.applying),
        follow,
        problem: Effect.sync(following.problem),
        signal: (path, name) => withNode(path, (node) => commands.signal(node, name)),
        jobs: Effect.sync(() => jobControlOf(tree, withNode)),
        explain: (path) => Effect.sync(() => explain(tree, nodeAt(tree, path) ?? tree.root)),
        preview: (intent, paths, scope) =>
          Effect.sync(() => previewOf(intent, paths, { places: placesIn(tree), daemon: tree.phase, scope })),
        blastRadius: (path, scope) =>
          Effect.suspend(() => {
            const places = placesIn(tree);
            const place = places.get(path);
            if (place === undefined) return gone(path);
            return Effect.succeed(blastRadiusOf(place, tree.wiring.now.monotonic(), { places, scope }));
          }),
        checkIn: (path, report) => withNode(path, (node) => checks.checkIn(tree, node, report)),
        pauseCheck: (path, until, by) => withNode(path, (node) => checks.pauseCheck(tree, node, until, by)),
        resumeCheck: (path, by) => withNode(path, (node) => checks.resumeCheck(tree, node, by)),
        pingTarget: (path) => withNode(path, pingTarget),
        provision: (path, name, by) =>
          changes(path, (node) =>
            provision(tree, node, name, by).pipe(
              Effect.tap((made) =>
                made.isNew
                  ? revised(`${made.path} was created by a report`, { by, wait: true })
                  : Effect.void,
              ),
            ),
          ),
        checkRuns: (path) => withNode(path, checks.runsOf),
        alarm: (alarm, reason) => Effect.sync(() => raise(tree, alarm, reason)),
        record: (action) =>
          Effect.zipRight(
            Effect.sync(() => tree.wiring.log.record({ ...action, at: tree.wiring.now.wall() })),
            tree.wiring.log.flush,
          ),
        recorded: Effect.zipRight(tree.wiring.log.flush, tree.wiring.log.waiting),
        unwrittenRuns: Effect.zipRight(tree.wiring.log.flush, Effect.sync(tree.wiring.log.waitingRuns)),
        journalTrouble: Effect.sync(tree.wiring.log.trouble),
        live: tree.wiring.log.live,
        shutdown: (how, by) => wholeTree.shutDown(tree, how, by),
        handOver: (granted) =>
          Effect.zipRight(
            // Wait for a change in progress, or the next daemon would find half of it; and keep the permit, so that no
            // other starts.
            changing.take(1),
            handOver(tree, granted, () => {
              owner = "successor";
            }).pipe(Effect.tapError(() => changing.release(1))),
          ),
        settled: Effect.zipRight(Fiber.await(begun), wholeTree.settled(tree)),
      });
    }),
  );

const changedMeanwhile = "the file had changed while no daemon was there";

const gone = (path: ChildPath): NotPossible =>
  new NotPossible({ path, reason: "not_found", message: `${path} is not in the tree any more` });
