/** Assembles the stored layout of a chart from its computed parts. */
import type {
  BoxText,
  ChartLayout,
  LaidOutEdge,
  LaidOutState,
  LaidOutTransition,
} from "../../src/domain/view/ChartLayout.ts";
import { margin } from "./boxes/place.ts";
import type { Box } from "./boxes/size.ts";
import type { DrawnTransition, ExtractedChart } from "./extract.ts";
import { type Solution, totalLength } from "./lines/anneal.ts";
import { extentOf } from "./lines/board.ts";
import type { InitialDot } from "./lines/dots.ts";
import { crossingOf, type Point } from "./lines/geometry.ts";
import type { DrawnLine } from "./lines/movers.ts";
import type { Scene } from "./lines/scene.ts";
import type { SortedTransitions } from "./sort.ts";
import { font, textWidth } from "./textWidth.ts";

type Shift = (point: Point) => Point;

const transitionOf = ({ id, from, event, kind, delay, words, to }: DrawnTransition): LaidOutTransition => ({
  id,
  from,
  event,
  kind,
  ...(delay === undefined ? {} : { delay }),
  ...(words === undefined ? {} : { words }),
  to,
});

const textAt =
  (shift: Shift) =>
  (text: BoxText): BoxText => {
    const [x, y] = shift([text.x, text.y]);
    return { ...text, x, y };
  };

const stateOf =
  (sorted: SortedTransitions, shift: Shift) =>
  ({ state, x, y, w, h, title, texts }: Box): LaidOutState => {
    const [left, top] = shift([x, y]);
    const [titleX, titleY] = shift([title?.x ?? 0, title?.y ?? 0]);
    const inner = sorted.inner.get(state.path) ?? [];
    const { parent } = state;
    return {
      id: state.path,
      name: state.name,
      kind: state.kind,
      ...(parent === null || parent.path === "" ? {} : { parent: parent.path }),
      x: left,
      y: top,
      w,
      h,
      ...(state.hasTimer ? { timer: true } : {}),
      ...(state.kind === "transient" && parent?.initial === state.path ? { initial: true } : {}),
      ...(title === undefined ? {} : { title: { x: titleX, y: titleY, anchor: title.anchor } }),
      ...(texts.length === 0 ? {} : { lines: texts.map(textAt(shift)) }),
      ...(inner.length === 0 ? {} : { inner: inner.map(({ index }) => index) }),
    };
  };

const edgeOfLine =
  (shift: Shift) =>
  ({ bundle, points, labels }: DrawnLine): LaidOutEdge => {
    const [dx, dy] = shift([0, 0]);
    return {
      id: bundle.id,
      from: bundle.from,
      to: bundle.to,
      t: bundle.transitions.map(({ index }) => index),
      ...(bundle.isTimer ? { timer: true } : {}),
      ...(bundle.isProjected ? { projected: true } : {}),
      points: points.map(shift),
      labels: labels.map((label) => ({
        ...label,
        x: label.x + dx,
        y: label.y + dy,
        at: label.at + dx,
        lines: label.lines.map(({ t, spans }) => ({ t, spans })),
      })),
    };
  };

const crossingsIn = ({ lines }: Solution): number => {
  let count = 0;
  for (const [i, a] of lines.entries())
    for (const b of lines.slice(0, i))
      for (const s of a.segments) count += b.segments.filter((t) => crossingOf(s, t) !== null).length;
  return count;
};

const footHeight = 24;

const footOf = (
  { everywhere }: SortedTransitions,
  height: number,
): NonNullable<ChartLayout["everywhere"]> | undefined => {
  if (everywhere.length === 0) return undefined;
  const events = [...new Set(everywhere.map(({ event }) => event))];
  const text = `In every state, noted: ${events.join(", ")}`;
  return { text, x: margin, y: height - margin + 2, t: everywhere.map(({ index }) => index) };
};

/** A chart with all its computed parts. */
interface LaidOutParts {
  readonly chart: ExtractedChart;
  readonly sorted: SortedTransitions;
  readonly boxes: ReadonlyArray<Box>;
  readonly dots: ReadonlyArray<InitialDot>;
  readonly scene: Scene;
  readonly solution: Solution;
}

/** The layout from its parts, moved to the margin of the drawing. */
export const assembleLayout = ({
  chart,
  sorted,
  boxes,
  dots,
  scene,
  solution,
}: LaidOutParts): ChartLayout => {
  const { x: left, y: top, w, h } = extentOf(scene, [...solution.lines, ...solution.dots]);
  const shift: Shift = ([x, y]) => [x + margin - left, y + margin - top];
  const height = h + 2 * margin + (sorted.everywhere.length > 0 ? footHeight : 0);
  const everywhere = footOf(sorted, height);
  const footWidth = everywhere ? textWidth(everywhere.text) + 2 * margin : 0;
  return {
    version: 1,
    machine: chart.machine,
    width: Math.ceil(Math.max(w + 2 * margin, footWidth)),
    height: Math.ceil(height),
    font,
    transitions: chart.transitions.map(transitionOf),
    states: boxes.map(stateOf(sorted, shift)),
    edges: solution.lines.map(edgeOfLine(shift)),
    initials: solution.dots.map(({ points }, index) => {
      const dot = dots[index];
      return { ...(dot?.of ? { of: dot.of } : {}), to: dot?.to ?? "", points: points.map(shift) };
    }),
    ...(everywhere ? { everywhere } : {}),
    measured: {
      crossings: crossingsIn(solution),
      bends: solution.lines.reduce((sum, { points }) => sum + points.length - 2, 0),
      length: totalLength(solution.lines),
      cost: Math.round(solution.cost * 10) / 10,
    },
  };
};
