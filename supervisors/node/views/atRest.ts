import { emptyTally } from "../../../src/policy/tally.ts";
import type { TreeNode } from "../node.ts";
import type { Wiring } from "../wiring.ts";
import { outermostState, type Trace } from "./trace.ts";

/** The clock and the inspector of a node's actor. */
export const actorOptions = ({ inspect }: Trace, { timers }: Wiring) => ({ clock: timers, inspect });

/** The initial fields of a node of any kind, before its chart has begun: nothing is counted yet. */
export const nodeAtRest = <Place extends object, Actor extends TreeNode["actor"]>(
  place: Place,
  actor: Actor,
  trace: Trace,
) => ({
  ...place,
  actor,
  get state() {
    return outermostState(actor.getSnapshot().value);
  },
  trace,
  tally: emptyTally,
});
