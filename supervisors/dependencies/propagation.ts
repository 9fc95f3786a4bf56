import { Effect, Runtime } from "effect";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { Dependency } from "../../src/domain/tree/Dependency.ts";
import { restart } from "../commands/commands.ts";
import { isUp, type TreeNode } from "../node/node.ts";
import { withDescendants } from "../node/service/descendants.ts";
import { hasProcess } from "../node/traits.ts";
import { nodeAt, type Tree } from "../tree/tree.ts";
import { isMetBy } from "./awaited.ts";

/** A dependency whose restarts or stops are passed on. */
interface Watched {
  readonly dependant: ChildPath;
  readonly on: Dependency;
  /** Whether it was met when it was last looked at. */
  met: boolean;
  /** When the run, or the supervisor, that met it last was started, monotonic ms. */
  metBy: number;
}

/**
 * Restarts children after their dependencies, as `propagate` says: once the dependency has restarted, or as soon as it no
 * longer runs, so that the new start is held until it does.
 */
export class Propagation {
  readonly #tree: Tree;
  /** By the path of the dependency. */
  readonly #watched = new Map<ChildPath, Set<Watched>>();
  /** The same by the path of the child that depends on it. */
  readonly #declared = new Map<ChildPath, ReadonlyArray<Watched>>();

  constructor(tree: Tree) {
    this.#tree = tree;
    for (const node of withDescendants(tree.root)) this.#read(node);
    tree.wiring.changes.any((node) => this.#changed(node));
    tree.wiring.changes.declared((node, is) => {
      if (is === "there") this.#read(node);
      else for (const one of withDescendants(node)) this.#declare(one.path, []);
    });
  }

  #changed(node: TreeNode): void {
    if (this.#watched.size === 0) return;
    for (let at: TreeNode | null = node; at !== null; at = at.parent)
      for (const one of this.#watched.get(at.path) ?? []) this.#look(one, at);
  }

  #look(one: Watched, node: TreeNode): void {
    const isMet = isMetBy(one.on, node, this.#tree.wiring);
    const isGone = one.met && !isMet;
    const isNew = isMet && startOf(node) !== one.metBy;
    one.met = isMet;
    if (isMet) one.metBy = startOf(node);
    const dependant = nodeAt(this.#tree, one.dependant);
    if (dependant === undefined) return;
    if (one.on.propagate === "stop" && isGone)
      this.#restart(dependant, Number.POSITIVE_INFINITY, `${node.path}, which it depends on, no longer runs`);
    if (one.on.propagate === "restart" && isNew)
      this.#restart(dependant, startOf(node), `${node.path}, which it depends on, has restarted`);
  }

  /** Restart a child if something of it began before this moment; what is held waits for its dependency anyway. */
  #restart(dependant: TreeNode, before: number, because: string): void {
    const { wiring } = this.#tree;
    const options = { by: "system", wait: "unless held", because } as const;
    const work = Effect.suspend(() =>
      hasBegunBefore(dependant, before) ? restart(this.#tree, dependant, options) : Effect.void,
    ).pipe(
      // A supervisor that is being stopped refuses it, and starts its children in their order later.
      Effect.ignore,
    );
    Runtime.runFork(wiring.runtime)(work, { scope: dependant.scope });
  }

  #stateOf(on: Dependency): Pick<Watched, "met" | "metBy"> {
    const node = nodeAt(this.#tree, on.path);
    return { met: isMetBy(on, node, this.#tree.wiring), metBy: node ? startOf(node) : 0 };
  }

  /** What a node declares now; what is known of the dependencies that stay is kept. */
  #read({ path: dependant, spec }: TreeNode): void {
    const known = this.#declared.get(dependant) ?? [];
    const passedOn = (spec.after ?? []).filter(({ propagate }) => propagate !== undefined);
    this.#declare(
      dependant,
      passedOn.map((on) => {
        const before = known.find((one) => one.on.path === on.path);
        return { ...(before ?? this.#stateOf(on)), dependant, on };
      }),
    );
  }

  #declare(dependant: ChildPath, now: ReadonlyArray<Watched>): void {
    for (const one of this.#declared.get(dependant) ?? []) {
      const those = this.#watched.get(one.on.path);
      those?.delete(one);
      if (those?.size === 0) this.#watched.delete(one.on.path);
    }
    for (const one of now) {
      const those = this.#watched.get(one.on.path) ?? new Set();
      this.#watched.set(one.on.path, those.add(one));
    }
    if (now.length > 0) this.#declared.set(dependant, now);
    else this.#declared.delete(dependant);
  }
}

const hasBegunBefore = (node: TreeNode, before: number): boolean =>
  withDescendants(node).some(
    (one) => hasProcess(one) && isUp(one) && one.process !== null && startOf(one) < before,
  );

/** When the run of a node, or a supervisor itself, was started, monotonic ms; 0 for a node that has neither. */
const startOf = ({ actor }: TreeNode): number => {
  const { context } = actor.getSnapshot();
  return "startedAt" in context ? context.startedAt : 0;
};
