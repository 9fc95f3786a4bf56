/**
 * Checks a layout by its content, without the code that made it: whether labels are legible, whether lines can be
 * followed, and whether each transition of the machine is drawn once. Faults are sentences; a good layout has none.
 */
import type { AnyStateMachine } from "xstate";
import type { ChartLayout, Label, LaidOutEdge, LaidOutState } from "../../src/domain/view/ChartLayout.ts";
import { extractChart } from "./extract.ts";
import {
  areNear,
  crossingOf,
  isInside,
  isNear,
  parallelDistance,
  type Rect,
  type Segment,
  segmentsOf,
} from "./lines/geometry.ts";
import { textWidth } from "./textWidth.ts";

/** Distances in px. */
const least = {
  labelToLine: 2,
  labelToLeaf: 2,
  labelToLabel: 2,
  labelToText: 1,
  labelToBorder: 1,
  parallel: 8,
};
const mostCrossings = 2;

type Named<A> = A & { readonly name: string };

const pairsOf = <A>(items: ReadonlyArray<A>): ReadonlyArray<readonly [A, A]> =>
  items.flatMap((a, index) => items.slice(index + 1).map((b) => [a, b] as const));

const labelsOf = ({ edges }: ChartLayout): ReadonlyArray<Named<Label> & { readonly edge: LaidOutEdge }> =>
  edges.flatMap((edge) => edge.labels.map((label) => ({ ...label, name: `the label of ${edge.id}`, edge })));

interface CheckedLine {
  readonly name: string;
  readonly from: string | null;
  readonly to: string;
  readonly segments: ReadonlyArray<Segment>;
}

const linesOf = ({ edges, initials }: ChartLayout): ReadonlyArray<CheckedLine> => [
  ...edges.map(({ id, from, to, points }) => ({
    name: `line ${id}`,
    from,
    to,
    segments: segmentsOf(points),
  })),
  ...initials.map(({ of, to, points }) => ({
    name: `the initial arrow of ${of ?? "the chart"}`,
    from: null,
    to,
    segments: segmentsOf(points),
  })),
];

const leftOf = (x: number, w: number, anchor: Label["anchor"]): number =>
  anchor === "start" ? x : anchor === "end" ? x - w : x - w / 2;

const textsOf = ({ id, name, title, lines = [] }: LaidOutState, size: number): ReadonlyArray<Named<Rect>> => {
  const w = textWidth(name, size);
  return [
    ...(title
      ? [{ name: `the name of ${id}`, x: leftOf(title.x, w, title.anchor), y: title.y - 10, w, h: 12 }]
      : []),
    ...lines.map((line) => ({
      name: `"${line.text}" in ${id}`,
      x: leftOf(line.x, line.w, line.anchor),
      y: line.y - 9,
      w: line.w,
      h: 11,
    })),
  ];
};

const isWithin = (path: string, container: string): boolean =>
  path === container || path.startsWith(`${container}.`);

const labelFaults = (layout: ChartLayout): ReadonlyArray<string> => {
  const labels = labelsOf(layout);
  const lines = linesOf(layout);
  const texts = layout.states.flatMap((state) => textsOf(state, layout.font.name));
  const isOnBorder = (label: Rect, box: Rect) =>
    areNear(label, box, least.labelToBorder) && !isInside(label, box, least.labelToBorder);
  return [
    ...labels.flatMap((label) => [
      ...lines
        .filter(({ segments }) => segments.some((one) => isNear(one, label, least.labelToLine)))
        .map(({ name }) => `${label.name} is on ${name}`),
      ...layout.states
        .filter(({ kind }) => kind !== "compound")
        .filter((state) => areNear(label, state, least.labelToLeaf))
        .map(({ id }) => `${label.name} is on the state ${id}`),
      ...layout.states
        .filter((state) => state.kind === "compound" && isOnBorder(label, state))
        .map(({ id }) => `${label.name} is on the border of ${id}`),
      ...texts
        .filter((text) => areNear(label, text, least.labelToText))
        .map(({ name }) => `${label.name} is on ${name}`),
      ...(label.x < 0 || label.y < 0 || label.x + label.w > layout.width || label.y + label.h > layout.height
        ? [`${label.name} is outside of the chart`]
        : []),
    ]),
    ...pairsOf(labels)
      .filter(([a, b]) => areNear(a, b, least.labelToLabel))
      .map(([a, b]) => `${a.name} is on ${b.name}`),
  ];
};

/** Whether a line must not touch a state: it is neither an end of it nor around an end. */
const isForeign = ({ from, to }: CheckedLine, { id }: LaidOutState): boolean =>
  ![from, to].some((end) => end !== null && isWithin(end, id));

const lineFaults = (layout: ChartLayout): ReadonlyArray<string> => {
  const lines = linesOf(layout);
  const texts = layout.states.flatMap((state) => textsOf(state, layout.font.name));
  const touches = ({ segments }: CheckedLine, rect: Rect, distance: number) =>
    segments.some((one) => isNear(one, rect, distance));
  const throughEnds = layout.edges.flatMap(({ id, from, to, points }) =>
    layout.states
      .filter((state) => state.kind !== "compound" && (state.id === from || state.id === to))
      .filter((state) => segmentsOf(points).some((one) => isNear(one, state, -1)))
      .map((state) => `line ${id} runs through its own state ${state.id}`),
  );
  return [
    ...throughEnds,
    ...lines.flatMap((line) => [
      ...layout.states
        .filter((state) => isForeign(line, state) && !containsInitial(state, line) && touches(line, state, 0))
        .map(({ id }) => `${line.name} runs through the state ${id}`),
      ...texts
        .filter((text) => touches(line, text, 0))
        .map(({ name }) => `${line.name} runs through ${name}`),
    ]),
    ...pairsOf(lines).flatMap(([a, b]) =>
      a.segments.some((s) => b.segments.some((t) => parallelDistance(s, t) < least.parallel))
        ? [`${a.name} and ${b.name} are too close to each other`]
        : [],
    ),
  ];
};

const containsInitial = ({ id }: LaidOutState, { from, to }: CheckedLine): boolean =>
  from === null && isWithin(to, id);

const crossingFaults = ({ edges }: ChartLayout): ReadonlyArray<string> => {
  const lines = edges.map(({ id, points }) => ({ id, segments: segmentsOf(points) }));
  const crossings = pairsOf(lines).flatMap(([a, b]) =>
    a.segments.flatMap((s) =>
      b.segments.filter((t) => crossingOf(s, t) !== null).map(() => `${a.id} crosses ${b.id}`),
    ),
  );
  return crossings.length > mostCrossings ? crossings : [];
};

const boxFaults = ({ states, width, height }: ChartLayout): ReadonlyArray<string> => [
  ...states
    .filter(({ x, y, w, h }) => x < 0 || y < 0 || x + w > width || y + h > height)
    .map(({ id }) => `the state ${id} is outside of the chart`),
  ...pairsOf(states)
    .filter(([a, b]) => !isWithin(a.id, b.id) && !isWithin(b.id, a.id) && areNear(a, b, 0))
    .map(([a, b]) => `the states ${a.id} and ${b.id} overlap`),
  ...states.flatMap((state) => {
    const parent = states.find(({ id }) => id === state.parent);
    return parent && !isInside(state, parent, 4) ? [`the state ${state.id} is not in ${parent.id}`] : [];
  }),
];

/** How often each transition is drawn; the lines of a projected one count once. */
const drawnCounts = ({ edges, states, everywhere }: ChartLayout): ReadonlyMap<number, number> => {
  const projected = new Set(edges.filter((edge) => edge.projected).flatMap(({ t }) => t));
  const drawn = [
    ...edges.filter((edge) => !edge.projected).flatMap(({ t }) => t),
    ...projected,
    ...states.flatMap(({ lines = [], inner = [] }) => [
      ...lines.flatMap(({ t }) => t),
      ...innerOnly(lines, inner),
    ]),
    ...(everywhere?.t ?? []),
  ];
  const counts = new Map<number, number>();
  for (const t of drawn) counts.set(t, (counts.get(t) ?? 0) + 1);
  return counts;
};

/** Timers within a folded state are also a line of text in it. */
const innerOnly = (
  lines: NonNullable<LaidOutState["lines"]>,
  inner: ReadonlyArray<number>,
): ReadonlyArray<number> => inner.filter((index) => !lines.some(({ t }) => t.includes(index)));

const transitionFaults = (layout: ChartLayout, machine: AnyStateMachine): ReadonlyArray<string> => {
  const counts = drawnCounts(layout);
  const wanted = extractChart(machine).transitions.map(({ id }) => id);
  const present = layout.transitions.map(({ id }) => id);
  return [
    ...wanted
      .filter((id) => !present.includes(id))
      .map((id) => `the layout lacks the transition ${id}: run \`npm run charts\``),
    ...present
      .filter((id) => !wanted.includes(id))
      .map((id) => `the machine has no transition ${id}: run \`npm run charts\``),
    ...layout.transitions.flatMap(({ id }, index) => {
      const count = counts.get(index) ?? 0;
      return count === 1 ? [] : [`the transition ${id} is drawn ${count} times`];
    }),
  ];
};

/** The faults of a layout as a drawing, and as a drawing of this machine. */
export const checkLayout = (layout: ChartLayout, machine: AnyStateMachine): ReadonlyArray<string> => [
  ...boxFaults(layout),
  ...labelFaults(layout),
  ...lineFaults(layout),
  ...crossingFaults(layout),
  ...transitionFaults(layout, machine),
];
