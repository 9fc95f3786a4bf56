import type { Memory } from "../../src/domain/stored/Memory.ts";
import type { ChildKind } from "../../src/domain/tree/ChildSpec.ts";
import type { NodeView, ViewOf } from "../../src/domain/view/NodeView.ts";
import type { TreeNode } from "./node.ts";
import type { NodeOf } from "./traits.ts";
import type { Now } from "./views/clock.ts";
import { restartedByWallTime, wallTimeOf } from "./views/wallTime.ts";

/** The part of a node's memory that depends on its kind. `isAsked`: whether a stop in progress was passed on. */
type OwnMemory = Pick<Memory, "run" | "restarted" | "lastExit" | "startedAt" | "held" | "window"> & {
  readonly isAsked: boolean;
};

interface Kind<Node, View> {
  readonly memory: (node: Node, view: View, now: Now) => OwnMemory;
}

/** How the nodes of each kind are remembered. */
const kinds: { readonly [Each in ChildKind]: Kind<NodeOf<Each>, ViewOf<Each>> } = {
  service: {
    memory: ({ actor, askedRun }, view) => {
      const { run, held } = actor.getSnapshot().context;
      return {
        ...{ run: view.run, restarted: view.restarts, lastExit: view.last_exit },
        ...{ startedAt: null, window: [], isAsked: askedRun === run },
        // The reason changes during a hold, so the cause is stored separately.
        ...(held === null ? {} : { held: { cause: held.cause } }),
      };
    },
  },
  supervisor: {
    memory: ({ actor }, _view, now) => {
      const { startedAt, window } = actor.getSnapshot().context;
      return {
        ...{ run: null, restarted: 0, lastExit: null, isAsked: true },
        startedAt: wallTimeOf(now, startedAt),
        window: window.map(restartedByWallTime(now)),
      };
    },
  },
  check: {
    memory: () => ({ run: null, restarted: 0, lastExit: null, isAsked: true, startedAt: null, window: [] }),
  },
  // What a job does is stored with the ledger.
  job: {
    memory: ({ actor }, _view, now) => ({
      ...{ run: null, restarted: 0, lastExit: null, isAsked: true, window: [] },
      startedAt: wallTimeOf(now, actor.getSnapshot().context.startedAt),
    }),
  },
};

const kindOf = <Each extends ChildKind>({
  kind,
}: {
  readonly kind: Each;
}): Kind<NodeOf<Each>, ViewOf<Each>> => kinds[kind];

/** The part of a node's memory that depends on its kind. */
export const ownMemory = (node: TreeNode, view: NodeView, now: Now): OwnMemory =>
  kindOf(node).memory(node, view, now);
