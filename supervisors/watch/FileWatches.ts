import { Effect, ExecutionStrategy, Exit, Runtime, Scope } from "effect";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import { countingOf } from "../../src/policy/watch/counts.ts";
import type { FileWatcher } from "../../src/ports/machine/FileWatcher.ts";
import type { ServiceNode, TreeNode } from "../node/node.ts";
import { withDescendants } from "../node/service/descendants.ts";
import { hasProcess } from "../node/traits.ts";
import type { Tree } from "../tree/tree.ts";
import { NodeWatch } from "./NodeWatch.ts";
import { RollingRestarts } from "./RollingRestarts.ts";
import { begunWatch } from "./Watched.ts";

interface Begun {
  readonly node: ServiceNode;
  readonly watch: NonNullable<ServiceNode["spec"]["watch"]>;
  readonly scope: Scope.CloseableScope;
}

/** Restarts children after changes of the files that they declare, for as long as the tree exists. */
export class FileWatches {
  readonly #tree: Tree;
  readonly #rolling: RollingRestarts;
  readonly #watcher: typeof FileWatcher.Service;
  readonly #begun = new Map<ChildPath, Begun>();

  constructor(tree: Tree, watcher: typeof FileWatcher.Service) {
    this.#tree = tree;
    this.#rolling = new RollingRestarts(tree);
    this.#watcher = watcher;
    tree.wiring.changes.declared(() => this.#follow());
    this.#follow();
  }

  /** Watch what is declared now. A watch whose declaration stays goes on. */
  #follow(): void {
    const declared = new Map(
      withDescendants(this.#tree.root).flatMap((node) => (watches(node) ? [[node.path, node] as const] : [])),
    );
    for (const [path, { node, watch, scope }] of [...this.#begun]) {
      const now = declared.get(path);
      if (now === node && isSame(now.spec.watch, watch)) continue;
      this.#begun.delete(path);
      this.#run(Scope.close(scope, Exit.void));
      node.watched = null;
      this.#tree.views.changed(node);
    }
    for (const [path, node] of declared) if (!this.#begun.has(path)) this.#begin(path, node);
  }

  #begin(path: ChildPath, node: ServiceNode): void {
    const { watch } = node.spec;
    if (watch === undefined) return;
    const begin = Effect.gen(this, function* () {
      const scope = yield* Scope.fork(node.scope, ExecutionStrategy.sequential);
      this.#begun.set(path, { node, watch, scope });
      node.watched = begunWatch;
      const listener = new NodeWatch({ tree: this.#tree, rolling: this.#rolling }, node, watch, scope);
      const files = { paths: watch.paths, counting: countingOf(watch) };
      yield* Effect.forkIn(Scope.extend(this.#watcher.watch(files, listener), scope), scope);
    });
    Runtime.runSync(this.#tree.wiring.runtime)(begin);
  }

  #run(effect: Effect.Effect<void>): void {
    Runtime.runFork(this.#tree.wiring.runtime)(effect);
  }
}

const isSame = (one: ServiceNode["spec"]["watch"], other: ServiceNode["spec"]["watch"]): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

const watches = (node: TreeNode): node is ServiceNode =>
  hasProcess(node) && node.job === null && node.spec.watch !== undefined;
