import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import { isGroup } from "../../src/domain/view/childTraits.ts";
import type { NodeChange, NodeView, ViewsSnapshot } from "../../src/domain/view/NodeView.ts";

/** An edge that a node has taken: its id in the chart of that kind, and when; ISO 8601. */
export interface TakenEdge {
  readonly path: ChildPath;
  readonly kind: NodeView["kind"];
  readonly id: string;
  readonly at: string;
}

/** What has become of a node. One that is removed has no view. */
export type Change =
  | { readonly kind: "added"; readonly after: NodeView }
  | { readonly kind: "updated"; readonly before: NodeView; readonly after: NodeView }
  | { readonly kind: "removed"; readonly path: ChildPath };

/** What has happened up to a change. */
export interface News {
  readonly seq: number;
  readonly changes: ReadonlyArray<Change>;
  readonly edges: ReadonlyArray<TakenEdge>;
}

/** A change as it is kept for those who miss it. */
export interface Kept {
  readonly seq: number;
  /** When it was noted, in ms. */
  readonly at: number;
  readonly path: ChildPath;
  readonly edges: ReadonlyArray<TakenEdge>;
}

/** The most edges of a node in one batch: the newest. */
const mostEdges = 100;

interface Untold {
  readonly before: NodeView | null;
  readonly edges: ReadonlyArray<TakenEdge>;
}

/** The nodes of the tree as their changes leave them, and which of those changes have not been sent yet. */
export class Picture {
  readonly epoch: string;
  readonly #views: Map<ChildPath, NodeView>;
  #order: ReadonlyArray<ChildPath>;
  /** Something has changed upon which the order may have changed. */
  #isOrderStale = false;
  #seq: number;
  #untold = new Map<ChildPath, Untold>();

  constructor({ epoch, seq, views }: ViewsSnapshot) {
    this.epoch = epoch;
    this.#seq = seq;
    this.#views = new Map(views.map((view) => [view.path, view]));
    this.#order = views.map(({ path }) => path);
  }

  /** The number of the last change that is noted. */
  get seq(): number {
    return this.#seq;
  }

  get hasNews(): boolean {
    return this.#untold.size > 0;
  }

  get isOrderStale(): boolean {
    return this.#isOrderStale;
  }

  at(path: ChildPath): NodeView | undefined {
    return this.#views.get(path);
  }

  /** In document order, a parent before its children. */
  get views(): ReadonlyArray<NodeView> {
    return this.#order.flatMap((path) => this.#views.get(path) ?? []);
  }

  note({ seq, path, view, edges }: NodeChange, at: number): Kept {
    const before = this.#views.get(path) ?? null;
    const kind = view?.kind ?? before?.kind ?? "service";
    const taken = edges.map((edge): TakenEdge => ({ path, kind, ...edge }));
    const untold = this.#untold.get(path) ?? { before, edges: [] };
    const all = taken.length === 0 ? untold.edges : [...untold.edges, ...taken].slice(-mostEdges);
    this.#untold.set(path, { before: untold.before, edges: all });
    if (view === null) this.#views.delete(path);
    else this.#views.set(path, view);
    // Supervisors may be declared anew, with their children in another order.
    if (view === null || before === null || isGroup(view)) this.#isOrderStale = true;
    this.#seq = Math.max(this.#seq, seq);
    return { seq, at, path, edges: taken };
  }

  /** Put the nodes into the order of the tree now, which may have gone on already. */
  reorder(paths: ReadonlyArray<ChildPath>): void {
    const known = new Set(paths);
    const others = [...this.#views.keys()].filter((path) => !known.has(path));
    this.#order = [...paths.filter((path) => this.#views.has(path)), ...others];
    this.#isOrderStale = false;
  }

  /** The changes that have not been sent yet; from now on they count as sent. */
  tell(): News {
    const untold = [...this.#untold];
    this.#untold = new Map();
    return {
      seq: this.#seq,
      changes: untold.flatMap(([path, { before }]) => changeOf(path, before, this.#views.get(path) ?? null)),
      edges: untold.flatMap(([path, { before, edges }]) =>
        before === null && !this.#views.has(path) ? [] : edges,
      ),
    };
  }

  /** What a client has missed: the changed nodes, complete, as they are now. */
  missed(kept: ReadonlyArray<Kept>): News {
    const paths = [...new Set(kept.map(({ path }) => path))];
    return {
      seq: this.#seq,
      changes: paths.map((path): Change => {
        const after = this.#views.get(path);
        return after === undefined ? { kind: "removed", path } : { kind: "added", after };
      }),
      edges: kept.flatMap(({ edges }) => edges),
    };
  }
}

const changeOf = (
  path: ChildPath,
  before: NodeView | null,
  after: NodeView | null,
): ReadonlyArray<Change> => {
  if (after === null) return before === null ? [] : [{ kind: "removed", path }];
  return before === null ? [{ kind: "added", after }] : [{ kind: "updated", before, after }];
};

/** The path that a change concerns. */
export const pathOf = (change: Change): ChildPath =>
  change.kind === "removed" ? change.path : change.after.path;
