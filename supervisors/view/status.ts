import { type ChildPath, isWithin } from "../../src/domain/tree/ChildPath.ts";
import type {
  ChildStatus,
  ServicePart,
  ServiceReadings,
  StatusPart,
  StatusParts,
  SupervisorPart,
  SupervisorReadings,
  TreeStatus,
  WholeStatusParts,
} from "../../src/domain/view/Status.ts";
import { recent } from "../../src/policy/restart/intensity.ts";
import type { Now } from "../node/clock.ts";
import { type ServiceNode, type SupervisorNode, type TreeNode, withDescendants } from "../node/node.ts";
import type { Wiring } from "../node/wiring.ts";
import type { Tree } from "../tree/tree.ts";
import { degradation } from "./groupState.ts";
import type { UsageByPid } from "./usage.ts";

/** A node with what of its status depends on those below it, too. */
interface Row {
  readonly node: TreeNode;
  readonly degraded: Pick<SupervisorReadings, "degraded">;
}

/** What a tree's status says besides its nodes. */
type About = Pick<TreeStatus, "revision" | "file" | "daemon">;

/** The status of a tree. What stays the same until something changes is made once for each change. */
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
      root: supervisorPart(root, top?.degraded ?? {}, wiring),
      children: rows
        .filter(({ node }) => isWithin(within, node.path))
        .map((row) => partOf(row, usage, this.#tree)),
    };
  }

  /** In document order, the root first. */
  #current(): ReadonlyArray<Row> {
    const { root, wiring } = this.#tree;
    if (this.#madeAt === wiring.views.seq) return this.#rows;
    this.#madeAt = wiring.views.seq;
    this.#rows = withDescendants(root).map((node) => ({
      node,
      degraded: node.kind === "supervisor" ? degradation(node) : {},
    }));
    return this.#rows;
  }
}

const partOf = ({ node, degraded }: Row, usage: UsageByPid, { wiring }: Tree): StatusPart =>
  node.kind === "service" ? servicePart(node, usage, wiring) : supervisorPart(node, degraded, wiring);

const servicePart = (node: ServiceNode, usage: UsageByPid, { views, now }: Wiring): ServicePart => ({
  kind: "service",
  view: views.of(node),
  readings: serviceReadings(node, usage, now),
  tally: node.tally,
});

const supervisorPart = (
  node: SupervisorNode,
  degraded: Row["degraded"],
  { views, now }: Wiring,
): SupervisorPart => ({
  kind: "supervisor",
  view: views.of(node),
  readings: { ...supervisorReadings(node, now), ...degraded },
  tally: node.tally,
});

const serviceReadings = ({ actor }: ServiceNode, usage: UsageByPid, now: Now): ServiceReadings => {
  const { pid, startedAt } = actor.getSnapshot().context;
  const used = pid === null ? undefined : usage.get(pid);
  return {
    uptime_ms: pid === null ? null : Math.round(now.monotonic() - startedAt),
    cpu: used?.cpu ?? null,
    cpu_seconds: used?.cpuSeconds ?? null,
    memory: used?.memory ?? null,
  };
};

const supervisorReadings = ({ actor, spec }: SupervisorNode, now: Now): SupervisorReadings => ({
  restarts_in_period: recent(actor.getSnapshot().context.window, now.monotonic(), spec.periodMs).length,
});

/** A status put together (CLI.md). */
export const assembled = ({ tree, children }: StatusParts): TreeStatus => ({
  ...tree,
  children: children.map(
    (part): ChildStatus =>
      part.kind === "service" ? { ...part.view, ...part.readings } : { ...part.view, ...part.readings },
  ),
});

/** The pids of the live runs among these nodes. */
export const pidsOf = (nodes: ReadonlyArray<TreeNode>): ReadonlyArray<number> =>
  nodes.flatMap((node) => {
    const pid = node.kind === "service" ? node.actor.getSnapshot().context.pid : null;
    return pid === null ? [] : [pid];
  });
