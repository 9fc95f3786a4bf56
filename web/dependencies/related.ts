import type { NodeRecord } from "../live/protocol.ts";
import { dependantsIn, type Nodes } from "./dependants.ts";

/** Two nodes, of which one is started after the other. */
export interface Relation {
  readonly first: string;
  readonly later: string;
  /** Whether the start of the second one is held, and the first has not reached what that takes. */
  readonly isAwaited: boolean;
}

type Awaiting = NonNullable<NodeRecord["after"]>[number];

const isReached = ({ until }: Awaiting, other: NodeRecord): boolean => {
  const isReady = other.state === "running" || other.state === "finished";
  switch (until) {
    case "started":
      return isReady || other.pid !== null;
    case "ready":
      return isReady;
    case "healthy":
      return other.state === "running" && other.health === "healthy";
    case "finished":
      return other.state === "finished";
  }
};

/** Whether the start of a node waits for something that may never come about. */
export const isHeld = ({ value }: Pick<NodeRecord, "value">): boolean => value === "starting.held";

/** What a node is started after, and what is started after it, by the declarations of both. */
export const relationsIn = (nodes: Nodes<NodeRecord>, of: NodeRecord): ReadonlyArray<Relation> => {
  const relation = (later: NodeRecord, on: Awaiting): Relation => {
    const first = nodes.at(on.child);
    const isAwaited = isHeld(later) && (first === undefined || !isReached(on, first));
    return { first: on.child, later: later.path, isAwaited };
  };
  return [
    ...(of.after ?? []).map((on) => relation(of, on)),
    ...dependantsIn(nodes, of.path).flatMap(({ node, on }) => on.map((one) => relation(node, one))),
  ];
};
