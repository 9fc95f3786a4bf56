import type { ChartLayout, LaidOutTransition } from "../../src/domain/view/ChartLayout.ts";

/** A node of a kind at one moment. */
export interface Moment {
  /** Its whole state, such as `backoff.waiting`. */
  readonly value: string;
  /** The ids of the edges that it has just taken. */
  readonly taken: ReadonlyArray<string>;
}

/** What of a chart is lit. */
export interface Lighting {
  /** The state that it is in; the innermost one that is drawn. */
  readonly leaf: string | null;
  /** The states around that. */
  readonly around: ReadonlySet<string>;
  /** Indexes of transitions: just taken, and those that leave the state that it is in. */
  readonly taken: ReadonlySet<number>;
  readonly leaving: ReadonlySet<number>;
  /** The ids of the lines that were just taken. */
  readonly takenLines: ReadonlySet<string>;
  /** The line on which the token stands: the last one that leads somewhere. */
  readonly last: number | null;
}

/** `a.b.c` lies in `a.b.c`, `a.b` and `a`. */
const withAncestors = (value: string): ReadonlyArray<string> => {
  const parts = value.split(".");
  return parts.map((_, at) => parts.slice(0, parts.length - at).join("."));
};

/**
 * The lines of these transitions. A transition of a compound state has a line from each of its substates (projected): it was
 * taken from the one that another of them has led to, or else from the initial one.
 */
const linesOf = (
  { edges, transitions, initials }: ChartLayout,
  taken: ReadonlySet<number>,
): ReadonlySet<string> => {
  const reached = new Set([...taken].flatMap((at) => transitions[at]?.to ?? []));
  const isInitial = (id: string): boolean => initials.some(({ to }) => to === id);
  const lines = edges.filter(({ t }) => t.some((at) => taken.has(at)));
  const projected = lines.filter((line) => line.projected === true);
  const known = projected.filter(({ from }) => reached.has(from));
  const active = known.length > 0 ? known : projected.filter(({ from }) => isInitial(from));
  return new Set(
    lines.filter((line) => line.projected !== true || active.includes(line)).map(({ id }) => id),
  );
};

export const lightingOf = (layout: ChartLayout, { value, taken }: Moment): Lighting => {
  const { states, transitions } = layout;
  const chain = withAncestors(value);
  const drawn = chain.filter((id) => states.some((state) => state.id === id));
  const [leaf = null, ...around] = drawn;
  const indexes = taken
    .map((id) => transitions.findIndex((transition) => transition.id === id))
    .filter((at) => at >= 0);
  const leaving = transitions.flatMap(({ from }, at) => (from !== null && chain.includes(from) ? [at] : []));
  return {
    leaf,
    around: new Set(around),
    taken: new Set(indexes),
    leaving: new Set(leaving),
    takenLines: linesOf(layout, new Set(indexes)),
    last: indexes.findLast((at) => (transitions[at]?.to.length ?? 0) > 0) ?? null,
  };
};

/** `EXITED (to restart) → backoff`. */
export const wordsOf = ({ event, words, to }: LaidOutTransition): string => {
  const condition = words === undefined ? "" : ` (${words})`;
  return `${event}${condition}${to.length === 0 ? "" : ` → ${to.join(", ")}`}`;
};
