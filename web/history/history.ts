import type { ChartLayout, LaidOutTransition } from "../../src/domain/view/ChartLayout.ts";
import type { Edge } from "../../src/domain/view/Edge.ts";
import type { Transition } from "../api/events.ts";
import type { Moment } from "../chart/lighting.ts";
import type { NodeRecord } from "../live/protocol.ts";

/** A period that a node spent in one state, and the edges that led there. */
export interface Stay {
  readonly seq: number;
  readonly state: string;
  /** The nested state at its beginning. */
  readonly value: string;
  readonly reason: string;
  readonly by: string;
  readonly run: number | null;
  /** Whether it began with the end of a run. */
  readonly endsRun: boolean;
  /** In ms since 1970; `until` is null for the present one. */
  readonly since: number;
  readonly until: number | null;
  /** The edges taken between the beginning of the previous stay and of this one. */
  readonly edges: ReadonlyArray<Edge>;
}

const liveStates: ReadonlyArray<string> = ["starting", "running", "stopping"];

/** Transitions of the same millisecond are one step: addresses name moments to the millisecond. */
const joined = (before: Stay, after: Stay): Stay => ({
  ...after,
  endsRun: before.endsRun || after.endsRun,
  edges: [...before.edges, ...after.edges],
});

/** The stays that the transitions of one node make up, oldest first. */
export const staysOf = (transitions: ReadonlyArray<Transition>): ReadonlyArray<Stay> => {
  const stays: Array<Stay> = [];
  for (const { seq, at, from, to, value = to, reason, by, run = null, exit, edges = [] } of transitions) {
    const stay: Stay = {
      ...{ seq, value, reason, by, run, edges, state: to, since: Date.parse(at), until: null },
      endsRun: exit !== undefined || (liveStates.includes(from) && !liveStates.includes(to)),
    };
    const before = stays.at(-1);
    if (before?.since === stay.since) stays[stays.length - 1] = joined(before, stay);
    else {
      if (before !== undefined) stays[stays.length - 1] = { ...before, until: stay.since };
      stays.push(stay);
    }
  }
  return stays;
};

/** The stays with the state of the live channel appended, if the journal has not been read that far. */
export const withPresent = (
  stays: ReadonlyArray<Stay>,
  {
    state,
    value,
    reason,
    by,
    run,
    since,
  }: Pick<NodeRecord, "state" | "value" | "reason" | "by" | "run" | "since">,
): ReadonlyArray<Stay> => {
  const last = stays.at(-1);
  const began = Date.parse(since);
  if (last === undefined || last.state === state || began <= last.since) return stays;
  const endsRun = liveStates.includes(last.state) && !liveStates.includes(state);
  // Its entry in the journal follows that of the last stay.
  const present = { seq: last.seq + 0.5, state, value, reason, by, run, endsRun, edges: [] };
  return [...stays.slice(0, -1), { ...last, until: began }, { ...present, since: began, until: null }];
};

/** The stay that contains a moment (ms since 1970); undefined before the first one. */
export const stayAt = (stays: ReadonlyArray<Stay>, at: number): Stay | undefined =>
  stays.findLast(({ since }) => since <= at);

/** Edges of one step follow each other within this time, in ms: EXITED, then BACK_OFF. */
const following = 100;

/**
 * The moment at which the step that begins a stay is complete; null: the stay is the present one. The end of a run is
 * recorded slightly later.
 */
export const momentOf = (stays: ReadonlyArray<Stay>, { seq, since, until, edges }: Stay): number | null => {
  if (until === null) return null;
  const next = stays[stays.findIndex((stay) => stay.seq === seq) + 1];
  const times = [...edges, ...(next?.edges ?? [])].map(({ at }) => Date.parse(at));
  let over = Math.max(since, ...edges.map(({ at }) => Date.parse(at)));
  for (const time of times) if (time > over && time - over <= following) over = time;
  return Math.min(over, until - 1);
};

const outermost = (value: string): string => value.split(".")[0] ?? value;

/** Edges within this time belong together, in ms: EXITED, and the decision of the supervisor. */
const together = 1_000;

/** The ids of the edges of the last step. */
export const lastStep = (edges: ReadonlyArray<Edge>): ReadonlyArray<string> => {
  const last = Date.parse(edges.at(-1)?.at ?? "");
  return edges.filter(({ at }) => last - Date.parse(at) < together).map(({ id }) => id);
};

interface Replayed {
  /** All stays; the neighbours of this one are read, too. */
  readonly stays: ReadonlyArray<Stay>;
  readonly stay: Stay;
  readonly at: number;
  /** The edges received on the live channel since the last entry of the journal. */
  readonly live: ReadonlyArray<Edge>;
}

/**
 * Where a node was at a moment of one of its stays: the edges of the journal are replayed from the state in which the
 * stay began. Edges that the chart does not have, because another version took them, light nothing; if such an edge
 * may have been taken within the state, only that state is lit.
 */
export const replay = (layout: ChartLayout, { stays, stay, at, live }: Replayed): Moment => {
  const known = new Map(layout.transitions.map((transition) => [transition.id, transition]));
  const index = stays.indexOf(stay);
  const before = stays[index - 1];
  const entry = before === undefined ? stay.edges : leaving(known, stay.edges, before.state).out;
  const after = stays[index + 1];
  const inside = after === undefined ? live : leaving(known, after.edges, stay.state).inside;
  const passed = inside.filter((edge) => {
    const taken = Date.parse(edge.at);
    return taken > stay.since && taken <= at;
  });
  let value = stay.value;
  for (const { id } of passed) {
    const target = known.get(id)?.to[0];
    if (target === undefined) value = stay.state;
    else if (outermost(target) === stay.state) value = restOf(layout, target);
  }
  return { value, taken: lastStep([...entry, ...passed]) };
};

/** The edges of a step that begins in a state: those within it, and those from the one that leaves it. */
const leaving = (
  known: ReadonlyMap<string, LaidOutTransition>,
  edges: ReadonlyArray<Edge>,
  state: string,
): { readonly inside: ReadonlyArray<Edge>; readonly out: ReadonlyArray<Edge> } => {
  const first = edges.findIndex(({ id }) => {
    const [target] = known.get(id)?.to ?? [];
    return target !== undefined && outermost(target) !== state;
  });
  return first < 0 ? { inside: [], out: edges } : { inside: edges.slice(0, first), out: edges.slice(first) };
};

/** The initial substate that a chart enters with a state. */
const restOf = ({ initials }: ChartLayout, target: string): string => {
  const inner = initials.find(({ of }) => of === target)?.to;
  return inner === undefined ? target : inner;
};
