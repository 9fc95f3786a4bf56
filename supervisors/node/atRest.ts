import { emptyTally } from "../../src/policy/tally.ts";
import type { TreeNode } from "./node.ts";
import { outermostState, type Trace } from "./trace.ts";
import type { Wiring } from "./wiring.ts";

/** How the actor of a node keeps time, and who sees its steps. */
export const actorOptions = ({ inspect }: Trace, { timers }: Wiring) => ({ clock: timers, inspect });

/** What a node of any kind is while its chart has not begun: nothing has been counted of it. */
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
