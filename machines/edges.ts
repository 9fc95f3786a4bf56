/**
 * A chart as data: its states, edges and delays, to be drawn, listed or measured. The id of an edge is the same in the
 * journal, in a browser and in the tables of docs/reference.
 */
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from "xstate";

export interface Edge {
  readonly id: string;
  /** The path of a state, `stopping.asking`; empty for the chart itself, whose edges apply in every state. */
  readonly source: string;
  /** The type of an event, `after DELAY`, or `always`. */
  readonly event: string;
  /** The name of the condition, with its parameters in brackets; null if there is none. */
  readonly guard: string | null;
  /** Null: the state does not change, only actions run. */
  readonly target: string | null;
}

/** An edge of a chart with the description in its definition, for users; null if there is none. */
interface ChartEdge extends Edge {
  readonly description: string | null;
}

interface ChartState {
  readonly path: string;
  /** `atomic` has no substates, `compound` is in one of them, `parallel` in all; `final` is never left. */
  readonly type: AnyStateNode["type"];
  /** The description in its definition, for users; null if there is none. */
  readonly description: string | null;
  /** Its initial substate; null if it has no substates. */
  readonly initial: string | null;
}

interface ChartDelay {
  readonly name: string;
  /** The state in which the timer runs. */
  readonly state: string;
  /** Null if it depends on the configuration or on earlier events. */
  readonly ms: number | null;
}

export interface Chart {
  readonly id: string;
  /** The state in which it begins. */
  readonly initial: string | null;
  readonly states: ReadonlyArray<ChartState>;
  /** In an order that only a change of the chart alters. */
  readonly edges: ReadonlyArray<ChartEdge>;
  readonly delays: ReadonlyArray<ChartDelay>;
}

const pathOf = ({ path }: AnyStateNode): string => path.join(".");

type NamedGuard = string | { readonly type: string; readonly params?: unknown };

/** A guard's name with its parameters: `endedAs(normal)`. */
const nameOf = (guard: NamedGuard): string => {
  if (typeof guard === "string") return guard;
  const parameters = Object.values(guard.params ?? {});
  return parameters.length === 0 ? guard.type : `${guard.type}(${parameters.join(", ")})`;
};

const guardOf = ({ guard }: AnyTransitionDefinition): string | null => {
  if (guard === undefined) return null;
  if (typeof guard !== "function") return nameOf(guard);
  // `and([...])` stores its parts in a property of the function.
  const { guards = [] } = guard as { readonly guards?: ReadonlyArray<NamedGuard> };
  return guards.map(nameOf).join(" and ");
};

/** In XState, the event at the end of a delay is `xstate.after.DELAY.STATE`, and that of `always` is empty. */
const delayOf = (eventType: string): string | undefined => /^xstate\.after\.(\w+)\./.exec(eventType)?.[1];

const eventOf = ({ eventType }: AnyTransitionDefinition): string => {
  if (eventType === "") return "always";
  const delay = delayOf(eventType);
  return delay === undefined ? eventType : `after ${delay}`;
};

const idOf = ({ source, event, guard, target }: Omit<Edge, "id">): string =>
  `${source || "(any)"}: ${event}${guard === null ? "" : ` [${guard}]`}${target === null ? "" : ` -> ${target}`}`;

/** A transition of a chart as an edge: from its definition, or from an inspected microstep. */
export const edgeOf = (transition: AnyTransitionDefinition): Edge => {
  const edge = {
    source: pathOf(transition.source),
    event: eventOf(transition),
    guard: guardOf(transition),
    target: transition.target?.map(pathOf).join(", ") || null,
  };
  return { id: idOf(edge), ...edge };
};

const nodesIn = (node: AnyStateNode): ReadonlyArray<AnyStateNode> => [
  node,
  ...Object.values(node.states).flatMap(nodesIn),
];

const transitionsFrom = (node: AnyStateNode): ReadonlyArray<AnyTransitionDefinition> => [
  ...[...node.transitions.values()].flat(),
  ...(node.always ?? []),
];

/** The transitions of a chart by state; those of the same state and event in the order in which they are evaluated. */
export const transitionsOf = (machine: AnyStateMachine): ReadonlyArray<AnyTransitionDefinition> =>
  nodesIn(machine.root).flatMap(transitionsFrom);

/** The delays of a state. A delay with conditions has several transitions. */
const delaysIn = (machine: AnyStateMachine) => (node: AnyStateNode) =>
  [...new Set(node.after.map(({ delay }) => delay))].map((delay): ChartDelay => {
    const known = typeof delay === "string" ? machine.implementations.delays[delay] : delay;
    return { name: String(delay), state: pathOf(node), ms: typeof known === "number" ? known : null };
  });

/** The name of the substate in which a state begins. */
const initialOf = (node: AnyStateNode): string | null =>
  node.type === "compound" ? (node.initial.target[0]?.key ?? null) : null;

/** A chart as data. */
export const chartOf = (machine: AnyStateMachine): Chart => {
  const nodes = nodesIn(machine.root).slice(1);
  return {
    id: machine.id,
    initial: initialOf(machine.root),
    states: nodes.map((node) => ({
      path: pathOf(node),
      type: node.type,
      initial: initialOf(node),
      description: node.description ?? null,
    })),
    edges: transitionsOf(machine).map((transition) => ({
      ...edgeOf(transition),
      description: transition.description ?? null,
    })),
    delays: nodes.flatMap(delaysIn(machine)),
  };
};
