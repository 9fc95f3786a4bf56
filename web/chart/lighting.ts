import type { ChartLayout, LaidOutEdge, LaidOutTransition } from "../../src/domain/view/ChartLayout.ts";
import type { Lighting as Told } from "../../src/domain/view/Lighting.ts";
import type { RunningTimer } from "./TimerRing.tsx";

/** A node of a kind at one moment. */
export interface Moment {
  /** Its whole state, such as `backoff.waiting`. */
  readonly value: string;
  /** The ids of the edges that it has just taken. */
  readonly taken: ReadonlyArray<string>;
}

/** A timer in the drawing: in which state it runs, and the index of its transition. */
export interface LitTimer extends RunningTimer {
  readonly state: string;
  readonly t: number;
}

/** The lit parts of a chart. */
export interface Lighting {
  /** The state that it is in; the innermost one that is drawn. */
  readonly leaf: string | null;
  /** The states around that. */
  readonly around: ReadonlySet<string>;
  /** Indexes of transitions: just taken, and those that are possible next. */
  readonly taken: ReadonlySet<number>;
  readonly possible: ReadonlySet<number>;
  /** The ids of the edges just taken. */
  readonly takenLines: ReadonlySet<string>;
  /** The last edge taken that is drawn; the token stands on it. */
  readonly last: number | null;
  /** Whether they were taken while the page was open, so that they are animated. */
  readonly isFresh: boolean;
  readonly timer: LitTimer | null;
}

/** A state and its ancestors: `a.b.c`, `a.b` and `a`. */
const withAncestors = (value: string): ReadonlyArray<string> => {
  const parts = value.split(".");
  return parts.map((_, at) => parts.slice(0, parts.length - at).join("."));
};

/**
 * The drawn edges of these transitions. A transition of a compound state is drawn from each of its substates
 * (projected): the one taken starts at the target of another of them, at a state that was left, or else at the initial
 * state.
 */
const linesOf = (
  { edges, transitions, initials }: ChartLayout,
  taken: ReadonlySet<number>,
  left: ReadonlyArray<string>,
): ReadonlySet<string> => {
  const reached = new Set([...left, ...[...taken].flatMap((at) => transitions[at]?.to ?? [])]);
  const isInitial = (id: string): boolean => initials.some(({ to }) => to === id);
  const lines = edges.filter(({ t }) => t.some((at) => taken.has(at)));
  const projected = lines.filter((line) => line.projected === true);
  const known = projected.filter(({ from }) => reached.has(from));
  const active = known.length > 0 ? known : projected.filter(({ from }) => isInitial(from));
  return new Set(
    lines.filter((line) => line.projected !== true || active.includes(line)).map(({ id }) => id),
  );
};

const indexesOf = ({ transitions }: ChartLayout, ids: ReadonlyArray<string>): ReadonlyArray<number> =>
  ids.map((id) => transitions.findIndex((transition) => transition.id === id)).filter((at) => at >= 0);

const takenIn = (layout: ChartLayout, ids: ReadonlyArray<string>, left: ReadonlyArray<string>) => {
  const indexes = indexesOf(layout, ids);
  const taken = new Set(indexes);
  return {
    taken,
    takenLines: linesOf(layout, taken, left),
    last: indexes.findLast((at) => layout.edges.some(({ t }) => t.includes(at))) ?? null,
  };
};

/** A chart in which nothing is lit. */
export const unlit: Lighting = {
  ...{ leaf: null, around: new Set(), taken: new Set(), possible: new Set(), takenLines: new Set() },
  ...{ last: null, isFresh: false, timer: null },
};

/** A past moment by the journal, which records no guards: all edges that leave the state are lit. */
export const lightingOf = (layout: ChartLayout, { value, taken }: Moment): Lighting => {
  const { states, transitions } = layout;
  const chain = withAncestors(value);
  const [leaf = null, ...around] = chain.filter((id) => states.some((state) => state.id === id));
  const leaving = transitions.flatMap(({ from }, at) => (from !== null && chain.includes(from) ? [at] : []));
  return {
    ...{ leaf, around: new Set(around), possible: new Set(leaving) },
    ...takenIn(layout, taken, []),
    ...{ isFresh: false, timer: null },
  };
};

const timerIn = (layout: ChartLayout, { timer }: Told): LitTimer | null => {
  if (timer === null) return null;
  const [t = -1] = indexesOf(layout, [timer.id]);
  const at = Date.parse(timer.due_at);
  const name = layout.transitions[t]?.delay ?? "timer";
  return { t, state: timer.state, name, at, since: at - timer.total_ms };
};

/**
 * The present by the daemon's lighting. `moment`: the state and the last edges until the lighting has arrived. Only
 * the daemon knows which edges are possible.
 */
export const presentLighting = (
  layout: ChartLayout,
  told: Told | null | undefined,
  moment: Moment,
): Lighting => {
  if (told == null) return { ...lightingOf(layout, moment), possible: new Set() };
  const isFresh = told.taken.length > 0;
  return {
    leaf: told.on.at(-1) ?? null,
    around: new Set(told.on.slice(0, -1)),
    possible: new Set(indexesOf(layout, told.legal)),
    ...takenIn(layout, isFresh ? told.taken : moment.taken, told.left),
    ...{ isFresh, timer: timerIn(layout, told) },
  };
};

/** The class of an edge: just taken, possible next, or neither. */
export const lightOf = ({ id, from, t, projected }: LaidOutEdge, lighting: Lighting): Light => {
  const { takenLines, possible, leaf, around } = lighting;
  if (takenLines.has(id)) return "taken";
  const isActive = from === leaf || (projected !== true && around.has(from));
  return isActive && t.some((at) => possible.has(at)) ? "possible" : null;
};
export type Light = "taken" | "possible" | null;

/** `EXITED (to restart) → backoff`. */
export const wordsOf = ({ event, kind, delay, words, to }: LaidOutTransition): string => {
  const target = to.length === 0 ? "" : ` → ${to.join(", ")}`;
  if (kind === "always") return `${words ?? "at once"}${target}`;
  const condition = words === undefined ? "" : ` (${words})`;
  const what = kind === "after" && delay !== undefined ? `after ${delay}` : event;
  return `${what}${condition}${target}`;
};
