import { Chunk, Effect, type Scope, Stream } from "effect";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { Edge } from "../../src/domain/view/Edge.ts";
import type {
  CheckView,
  NodeChange,
  NodeView,
  ServiceView,
  SupervisorView,
  ViewsSnapshot,
} from "../../src/domain/view/NodeView.ts";
import type { CheckNode, ServiceNode, SupervisorNode, TreeNode } from "../node/node.ts";
import type { DaemonPhase } from "../node/service/commanded.ts";
import type { NodeChanges } from "../node/views/nodeChanges.ts";
import type { NodeViews } from "../node/views/nodeViews.ts";
import { kindOf } from "./kinds.ts";

/** The changes of a node that a listener has not received. */
interface Unsent {
  readonly seq: number;
  readonly node: TreeNode | null;
  readonly edges: ReadonlyArray<Edge>;
}

const keptEdges = 100;

/** A subscriber to the changes. Its backlog never exceeds the number of nodes. */
class Listener {
  readonly #unsent = new Map<ChildPath, Unsent>();
  readonly #hasUnsent = Effect.unsafeMakeLatch(false);

  note(path: ChildPath, { seq, node, edges }: Unsent): void {
    const before = this.#unsent.get(path)?.edges ?? [];
    this.#unsent.set(path, { seq, node, edges: [...before, ...edges].slice(-keptEdges) });
    this.#hasUnsent.unsafeOpen();
  }

  /** Succeeds with the whole backlog, ordered by last change, as soon as there is one. */
  readonly take = (viewOf: (node: TreeNode) => NodeView): Effect.Effect<Chunk.Chunk<NodeChange>> =>
    Effect.map(this.#hasUnsent.await, () => {
      this.#hasUnsent.unsafeClose();
      const changes = [...this.#unsent].map(([path, { seq, node, edges }]) => ({
        ...{ seq, path, edges },
        view: node && viewOf(node),
      }));
      this.#unsent.clear();
      return Chunk.unsafeFromArray(changes.sort((one, other) => one.seq - other.seq));
    });
}

/** A view that is valid until its node changes. */
interface Cached {
  seq: number;
  view: NodeView | null;
}

/**
 * The views of a tree's nodes. A view is created on demand, and stays the same object until its node changes; changes
 * are numbered in one sequence.
 */
export class Views implements NodeViews {
  readonly epoch: string;
  readonly #phase: () => DaemonPhase;
  readonly #changes: NodeChanges;
  #seq = 0;
  readonly #cached = new WeakMap<TreeNode, Cached>();
  readonly #listeners = new Set<Listener>();
  #snapshot: ViewsSnapshot | null = null;

  constructor(epoch: string, phase: () => DaemonPhase, changes: NodeChanges) {
    this.epoch = epoch;
    this.#phase = phase;
    this.#changes = changes;
  }

  get seq(): number {
    return this.#seq;
  }

  of(node: ServiceNode): ServiceView;
  of(node: SupervisorNode): SupervisorView;
  of(node: CheckNode): CheckView;
  of(node: TreeNode): NodeView;
  of(node: TreeNode): NodeView {
    const cached = this.#cachedOf(node);
    cached.view ??= kindOf(node).view(node, { seq: cached.seq, phase: this.#phase() });
    return cached.view;
  }

  changed(node: TreeNode, edges: ReadonlyArray<Edge> = []): void {
    const cached = this.#cachedOf(node);
    this.#seq += 1;
    cached.seq = this.#seq;
    cached.view = null;
    this.#note(node.path, { seq: this.#seq, node, edges });
    this.#changes.changed(node);
  }

  removed(node: TreeNode): void {
    this.#seq += 1;
    this.#note(node.path, { seq: this.#seq, node: null, edges: [] });
    this.#changes.changed(node);
  }

  /** The current views of all nodes, taken without a yield in between: the same object until one of them changes. */
  snapshot(nodes: () => ReadonlyArray<TreeNode>): ViewsSnapshot {
    if (this.#snapshot?.seq !== this.#seq) {
      const views = nodes().map((node) => this.of(node));
      this.#snapshot = { epoch: this.epoch, seq: this.#seq, views };
    }
    return this.#snapshot;
  }

  /**
   * The changes after this effect succeeds. For a slow subscriber, several changes of a node are merged into one with
   * the current view.
   */
  readonly listen: Effect.Effect<Stream.Stream<NodeChange>, never, Scope.Scope> = Effect.map(
    Effect.acquireRelease(
      Effect.sync(() => {
        const listener = new Listener();
        this.#listeners.add(listener);
        return listener;
      }),
      (listener) => Effect.sync(() => this.#listeners.delete(listener)),
    ),
    (listener) => Stream.repeatEffectChunk(listener.take((node) => this.of(node))),
  );

  /**
   * The changes from now on. To join it to a snapshot: start the stream, take the snapshot, and skip changes up to the
   * snapshot's number.
   */
  readonly changes: Stream.Stream<NodeChange> = Stream.unwrapScoped(this.listen);

  #note(path: ChildPath, unsent: Unsent): void {
    for (const listener of this.#listeners) listener.note(path, unsent);
  }

  #cachedOf(node: TreeNode): Cached {
    const known = this.#cached.get(node);
    if (known) return known;
    const fresh = { seq: this.#seq, view: null };
    this.#cached.set(node, fresh);
    return fresh;
  }
}
