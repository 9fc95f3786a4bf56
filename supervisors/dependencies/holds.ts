import { Effect, Stream } from "effect";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { Dependency } from "../../src/domain/tree/Dependency.ts";
import { whyNotComing } from "../../src/policy/dependencies/met.ts";
import type { Hold, HoldsOf } from "../node/holds.ts";
import { type ServiceNode, type TreeNode, wantedOf } from "../node/node.ts";
import type { Wiring } from "../node/wiring.ts";
import { dependenciesOf, isMetBy, withThoseAbove } from "./awaited.ts";

/** The node at a path, if there is one. */
type NodeAt = (path: ChildPath) => TreeNode | undefined;

/**
 * Holds each start of a service until its dependencies, and those of its supervisors, are met. A stop is never held:
 * supervisors stop dependants first.
 */
export const dependencyHolds =
  (nodeAt: NodeAt, wiring: () => Wiring): HoldsOf =>
  (node, what) => {
    if (what === "stop") return null;
    const reason = whatFor(node, nodeAt, wiring());
    return reason === null ? null : holdOf(node, reason, nodeAt, wiring());
  };

const holdOf = (node: ServiceNode, reason: string, nodeAt: NodeAt, wiring: Wiring): Hold => ({
  reason,
  reasons: Stream.asyncPush<string>((emit) =>
    Effect.acquireRelease(
      Effect.sync(() => {
        let stops = listen(node, wiring, look);
        let said = reason;
        function look(): void {
          const now = whatFor(node, nodeAt, wiring);
          if (now === null) {
            emit.end();
            return;
          }
          if (now === said) return;
          said = now;
          emit.single(now);
          // The dependencies of the declaration that holds now.
          end();
          stops = listen(node, wiring, look);
        }
        const end = (): void => {
          for (const stop of stops) stop();
        };
        // Something may have changed before it was listened to.
        look();
        return end;
      }),
      (end) => Effect.sync(end),
    ),
  ),
});

/** Listen to everything on which the answer of `whatFor` depends. */
const listen = (node: ServiceNode, wiring: Wiring, look: () => void): ReadonlyArray<() => void> => [
  ...withThoseAbove(node).map(({ path }) => wiring.changes.of(path, look)),
  ...dependenciesOf(node).map(({ path }) => wiring.changes.within(path, look)),
];

/** What a start of a node waits for, for people: `waits for db: ready`; null if it waits for nothing. */
const whatFor = (node: ServiceNode, nodeAt: NodeAt, wiring: Wiring): string | null => {
  const missing = dependenciesOf(node).filter((on) => !isMetBy(on, nodeAt(on.path), wiring));
  return missing.length === 0 ? null : `waits for ${missing.map((on) => inWords(on, nodeAt)).join(", ")}`;
};

const inWords = ({ path, until }: Dependency, nodeAt: NodeAt): string => {
  const other = nodeAt(path);
  const why = other === undefined ? "it is not in the tree" : whyStuck(other, until);
  return `${path}: ${until}${why === null ? "" : ` (${why})`}`;
};

/** A child that is stopped, and is about to be started with its supervisor, is not stuck. */
const whyStuck = (other: TreeNode, until: Dependency["until"]): string | null => {
  const isComing =
    other.state === "stopped" && other.parent?.state === "starting" && wantedOf(other) === "up";
  return isComing ? null : whyNotComing(until, other);
};
