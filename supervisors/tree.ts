import { Effect, ExecutionStrategy, Exit, Runtime, Scope } from "effect";
import { type ChildPath, idOnTheWay } from "../src/domain/ChildPath.ts";
import type { ChildSpec, TreeSpec } from "../src/domain/ChildSpec.ts";
import type { Journal } from "../src/ports/Journal.ts";
import { type Left, ProcessSpawner } from "../src/ports/ProcessSpawner.ts";
import { clockOf, type Now } from "./clock.ts";
import { makeEventLog } from "./eventLog.ts";
import { childOf, type SupervisorNode, type TreeNode, withDescendants } from "./node.ts";
import { makePost } from "./post.ts";
import { makeServiceNode } from "./serviceNode.ts";
import { makeSupervisorNode } from "./supervisorNode.ts";
import { enter, type Wiring } from "./wiring.ts";

/** A tree of live actors, before anything is started. */
export interface Tree {
  name: string;
  /** `ending`: it is stopped for good, and nothing of it is started by hand any more. */
  course: "going on" | "ending";
  readonly root: SupervisorNode;
  readonly wiring: Wiring;
  /** What earlier daemons of this home have left. */
  readonly left: Left;
  /** Build the nodes of one more child and put it last under `parent`. */
  readonly grow: (spec: ChildSpec, parent: SupervisorNode) => Effect.Effect<TreeNode>;
  /** Take a child's nodes out again. They must be at rest. */
  readonly prune: (node: TreeNode) => Effect.Effect<void>;
}

/** Actors for every node of the specification, wired to each other, to the clock and to the journal. */
export const makeTree = (
  spec: TreeSpec,
  left: Left,
): Effect.Effect<Tree, never, ProcessSpawner | Journal | Scope.Scope> =>
  Effect.gen(function* () {
    const spawner = yield* ProcessSpawner;
    const runtime = yield* Effect.runtime<never>();
    const random = yield* Effect.random;
    const { timers, now } = yield* clockOf(runtime);
    /** The highest run number ever used by a path that has no node now. */
    const lastRuns = new Map(left.lastRuns);
    const dice = (): number => Runtime.runSync(runtime)(random.next);
    const post = makePost((goOn) =>
      Runtime.runFork(runtime)(Effect.zipRight(Effect.yieldNow(), Effect.sync(goOn))),
    );
    const log = yield* makeEventLog(now.wall, post.afterwards);
    const wiring: Wiring = { runtime, spawner, timers, now, dice, post, log };

    const grow = (child: ChildSpec, parent: SupervisorNode): Effect.Effect<TreeNode> =>
      Effect.gen(function* () {
        const scope = yield* Scope.fork(parent.scope, ExecutionStrategy.sequential);
        const node =
          child.kind === "service"
            ? makeServiceNode(child, parent, scope, lastRuns, wiring)
            : makeSupervisorNode(child, parent, scope, wiring);
        if (node.kind === "supervisor") yield* growAll(node);
        parent.children = [...parent.children, node];
        return node;
      });
    const growAll = (node: SupervisorNode): Effect.Effect<void> =>
      Effect.forEach(node.spec.children, (child) => grow(child, node), { discard: true });
    const prune = (node: TreeNode): Effect.Effect<void> =>
      Effect.gen(function* () {
        if (node.parent) node.parent.children = node.parent.children.filter((other) => other !== node);
        for (const one of withDescendants(node)) {
          one.actor.stop();
          if (one.state !== "stopped") enter(one, "stopped", takenOut(one, now), wiring);
          wiring.log.forget(one.path);
          if (one.kind === "service") lastRuns.set(one.path, one.lastRun);
        }
        yield* Scope.close(node.scope, Exit.void);
      });

    const scope = yield* Scope.fork(yield* Scope.Scope, ExecutionStrategy.sequential);
    const root = makeSupervisorNode(spec.root, null, scope, wiring);
    yield* growAll(root);
    return { name: spec.name, course: "going on", root, wiring, left, grow, prune };
  });

/** Whatever it had come to, one that is declared again later begins as all do. */
const takenOut = (node: TreeNode, { wall }: Now) => ({
  run: node.kind === "service" ? node.actor.getSnapshot().context.run : null,
  at: Date.parse(wall()),
  reason: "taken out of the tree",
  by: "system",
});

/** The node at a path, if there is one. */
export const nodeAt = (tree: Tree, path: ChildPath): TreeNode | undefined => nodeFrom(tree.root, path);

/** From child to child: to look through all of a large tree for each of its paths takes seconds. */
const nodeFrom = (node: TreeNode, path: ChildPath): TreeNode | undefined => {
  if (node.path === path) return node;
  const id = idOnTheWay(node.path, path);
  const next = node.kind === "supervisor" && id !== undefined ? childOf(node, id) : undefined;
  return next && nodeFrom(next, path);
};

/** Whether nothing of the child at a path runs or is being tried. */
export const isAtRest =
  (tree: Tree) =>
  (path: ChildPath): boolean => {
    const state = nodeAt(tree, path)?.state;
    return state === "stopped" || state === "finished";
  };
