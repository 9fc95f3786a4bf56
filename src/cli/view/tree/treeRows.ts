import { isWithin } from "../../../domain/tree/ChildPath.ts";
import type { ChildState } from "../../../domain/tree/State.ts";
import { hasProcess } from "../../../domain/view/childTraits.ts";
import type { ChildStatus } from "../../../domain/view/Status.ts";
import { shownChildren, withoutSlots } from "./slots.ts";

/** A line of the tree: a child, or the hidden children of a group. */
export type TreeRow =
  | {
      readonly kind: "child";
      readonly stem: string;
      readonly child: ChildStatus;
      /** The descendants without a line of their own. */
      readonly hidden: ReadonlyArray<ChildStatus>;
    }
  | { readonly kind: "rest"; readonly stem: string; readonly hidden: ReadonlyArray<ChildStatus> };

interface Branch {
  readonly child: ChildStatus;
  readonly depth: number;
  readonly above: Branch | null;
  readonly below: Array<Branch>;
}

/** The children as branches, in document order; those without a parent among them are at the top. */
const branchesOf = (children: ReadonlyArray<ChildStatus>): ReadonlyArray<Branch> => {
  const all: Array<Branch> = [];
  let last: Branch | null = null;
  for (const child of children) {
    while (last && !isWithin(last.child.path, child.path)) last = last.above;
    const branch: Branch = { child, depth: last === null ? 0 : last.depth + 1, above: last, below: [] };
    last?.below.push(branch);
    all.push(branch);
    last = branch;
  }
  return all;
};

/** States that need attention get a line first. */
export const severity: Readonly<Record<ChildState, number>> = {
  ...{ failed: 0, backoff: 1, stopping: 2, starting: 2, stopped: 3, running: 4, finished: 4 },
};

/** By severity, then by depth, then in document order. */
const bySeverity = (one: Branch, other: Branch): number =>
  severity[one.child.state] - severity[other.child.state] || one.depth - other.depth;

/** The lines of a group with a number of shown children; the hidden ones share one. */
const linesNeeded = (shown: number, total: number): number => (shown < total ? shown + 1 : shown);

/** The branches that get a line, with their ancestors, within the number of lines. */
const chooseVisible = (all: ReadonlyArray<Branch>, room: number): ReadonlySet<Branch> => {
  if (all.length <= room) return new Set(all);
  const visible = new Set<Branch>();
  const shownIn = new Map<Branch | null, number>();
  const top = all.filter(({ above }) => above === null).length;
  const totalIn = (group: Branch | null): number => (group === null ? top : group.below.length);
  const extraLines = (group: Branch | null): number => {
    const shown = shownIn.get(group) ?? 0;
    // A group without any shown child takes no line, except the topmost.
    const before = shown === 0 && group !== null ? 0 : linesNeeded(shown, totalIn(group));
    return linesNeeded(shown + 1, totalIn(group)) - before;
  };
  const withHiddenAbove = (branch: Branch | null): ReadonlyArray<Branch> =>
    branch === null || visible.has(branch) ? [] : [...withHiddenAbove(branch.above), branch];
  let lines = linesNeeded(0, top);
  for (const branch of [...all].sort(bySeverity)) {
    const needed = withHiddenAbove(branch);
    const more = needed.reduce((sum, { above }) => sum + extraLines(above), 0);
    if (lines + more > room) continue;
    lines += more;
    for (const one of needed) {
      visible.add(one);
      shownIn.set(one.above, (shownIn.get(one.above) ?? 0) + 1);
    }
  }
  return visible;
};

const withAllBelow = (branch: Branch): ReadonlyArray<ChildStatus> => [
  branch.child,
  ...branch.below.flatMap(withAllBelow),
];

/** The rows of one group, and of the descendants of its members. */
const rowsOf = (
  group: ReadonlyArray<Branch>,
  visible: ReadonlySet<Branch>,
  stem: string,
): ReadonlyArray<TreeRow> => {
  const shown = group.filter((branch) => visible.has(branch));
  const hidden = group.filter((branch) => !visible.has(branch)).flatMap(withAllBelow);
  const rest: ReadonlyArray<TreeRow> =
    hidden.length === 0 ? [] : [{ kind: "rest", stem: `${stem}└─`, hidden }];
  const rows = shown.flatMap((branch, index): ReadonlyArray<TreeRow> => {
    const isLast = index === shown.length - 1 && rest.length === 0;
    const isCollapsed = !branch.below.some((one) => visible.has(one));
    const row: TreeRow = {
      kind: "child",
      stem: `${stem}${isLast ? "└─" : "├─"}`,
      child: branch.child,
      hidden: isCollapsed ? branch.below.flatMap(withAllBelow) : [],
    };
    const below = isCollapsed ? [] : rowsOf(branch.below, visible, `${stem}${isLast ? "   " : "│  "}`);
    return [row, ...below];
  });
  return [...rows, ...rest];
};

/**
 * The rows of a tree in document order, within the number of lines: children in trouble and their ancestors come
 * first, healthy siblings share a line, and healthy groups collapse into the line of their supervisor. There is
 * always one.
 */
export const treeRows = (
  children: ReadonlyArray<ChildStatus>,
  room = Number.POSITIVE_INFINITY,
): ReadonlyArray<TreeRow> => {
  const all = branchesOf(shownChildren(children));
  const top = all.filter(({ above }) => above === null);
  return rowsOf(top, chooseVisible(all, room), "");
};

/** The order of the counts. */
const countedStates: ReadonlyArray<ChildState> = [
  ...(["running", "starting", "stopping", "backoff", "failed", "stopped", "finished"] as const),
];

/** Which children are counted: services, without the runs of jobs; others only if there are no services. */
const countedOf = (children: ReadonlyArray<ChildStatus>): ReadonlyArray<ChildStatus> => {
  const own = withoutSlots(children);
  const services = own.filter(hasProcess);
  return services.length === 0 ? own : services;
};

const countsOf = (
  counted: ReadonlyArray<Pick<ChildStatus, "state">>,
): ReadonlyArray<readonly [ChildState, number]> =>
  countedStates.flatMap((state) => {
    const count = counted.filter((child) => child.state === state).length;
    return count === 0 ? [] : [[state, count] as const];
  });

/** How many of these are in each state: `6 running, 1 finished`. */
export const describeCounts = (counted: ReadonlyArray<Pick<ChildStatus, "state">>): string =>
  countsOf(counted)
    .map(([state, count]) => `${count} ${state}`)
    .join(", ");

/** The number of children by state; of the services, if there are any. */
export const countStates = (children: ReadonlyArray<ChildStatus>): string =>
  describeCounts(countedOf(children));

/** The same for hidden children: `6 more running`, or `6 more: 4 running, 2 finished`. */
export const countMore = (children: ReadonlyArray<ChildStatus>): string => {
  const counted = countedOf(children);
  const [[state] = ["stopped"], ...others] = countsOf(counted);
  return others.length === 0
    ? `${counted.length} more ${state}`
    : `${counted.length} more: ${countStates(counted)}`;
};
