/** The drawn part of a chart: its states as a tree, and its transitions with the states that they connect. */
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from "xstate";
import type { LaidOutTransition } from "../../src/domain/view/ChartLayout.ts";
import { type Arrangement, ancestry, type ChartHints, drawnNode, hintsOf } from "../chartHints.ts";
import { edgeOf, transitionsOf } from "../edges.ts";
import { delayWords, wordsOf } from "./words.ts";

export interface DrawnState {
  readonly path: string;
  readonly name: string;
  /** Null: the chart itself. */
  readonly parent: DrawnState | null;
  readonly kind: "state" | "compound" | "transient";
  readonly hints: ChartHints;
  /** The path of its initial substate, if substates are drawn. */
  readonly initial: string | null;
  readonly children: ReadonlyArray<DrawnState>;
  readonly hasTimer: boolean;
}

export interface DrawnTransition extends LaidOutTransition {
  readonly index: number;
  /** The path of the state in which it is drawn; empty: the chart itself. */
  readonly drawnFrom: string;
  /** Null: the state does not change. */
  readonly drawnTo: string | null;
  /** Whether its real source and target differ, also where both are drawn as one state. */
  readonly moves: boolean;
  /** Whether it is the unconditional last branch of several that need no event. */
  readonly isDefault: boolean;
}

export interface ExtractedChart {
  readonly machine: string;
  readonly arrangement: Arrangement;
  readonly root: DrawnState;
  readonly transitions: ReadonlyArray<DrawnTransition>;
}

const plainArrangement: Arrangement = {
  laneGap: 64,
  colGap: 28,
  stackGap: 28,
  innerLaneGap: 36,
  notesBelow: [],
  omits: [],
};

const pathOf = ({ path }: AnyStateNode): string => path.join(".");

const isWithin = (node: AnyStateNode, container: AnyStateNode): boolean => ancestry(node).includes(container);

const refuseSeveralTargets = (transitions: ReadonlyArray<AnyTransitionDefinition>): void => {
  for (const transition of transitions)
    if ((transition.target?.length ?? 0) > 1)
      throw new Error(
        `${edgeOf(transition).id} has several targets, which can't be drawn: extend machines/layout/sort.ts`,
      );
};

/** Where a transition is drawn to. */
const drawnTarget = ({ source, target }: AnyTransitionDefinition): AnyStateNode | null => {
  const first = target?.[0];
  if (first === undefined) return null;
  const { parent } = first;
  const isJoined = hintsOf(first).enteredAtParent && parent !== undefined && !isWithin(source, parent);
  return drawnNode(isJoined ? parent : first);
};

const refuseParallel = (nodes: Iterable<AnyStateNode>): void => {
  for (const node of nodes)
    if (node.type === "parallel")
      throw new Error(
        `${node.id} is a parallel state, which can't be drawn: fold it (meta.folded) or extend machines/layout/boxes`,
      );
};

const isOmitted = (machine: AnyStateMachine) => {
  const { omits } = arrangementOf(machine);
  return ({ eventType }: AnyTransitionDefinition) => omits.includes(eventType);
};

const arrangementOf = (machine: AnyStateMachine): Arrangement =>
  hintsOf(machine.root).chart ?? plainArrangement;

/** The states that can be reached without the omitted events, with their ancestors. */
const reachableIn = (machine: AnyStateMachine): ReadonlySet<AnyStateNode> => {
  const reached = new Set<AnyStateNode>();
  const omitted = isOmitted(machine);
  const transitions = transitionsOf(machine).filter((one) => !omitted(one));
  const enter = (node: AnyStateNode): void => {
    for (const one of ancestry(node)) visit(one);
    if (node.type === "compound") for (const child of node.initial.target) enter(child);
    if (node.type === "parallel") for (const child of Object.values(node.states)) enter(child);
  };
  const visit = (node: AnyStateNode): void => {
    if (reached.has(node)) return;
    reached.add(node);
    for (const { source, target } of transitions)
      if (source === node) for (const one of target ?? []) enter(one);
  };
  enter(machine.root);
  return reached;
};

const neverRests = (node: AnyStateNode): boolean =>
  node.type === "atomic" &&
  node.always?.some(({ guard }) => guard === undefined) === true &&
  node.transitions.size === 0;

const kindOf = (node: AnyStateNode, drawsChildren: boolean): DrawnState["kind"] => {
  if (drawsChildren) return "compound";
  return neverRests(node) ? "transient" : "state";
};

const runsTimer = (node: AnyStateNode): boolean =>
  node.after.length > 0 || (hintsOf(node).folded === true && Object.values(node.states).some(runsTimer));

const stateIn =
  (reached: ReadonlySet<AnyStateNode>) =>
  (node: AnyStateNode, parent: DrawnState | null): DrawnState => {
    const isFolded = hintsOf(node).folded === true;
    const shown = isFolded ? [] : Object.values(node.states).filter((child) => reached.has(child));
    const children: Array<DrawnState> = [];
    const state: DrawnState = {
      path: pathOf(node),
      name: node.key,
      parent,
      kind: kindOf(node, shown.length > 0),
      hints: hintsOf(node),
      initial: shown.length > 0 && node.type === "compound" ? pathOf(node.initial.target[0] ?? node) : null,
      children,
      hasTimer: runsTimer(node),
    };
    for (const child of shown) children.push(stateIn(reached)(child, state));
    return state;
  };

const kindOfEvent = (event: string): LaidOutTransition["kind"] => {
  if (event === "always") return "always";
  if (event.startsWith("after ")) return "after";
  return event.startsWith("xstate.done") ? "done" : "event";
};

/** Whether other transitions of its state and event come before this one, which has no condition. */
const isLastOfSeveral = (transition: AnyTransitionDefinition): boolean => {
  const { source, eventType, guard } = transition;
  const siblings = eventType === "" ? (source.always ?? []) : (source.transitions.get(eventType) ?? []);
  return guard === undefined && siblings.length > 1;
};

const drawnTransition =
  (machine: AnyStateMachine) =>
  (transition: AnyTransitionDefinition, index: number): DrawnTransition => {
    const { id, source, event } = edgeOf(transition);
    const isLast = isLastOfSeveral(transition);
    const vocabulary = hintsOf(machine.root).words ?? {};
    const words = wordsOf(transition, vocabulary, isLast);
    const delay = event.startsWith("after ") ? event.slice("after ".length) : undefined;
    return {
      index,
      id,
      from: source || null,
      event,
      kind: kindOfEvent(event),
      ...(delay === undefined ? {} : { delay: delayWords(delay, vocabulary) }),
      ...(words === null ? {} : { words }),
      to: transition.target?.map(pathOf) ?? [],
      drawnFrom: pathOf(drawnNode(transition.source)),
      drawnTo: mapped(drawnTarget(transition), pathOf),
      moves: transition.target !== undefined && !transition.target.includes(transition.source),
      isDefault: isLast && event === "always",
    };
  };

const mapped = <A, B>(value: A | null, change: (value: A) => B): B | null =>
  value === null ? null : change(value);

/**
 * The drawn part of a chart.
 * @throws {Error} if it has parallel states that are not folded, or transitions with several targets.
 */
export const extractChart = (machine: AnyStateMachine): ExtractedChart => {
  const reached = reachableIn(machine);
  refuseParallel([...reached].filter((node) => drawnNode(node) === node && !hintsOf(node).folded));
  const omitted = isOmitted(machine);
  const transitions = transitionsOf(machine).filter((one) => reached.has(one.source) && !omitted(one));
  refuseSeveralTargets(transitions);
  return {
    machine: machine.id,
    arrangement: arrangementOf(machine),
    root: stateIn(reached)(machine.root, null),
    transitions: transitions.map(drawnTransition(machine)),
  };
};

/** A state with everything in it, the outer ones first. */
const statesWithin = (state: DrawnState): ReadonlyArray<DrawnState> => [
  state,
  ...state.children.flatMap(statesWithin),
];

/** All drawn states but the chart itself. */
export const drawnStates = ({ root }: ExtractedChart): ReadonlyArray<DrawnState> =>
  statesWithin(root).slice(1);
