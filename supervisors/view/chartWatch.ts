import type { AnyActorRef, AnyMachineSnapshot, AnyTransitionDefinition, InspectionEvent } from "xstate";
import { lightingOf, type Step } from "../../machines/lighting.ts";
import type { Lighting } from "../../src/domain/view/Lighting.ts";
import type { TreeNode } from "../node/node.ts";
import type { Now } from "../node/views/clock.ts";
import type { ChartWatch } from "../Supervision.ts";
import { kindOf } from "./kinds.ts";

/** Steps within so many ms are shown together: an exit, and what the supervisor makes of it. */
const together = 1_000;

/** One event handled by a chart. `at`: monotonic ms. */
interface TimedStep extends Step {
  readonly at: number;
}

const changesState = ({ transitions }: Step): boolean =>
  transitions.some(({ target }) => target !== undefined);

/** The steps to show once there is another one: the last changes of state stay until the next, a note does not. */
const withStep = (shown: ReadonlyArray<TimedStep>, step: TimedStep): ReadonlyArray<TimedStep> => [
  ...shown.filter((one) => changesState(one) && (!changesState(step) || step.at - one.at < together)),
  step,
];

/** The steps of one node's chart from now on. */
class Steps {
  readonly node: TreeNode;
  #shown: ReadonlyArray<TimedStep> = [];
  readonly #subscriptions: ReadonlyArray<{ readonly unsubscribe: () => void }>;

  constructor(node: TreeNode, now: Now) {
    this.node = node;
    const actor: AnyActorRef = node.actor;
    let before: AnyMachineSnapshot = actor.getSnapshot();
    let transitions: Array<AnyTransitionDefinition> = [];
    const collect = (event: InspectionEvent): void => {
      if (event.type === "@xstate.microstep") transitions.push(...event._transitions);
    };
    const complete = (): void => {
      if (transitions.length > 0)
        this.#shown = withStep(this.#shown, { before, transitions, at: now.monotonic() });
      before = actor.getSnapshot();
      transitions = [];
    };
    this.#subscriptions = [actor.system.inspect(collect), actor.subscribe(complete)];
  }

  /** The steps to show, as one; null if there is none yet. */
  get shown(): Step | null {
    const [first] = this.#shown;
    if (first === undefined) return null;
    return { before: first.before, transitions: this.#shown.flatMap(({ transitions }) => transitions) };
  }

  end(): void {
    for (const one of this.#subscriptions) one.unsubscribe();
  }
}

const lightingNow = ({ node, shown }: Steps, now: Now): Lighting => {
  const samples = kindOf(node).samples(node, now);
  const { timer, ...lit } = lightingOf(node.actor.getSnapshot(), samples, shown);
  const set = timer && node.trace.timer(timer.delay);
  if (timer === null || set === null) return { ...lit, timer: null };
  const { state, id } = timer;
  return { ...lit, timer: { state, id, due_at: set.at, total_ms: set.totalMs } };
};

/**
 * Follow how a node's chart is lit. `find` returns the node that has the path now: one that was removed and declared
 * again is another one.
 */
export const watchChart = (find: () => TreeNode | undefined, now: Now): ChartWatch => {
  let steps: Steps | null = null;
  const end = (): void => {
    steps?.end();
    steps = null;
  };
  const lighting = (): Lighting | null => {
    const node = find();
    if (node !== steps?.node) {
      end();
      if (node) steps = new Steps(node, now);
    }
    return steps && lightingNow(steps, now);
  };
  lighting();
  return { lighting, end };
};
