import { type ChildPath, isWithin } from "../../src/domain/tree/ChildPath.ts";
import type {
  ChildStatus,
  StatusPart,
  StatusParts,
  TreeStatus,
  WholeStatusParts,
} from "../../src/domain/view/Status.ts";
import type { TreeNode } from "../node/node.ts";
import { withDescendants } from "../node/service/descendants.ts";
import { hasProcess } from "../node/traits.ts";
import type { Wiring } from "../node/wiring.ts";
import type { Tree } from "../tree/tree.ts";
import { type Degradation, degradation } from "./groupState.ts";
import { kindOf } from "./kinds.ts";
import type { UsageByPid } from "./usage.ts";

/** A node with the part of its status that also depends on its descendants. */
interface Row {
  readonly node: TreeNode;
  readonly degraded: Degradation;
}

/** The parts of a tree's status that are not about its nodes. */
type About = Pick<TreeStatus, "revision" | "file" | "daemon">;

/** The status of a tree. Its constant parts are cached until something changes. */
export class StatusOfTree {
  readonly #tree: Tree;
  #rows: ReadonlyArray<Row> = [];
  #madeAt: number | null = null;

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  /** The tree, with its children at and under a path. */
  parts(within: ChildPath, usage: UsageByPid, about: About): WholeStatusParts {
    const { name, root, wiring } = this.#tree;
    const { state, reason, next_attempt_at, allowed } = wiring.views.of(root);
    const [top, ...rows] = this.#current();
    return {
      tree: { name, state, reason, next_attempt_at, allowed, ...top?.degraded, ...about },
      root: kindOf(root).part(root, wiring.views.of(root), {
        degraded: top?.degraded ?? {},
        usage,
        now: wiring.now,
      }),
      children: rows
        .filter(({ node }) => isWithin(within, node.path))
        .map((row) => partOf(row, usage, wiring)),
    };
  }

  /** In document order, the root first. */
  #current(): ReadonlyArray<Row> {
    const { root, wiring } = this.#tree;
    if (this.#madeAt === wiring.views.seq) return this.#rows;
    this.#madeAt = wiring.views.seq;
    this.#rows = withDescendants(root).map((node) => ({
      node,
      degraded: degradation(node),
    }));
    return this.#rows;
  }
}

const partOf = ({ node, degraded }: Row, usage: UsageByPid, { views, now }: Wiring): StatusPart =>
  kindOf(node).part(node, views.of(node), { degraded, usage, now });

/** A complete status (CLI.md). */
export const assembled = ({ tree, children }: StatusParts): TreeStatus => ({
  ...tree,
  children: children.map((part): ChildStatus => kindOf(part).status(part)),
});

/** The pids of the live runs among these nodes. */
export const pidsOf = (nodes: ReadonlyArray<TreeNode>): ReadonlyArray<number> =>
  nodes.flatMap((node) => {
    const pid = hasProcess(node) ? node.actor.getSnapshot().context.pid : null;
    return pid === null ? [] : [pid];
  });
