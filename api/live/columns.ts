import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { NodeView } from "../../src/domain/view/NodeView.ts";
import type { NodeColumns } from "../contract/tree/live.ts";

/** A view as it may be of any kind of node. */
type Fields = Readonly<Record<string, unknown>>;

/** The columns that are fields of views; what is in no list needs more room than it is worth, and is in the view of one node. */
const fields = [
  ...["kind", "strategy", "state", "value", "since", "reason", "by", "wanted", "next_attempt_at"],
  ...["consecutive_failures", "allowed", "pid", "run", "restarts", "health", "ports", "last_exit", "kill_at"],
  ...["after", "last_run", "next_at"],
] as const;

const cell = (view: NodeView, field: string): unknown => (view as Fields)[field] ?? null;

/** Numbers of nodes by their paths. */
type NumberOf = (path: ChildPath) => number | null;

const parentPath = (path: ChildPath): ChildPath | null =>
  path === "" ? null : path.slice(0, Math.max(path.lastIndexOf("/"), path.lastIndexOf("#"), 0));

/** Nodes as columns. The parents of those in scope that are out of it have no number. */
export const columnsOf = (views: ReadonlyArray<NodeView>, numberOf: NumberOf): NodeColumns => {
  const identity = {
    i: views.map(({ path }) => numberOf(path)),
    parent: views.map(({ path }) => {
      const parent = parentPath(path);
      return parent === null ? null : numberOf(parent);
    }),
    path: views.map(({ path }) => path),
  };
  const columns = fields.map((field) => [field, views.map((view) => cell(view, field))]);
  return { ...identity, ...Object.fromEntries(columns) };
};

const isSame = (one: unknown, other: unknown): boolean =>
  one === other ||
  (typeof one === "object" && typeof other === "object" && JSON.stringify(one) === JSON.stringify(other));

/** A node before and after. */
interface Updated {
  readonly before: NodeView;
  readonly after: NodeView;
}

const differsIn = (field: string, { before, after }: Updated): boolean =>
  !isSame(cell(before, field), cell(after, field));

/** The columns in which any of these nodes has changed, for those that have; null where nothing that is shown has. */
export const updatedColumns = (
  updates: ReadonlyArray<Updated>,
  numberOf: NumberOf,
): Partial<NodeColumns> | null => {
  const changed = updates.filter((update) => fields.some((field) => differsIn(field, update)));
  if (changed.length === 0) return null;
  const columns = fields
    .filter((field) => changed.some((update) => differsIn(field, update)))
    .map((field) => [field, changed.map(({ after }) => cell(after, field))]);
  return { i: changed.map(({ after }) => numberOf(after.path)), ...Object.fromEntries(columns) };
};
