/** How each transition of a chart is drawn. */
import { type DrawnState, type DrawnTransition, drawnStates, type ExtractedChart } from "./extract.ts";

/** A line from one state to another. */
export interface Line {
  readonly transition: DrawnTransition;
  readonly from: string;
  readonly to: string;
  /** Whether the transition belongs to the parent of both states. */
  readonly isProjected: boolean;
}

export interface SortedTransitions {
  readonly lines: ReadonlyArray<Line>;
  /** By the path of a state: the transitions that it handles without being left. */
  readonly notes: ReadonlyMap<string, ReadonlyArray<DrawnTransition>>;
  /** By the path of a state: the lines that are drawn as words in its box. */
  readonly stubs: ReadonlyMap<string, ReadonlyArray<DrawnTransition>>;
  /** By the path of a folded state: the transitions within it. */
  readonly inner: ReadonlyMap<string, ReadonlyArray<DrawnTransition>>;
  readonly everywhere: ReadonlyArray<DrawnTransition>;
}

type Drawing = "everywhere" | "note" | "inner" | "stub" | "projected" | "line";

const isStub = (state: DrawnState | undefined, target: string): boolean => {
  const stubs = state?.hints.stubs ?? [];
  return stubs === "*" || stubs.includes(target);
};

const drawingOf =
  (states: ReadonlyMap<string, DrawnState>) =>
  ({ id, drawnFrom, drawnTo, moves }: DrawnTransition): Drawing => {
    if (drawnFrom === "") {
      if (drawnTo === null) return "everywhere";
      throw new Error(
        `${id} leads from the chart itself to a state, which can't be drawn: move it into states`,
      );
    }
    if (drawnTo === null || !moves) return "note";
    if (drawnTo === drawnFrom) return "inner";
    if (drawnFrom.startsWith(`${drawnTo}.`))
      throw new Error(`${id} leads to a state around its own, which can't be drawn: name the inner state`);
    if (isStub(states.get(drawnFrom), drawnTo)) return "stub";
    return drawnTo.startsWith(`${drawnFrom}.`) ? "projected" : "line";
  };

const rests = ({ kind }: DrawnState): boolean => kind !== "transient";

/** A compound's transition into a child of its own, from each of the other children. */
const projections = (transition: DrawnTransition, compound: DrawnState | undefined): ReadonlyArray<Line> =>
  (compound?.children ?? [])
    .filter((child) => rests(child) && child.path !== transition.drawnTo)
    .map(({ path }) => ({ transition, from: path, to: transition.drawnTo ?? path, isProjected: true }));

const grouped = (
  transitions: ReadonlyArray<DrawnTransition>,
  key: (one: DrawnTransition) => string,
): ReadonlyMap<string, ReadonlyArray<DrawnTransition>> => {
  const groups = new Map<string, Array<DrawnTransition>>();
  for (const one of transitions) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
};

type Notes = Map<string, ReadonlyArray<DrawnTransition>>;

/** Moves notes that all resting children of a compound have to the compound. */
const raised = (compound: DrawnState, notes: Notes): void => {
  for (const child of compound.children) raised(child, notes);
  const resting = compound.children.filter(rests);
  if (resting.length < 2 || compound.parent === null) return;
  const events = new Set(resting.flatMap(({ path }) => (notes.get(path) ?? []).map(({ event }) => event)));
  for (const event of events) {
    const isShared = resting.every(({ path }) => notes.get(path)?.some((note) => note.event === event));
    if (isShared) raise(event, compound.path, resting, notes);
  }
};

const raise = (event: string, to: string, from: ReadonlyArray<DrawnState>, notes: Notes): void => {
  for (const { path } of from) {
    const own = notes.get(path) ?? [];
    notes.set(to, [...(notes.get(to) ?? []), ...own.filter((note) => note.event === event)]);
    notes.set(
      path,
      own.filter((note) => note.event !== event),
    );
  }
};

/** Sorts the transitions of a chart by how they are drawn. @throws {Error} if one can't be. */
export const sortTransitions = (chart: ExtractedChart): SortedTransitions => {
  const states = new Map(drawnStates(chart).map((state) => [state.path, state]));
  const drawing = drawingOf(states);
  const drawnAs = (kind: Drawing) => chart.transitions.filter((one) => drawing(one) === kind);
  const own = drawnAs("line").map((transition) => ({
    transition,
    from: transition.drawnFrom,
    to: transition.drawnTo ?? "",
    isProjected: false,
  }));
  const projected = drawnAs("projected").flatMap((one) => projections(one, states.get(one.drawnFrom)));
  const notes: Notes = new Map(grouped(drawnAs("note"), ({ drawnFrom }) => drawnFrom));
  raised(chart.root, notes);
  return {
    lines: [...own, ...projected],
    notes,
    stubs: grouped(drawnAs("stub"), ({ drawnFrom }) => drawnFrom),
    inner: grouped(drawnAs("inner"), ({ drawnFrom }) => drawnFrom),
    everywhere: drawnAs("everywhere"),
  };
};
