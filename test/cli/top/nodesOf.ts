import { HeldTree } from "../../../src/cli/top/HeldTree.ts";
import type { NodeRecord } from "../../../src/client/live/protocol.ts";

const running: NodeRecord = {
  ...{ i: 0, parent: null, path: "", kind: "service", strategy: null, state: "running" },
  ...{ value: "running.unknown", since: "2026-01-01T00:00:00.000Z", reason: "alive", by: "system" },
  ...{ wanted: "up", next_attempt_at: null, consecutive_failures: 0, allowed: ["stop", "restart"] },
  ...{
    pid: 4711,
    run: 1,
    restarts: 0,
    health: "unknown",
    ports: null,
    after: null,
    last_exit: null,
    kill_at: null,
    last_run: null,
    next_at: null,
  },
};
const ofGroup = {
  kind: "supervisor",
  strategy: "one_for_one",
  pid: null,
  run: null,
  restarts: null,
  health: null,
} as const;

type Differences = Partial<Omit<NodeRecord, "i" | "parent" | "path">>;

const parentOf = (path: string): string =>
  path.slice(0, Math.max(path.lastIndexOf("/"), path.lastIndexOf("#"), 0));

/** Nodes by their paths, in document order under a root: services that run well, but for what is said of them. */
export const nodesOf = (differences: Readonly<Record<string, Differences>>): ReadonlyArray<NodeRecord> => {
  const paths = ["", ...Object.keys(differences)];
  const groups = new Set(paths.slice(1).map(parentOf));
  return paths.map((path, i) => ({
    ...running,
    ...(groups.has(path) ? ofGroup : {}),
    ...{ i, path, parent: i === 0 ? null : paths.indexOf(parentOf(path)) },
    ...differences[path],
  }));
};

/** Nodes as the columns of a frame. */
export const columnsOf = <Row extends object>(rows: ReadonlyArray<Row>) =>
  Object.fromEntries(
    Object.keys(rows[0] ?? {}).map((field) => [field, rows.map((row) => row[field as keyof Row])]),
  ) as unknown as { readonly [Field in keyof Row]: ReadonlyArray<Row[Field]> };

/** What each path uses: cores and bytes. */
type Uses = Readonly<Record<string, readonly [cpu: number, memory: number]>>;

/** A tree as the live channel tells it. */
export const heldTree = (differences: Readonly<Record<string, Differences>>, uses: Uses = {}): HeldTree => {
  const nodes = nodesOf(differences);
  const tree = new HeldTree();
  tree.apply({ snapshot: { epoch: "e", seq: 1, machines: {}, nodes: columnsOf(nodes) as never } });
  const measured = nodes.filter(({ path }) => path in uses);
  tree.apply({
    m: {
      i: measured.map(({ i }) => i),
      cpu: measured.map(({ path }) => uses[path]?.[0] ?? null),
      memory: measured.map(({ path }) => uses[path]?.[1] ?? null),
    },
  });
  return tree;
};
