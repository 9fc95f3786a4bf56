/**
 * The lit parts of a drawn chart, calculated from an actor's snapshot and the transitions that it has taken. States are
 * paths, and transitions are ids of edges (machines/edges.ts), so that a page needs neither XState nor the machine.
 *
 * XState's `_nodes` and `_transitions` are not public; test/machines/lighting.test.ts notices if they change.
 */
import type { AnyMachineSnapshot, AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from "xstate";
import type { Lighting } from "../src/domain/view/Lighting.ts";
import { drawnNode, hintsOf } from "./chartHints.ts";
import { edgeOf } from "./edges.ts";

/** A running timer: its transition, its drawn state, and the name of its delay. */
interface RunningTimer {
  readonly state: string;
  readonly id: string;
  readonly delay: string;
}

/** The lit parts, but for when the timer fires: only the clock that it was set on knows that. */
export interface MachineLighting extends Omit<Lighting, "timer"> {
  readonly timer: RunningTimer | null;
}

/** An event that may come next. `context`: the differences by then. */
export interface Sample {
  readonly event: { readonly type: string };
  readonly context?: object;
}

/** The last transitions taken, and the snapshot before them. */
export interface Step {
  readonly before: AnyMachineSnapshot;
  readonly transitions: ReadonlyArray<AnyTransitionDefinition>;
}

const pathOf = (node: AnyStateNode): string => drawnNode(node).path.join(".");

const unique = <A>(values: ReadonlyArray<A>): ReadonlyArray<A> => [...new Set(values)];

const nodesOf = ({ _nodes }: AnyMachineSnapshot): ReadonlyArray<AnyStateNode> => _nodes;

const activeStates = (snapshot: AnyMachineSnapshot): ReadonlyArray<string> =>
  unique(nodesOf(snapshot).map(pathOf)).filter((path) => path !== "");

const innermostStates = (snapshot: AnyMachineSnapshot): ReadonlyArray<string> =>
  unique(
    nodesOf(snapshot)
      .filter(({ type }) => type === "atomic" || type === "final")
      .map(pathOf),
  );

/** Whether the chart's drawing leaves an event out. */
const isOmitted = ({ machine }: AnyMachineSnapshot, eventType: string): boolean =>
  hintsOf(machine.root).chart?.omits.includes(eventType) === true;

const isTimer = (eventType: string): boolean => eventType.startsWith("xstate.after.");

/** The transitions that the machine would take on an event. */
const transitionsOn = (
  { machine }: AnyMachineSnapshot,
  snapshot: AnyMachineSnapshot,
  event: Sample["event"],
): ReadonlyArray<AnyTransitionDefinition> => (machine as AnyStateMachine).getTransitionData(snapshot, event);

const withContext = (snapshot: AnyMachineSnapshot, change: object | undefined): AnyMachineSnapshot =>
  change === undefined ? snapshot : { ...snapshot, context: { ...snapshot.context, ...change } };

/** An unconditional transition of a state hides those of its parents for the same event. */
const unhidden = (
  snapshot: AnyMachineSnapshot,
  eventType: string,
): ReadonlyArray<AnyTransitionDefinition> => {
  const found: Array<AnyTransitionDefinition> = [];
  for (const node of [...nodesOf(snapshot)].reverse())
    for (const transition of node.transitions.get(eventType) ?? []) {
      found.push(transition);
      if (transition.guard === undefined) return found;
    }
  return found;
};

/** Transitions without an event that have a condition: an event that changes the context may fulfil it. */
const conditional = (snapshot: AnyMachineSnapshot): ReadonlyArray<AnyTransitionDefinition> =>
  nodesOf(snapshot).flatMap(({ always = [] }) => always.filter(({ guard }) => guard !== undefined));

const legalTransitions = (
  snapshot: AnyMachineSnapshot,
  samples: ReadonlyArray<Sample>,
): ReadonlyArray<AnyTransitionDefinition> => {
  const types = unique(nodesOf(snapshot).flatMap(({ transitions }) => [...transitions.keys()])).filter(
    (type) => !isOmitted(snapshot, type),
  );
  const sampled = new Set(samples.map(({ event }) => event.type));
  const byType = types.flatMap((type) => {
    if (isTimer(type)) return transitionsOn(snapshot, snapshot, { type });
    return sampled.has(type) ? [] : unhidden(snapshot, type);
  });
  const bySample = samples
    .filter(({ event }) => types.includes(event.type))
    .flatMap(({ event, context }) => transitionsOn(snapshot, withContext(snapshot, context), event));
  return [...byType, ...bySample, ...conditional(snapshot)];
};

/** The innermost timer whose condition holds. */
const timerIn = (snapshot: AnyMachineSnapshot): RunningTimer | null => {
  for (const node of [...nodesOf(snapshot)].reverse())
    for (const { eventType, delay } of node.after) {
      const [fires] = transitionsOn(snapshot, snapshot, { type: eventType });
      if (fires) return { state: pathOf(node), id: edgeOf(fires).id, delay: String(delay) };
    }
  return null;
};

/**
 * The lit parts of a chart in this state. Transitions without an event are legal if they have a condition, since a
 * later event can make them possible. Without samples for an event's type, all its transitions from the state are
 * legal, even if their conditions depend on the event.
 */
export const lightingOf = (
  snapshot: AnyMachineSnapshot,
  samples: ReadonlyArray<Sample>,
  step: Step | null,
): MachineLighting => ({
  on: activeStates(snapshot),
  left: step === null ? [] : innermostStates(step.before),
  taken: (step?.transitions ?? [])
    .filter(({ eventType }) => !isOmitted(snapshot, eventType))
    .map((transition) => edgeOf(transition).id),
  legal: unique(legalTransitions(snapshot, samples).map((transition) => edgeOf(transition).id)),
  timer: timerIn(snapshot),
});
