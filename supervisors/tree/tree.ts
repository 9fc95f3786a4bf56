import { Effect, ExecutionStrategy, Exit, Runtime, Scope } from "effect";
import { type ChildPath, idOnTheWay } from "../../src/domain/tree/ChildPath.ts";
import type { ChildSpec, TreeSpec } from "../../src/domain/tree/ChildSpec.ts";
import type { ApplyProgress } from "../../src/domain/view/Plan.ts";
import { CrashPoints } from "../../src/ports/home/CrashPoints.ts";
import type { Clocks } from "../../src/ports/machine/Clocks.ts";
import type { Machine } from "../../src/ports/machine/Machine.ts";
import { Prober } from "../../src/ports/machine/Prober.ts";
import { type Left, ProcessSpawner } from "../../src/ports/machine/ProcessSpawner.ts";
import type { CheckIns } from "../../src/ports/store/CheckIns.ts";
import type { Journal } from "../../src/ports/store/Journal.ts";
import type { Ledger } from "../../src/ports/store/Ledger.ts";
import { LogStore } from "../../src/ports/store/LogStore.ts";
import type { Runs } from "../../src/ports/store/Runs.ts";
import { makeChecks, usualInterval } from "../check/checks.ts";
import { dependencyHolds } from "../dependencies/holds.ts";
import { makeTreeJobs } from "../jobs/makeTreeJobs.ts";
import type { TreeJobs } from "../jobs/TreeJobs.ts";
import { command, kindOf } from "../kinds.ts";
import { makeEventLog } from "../log/eventLog.ts";
import { type HoldsOf, heldByAny, nothingHolds } from "../node/holds.ts";
import { makeMailbox } from "../node/mailbox.ts";
import { childOf, type SupervisorNode, type TreeNode } from "../node/node.ts";
import type { DaemonPhase } from "../node/service/commanded.ts";
import { withDescendants } from "../node/service/descendants.ts";
import { type LastWords, lastWordsIn } from "../node/service/lastWords.ts";
import { portHolds } from "../node/service/portHolds.ts";
import { Restarts } from "../node/service/restarting.ts";
import { makeSupervisorNode } from "../node/supervisorNode.ts";
import { hasChildren, hasProcess } from "../node/traits.ts";
import { clockOf, type Now } from "../node/views/clock.ts";
import { NodeChanges } from "../node/views/nodeChanges.ts";
import { enter, type Wiring } from "../node/wiring.ts";
import { Quotas } from "../resources/Quotas.ts";
import { Observations } from "../samples/Observations.ts";
import { Views } from "../view/views.ts";

/** A tree of live actors, before anything is started. */
export interface Tree {
  name: string;
  /** How far the present apply is; null: there is none. */
  applying: ApplyProgress | null;
  readonly phase: DaemonPhase;
  readonly root: SupervisorNode;
  readonly wiring: Wiring;
  readonly views: Views;
  readonly restarts: Restarts;
  /** The last words of a run, if its output is known; part of the reason why it failed. */
  readonly lastWords: LastWords;
  /** What earlier daemons of this home left behind. */
  readonly left: Left;
  readonly jobs: TreeJobs;
  readonly quotas: Quotas;
  readonly observations: Observations;
  /** Create the nodes of another child, as the last one under `parent`. */
  readonly addNode: (spec: ChildSpec, parent: SupervisorNode) => Effect.Effect<TreeNode>;
  /** Remove a child's nodes, which must be at rest. */
  readonly removeNode: (node: TreeNode) => Effect.Effect<void>;
  /** Begin the end of the tree: nothing in it can be started by hand any more. */
  readonly beginShutdown: () => void;
}

/** What a tree needs of the world. */
export type OfTree =
  | (CheckIns | Ledger | Journal | LogStore | Runs)
  | (Clocks | Machine | ProcessSpawner | Prober);

/** Actors for every node of the specification, wired to each other, to the clock and to the journal. */
export const makeTree = (
  spec: TreeSpec,
  left: Left,
  holdsOf: HoldsOf = nothingHolds,
  checksLookedAtEvery: number = usualInterval,
): Effect.Effect<Tree, never, OfTree | Scope.Scope> =>
  Effect.gen(function* () {
    const spawner = yield* ProcessSpawner;
    const prober = yield* Prober;
    const runtime = yield* Effect.runtime<never>();
    const random = yield* Effect.random;
    const { timers, now } = yield* clockOf(runtime);
    /** The highest run number used so far, for each path that has no node now. */
    const lastRuns = new Map(left.lastRuns);
    const dice = (): number => Runtime.runSync(runtime)(random.next);
    const mailbox = makeMailbox((goOn) =>
      Runtime.runFork(runtime)(Effect.zipRight(Effect.yieldNow(), Effect.sync(goOn))),
    );
    const log = yield* makeEventLog(now.wall, mailbox.afterDelivery);
    const crashPoint = yield* CrashPoints;
    let phase: DaemonPhase = "running";
    const changes = new NodeChanges();
    const views = new Views(epochOf(now, dice()), () => phase, changes);
    const dependencies = dependencyHolds(
      (path) => nodeFrom(root, path),
      () => wiring,
    );
    const checks = yield* makeChecks({ timers, now, log, interval: checksLookedAtEvery });
    const jobs = yield* makeTreeJobs(spec.pools ?? {}, () => wiring);
    const quotas = new Quotas(log, now);
    const observations = new Observations(now);
    const wiring: Wiring = {
      ...{
        runtime,
        spawner,
        prober,
        timers,
        now,
        dice,
        mailbox,
        log,
        views,
        changes,
        checks,
        jobs,
        quotas,
        observations,
        crashPoint,
      },
      holdsOf: heldByAny(
        holdsOf,
        dependencies,
        quotas.holdsOf,
        portHolds(() => wiring),
      ),
    };

    const addNode = (child: ChildSpec, parent: SupervisorNode): Effect.Effect<TreeNode> =>
      Effect.gen(function* () {
        const scope = yield* Scope.fork(parent.scope, ExecutionStrategy.sequential);
        const node = kindOf(child).make(child, { parent, scope, lastRuns, wiring });
        if (hasChildren(node)) yield* addChildNodes(node);
        parent.children = [...parent.children, node];
        views.changed(node);
        changes.redeclared(node, "there");
        return node;
      });
    const addChildNodes = (node: SupervisorNode): Effect.Effect<void> =>
      Effect.forEach(node.spec.children, (child) => addNode(child, node), { discard: true });
    const removeNode = (node: TreeNode): Effect.Effect<void> =>
      Effect.gen(function* () {
        if (node.parent) node.parent.children = node.parent.children.filter((other) => other !== node);
        for (const one of withDescendants(node)) {
          one.actor.stop();
          if (one.state !== "stopped") enter(one, "stopped", takenOut(one, now), wiring);
          wiring.log.forget(one.path);
          views.removed(one);
          if (hasProcess(one)) lastRuns.set(one.path, one.lastRun);
        }
        changes.redeclared(node, "gone");
        yield* Scope.close(node.scope, Exit.void);
      });

    const scope = yield* Scope.fork(yield* Scope.Scope, ExecutionStrategy.sequential);
    const root = makeSupervisorNode(spec.root, null, scope, command, wiring);
    yield* addChildNodes(root);
    const restarts = new Restarts();
    const lastWords = lastWordsIn(yield* LogStore);
    const beginShutdown = (): void => {
      phase = "ending";
      for (const node of withDescendants(root)) views.changed(node);
    };
    return {
      name: spec.name,
      applying: null,
      get phase() {
        return phase;
      },
      ...{
        root,
        wiring,
        views,
        jobs,
        quotas,
        observations,
        restarts,
        lastWords,
        left,
        addNode,
        removeNode,
        beginShutdown,
      },
    };
  });

/** A name for this daemon's sequence of changes that no other daemon uses. */
const epochOf = ({ wall }: Now, dice: number): string =>
  `${Date.parse(wall()).toString(36)}-${Math.floor(dice * 36 ** 6).toString(36)}`;

/** A child that is removed and declared again later starts from scratch. */
const takenOut = (node: TreeNode, { wall }: Now) => ({
  run: hasProcess(node) ? node.actor.getSnapshot().context.run : null,
  at: Date.parse(wall()),
  reason: "taken out of the tree",
  by: "system",
});

/** The node at a path, if there is one. */
export const nodeAt = (tree: Tree, path: ChildPath): TreeNode | undefined => nodeFrom(tree.root, path);

/** Descends from child to child, because a search through a large tree for each of its paths takes seconds. */
const nodeFrom = (node: TreeNode, path: ChildPath): TreeNode | undefined => {
  if (node.path === path) return node;
  const id = idOnTheWay(node.path, path);
  if (id === undefined) return undefined;
  if (node.kind === "job") return node.slots.find(({ spec }) => spec.id === id);
  const next = hasChildren(node) ? childOf(node, id) : undefined;
  return next && nodeFrom(next, path);
};

/** Whether a child neither runs nor is being retried; true of everything under a failed supervisor. */
export const isAtRest =
  (tree: Tree) =>
  (path: ChildPath): boolean => {
    const node = nodeAt(tree, path);
    return node?.state === "stopped" || node?.state === "finished" || isUnderFailed(node);
  };

const isUnderFailed = (node: TreeNode | undefined): boolean =>
  node?.parent ? node.parent.state === "failed" || isUnderFailed(node.parent) : false;
