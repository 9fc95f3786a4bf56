import type { LiveSnapshot, MachineNews, NodeColumns } from "../../../api/contract/tree/live.ts";

/** Nodes as columns: the same position in each list is the same node (docs/live.md). */
export type { NodeColumns };

/** One node of such columns. */
export type NodeRecord = { readonly [Field in keyof NodeColumns]: NodeColumns[Field][number] };

export type Snapshot = typeof LiveSnapshot.Type;

/** An edge that a chart has taken: node, index of the edge, states before and after, and time, in ms after that of the frame. */
export type TakenEdge = readonly [i: number, edge: number, from: string, to: string, after: number];

export interface TreeChanges {
  readonly added?: NodeColumns;
  readonly updated?: Partial<NodeColumns> & Pick<NodeColumns, "i">;
  readonly removed?: ReadonlyArray<number>;
  /** All nodes in document order, if that has changed. */
  readonly order?: ReadonlyArray<number>;
}

/** The changes since the last batch; with neither `e` nor `n`, a keep-alive. */
export interface Batch {
  /** The number of the last change that it contains. */
  readonly s: number;
  /** The time of the daemon, in ms since 1970. */
  readonly t: number;
  readonly e?: ReadonlyArray<TakenEdge>;
  readonly n?: TreeChanges;
}

/** CPU in cores, memory in bytes, descendants and open files of the requested nodes; older daemons omit the last two. */
export interface Metrics {
  readonly i: ReadonlyArray<number>;
  readonly cpu: ReadonlyArray<number | null>;
  readonly memory: ReadonlyArray<number | null>;
  readonly descendants?: ReadonlyArray<number | null>;
  readonly open_files?: ReadonlyArray<number | null>;
}

export type Frame =
  | Batch
  /** `t`: the time of the daemon, in ms since 1970; older daemons omit it. */
  | { readonly reset: { readonly epoch: string; readonly seq: number; readonly t?: number } }
  | { readonly snapshot: Snapshot }
  | { readonly m: Metrics }
  | { readonly machine: MachineNews }
  /** The answer to a `ping`, with its number. */
  | { readonly pong: number }
  | { readonly error: { readonly message: string } };

/** The topics that a client may subscribe to besides the states of all nodes. */
export type Topic =
  | { readonly metrics: { readonly ids: ReadonlyArray<number>; readonly hz?: number } }
  | { readonly machine: { readonly id: number } };
export type TopicName = "metrics" | "machine";
