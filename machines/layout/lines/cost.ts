/** The costs of lines and labels. The weights were found by experiment; only their ratios matter. */
import type { Box } from "../boxes/size.ts";
import {
  areNear,
  crossingOf,
  isInside,
  isNear,
  lengthOf,
  type Point,
  parallelDistance,
  type Rect,
  type Segment,
  segmentsOf,
} from "./geometry.ts";
import { isIn, type Scene } from "./scene.ts";

/** A line, or the arrow from an initial dot, at its place. */
export interface Stroke {
  readonly points: ReadonlyArray<Point>;
  readonly segments: ReadonlyArray<Segment>;
  readonly isDot: boolean;
  readonly labels: ReadonlyArray<Rect>;
  /** Around its points and labels. */
  readonly bounds: Rect;
  /** The cost of its route and its label by themselves. */
  readonly own: number;
}

const line = { px: 0.02, bend: 3, crossing: 8, atCorner: 12, throughDot: 16, throughText: 34 };
const parallel = { overlapping: 22, close: 5 };
const border = { along: 4, distance: 18, least: 60 };
const ports = { leaf: 0.06, side: 0.04, top: 0.004, wrongSide: 3 };
const label = {
  onLine: 24,
  nearLine: 2.5,
  onLeaf: 25,
  onBorder: 22,
  onText: 20,
  onLabel: 26,
  inForeign: 14,
  inOneEnd: 4,
};
/** Strokes that are farther apart don't affect each other, px. */
const reach = 13;
const size = { width: 0.06, height: 0.03 };

const sum = <A>(values: ReadonlyArray<A>, of: (value: A) => number): number => {
  let total = 0;
  for (const value of values) total += of(value);
  return total;
};

/** How far a port is off the middle of its side, as a cost. */
const offMiddle = (box: Box, [x, y]: Point): number => {
  if (box.state.kind === "transient") return 0;
  const isSide = x === box.x || x === box.x + box.w;
  const off = Math.abs(isSide ? y - (box.y + box.axis) : x - (box.x + box.w / 2));
  if (box.state.kind !== "compound") return off * ports.leaf;
  return off * (isSide ? ports.side : ports.top);
};

/** A line towards the right should leave at the right and enter at the left. */
const wrongSides = (from: Box, to: Box, first: Point, last: Point): number => {
  if (from.x + from.w > to.x) return 0;
  return (first[0] === from.x ? ports.wrongSide : 0) + (last[0] === to.x + to.w ? ports.wrongSide : 0);
};

/** Whether a segment follows a side of a box for a long way. */
const followsBorder = (s: Segment, box: Rect): boolean => {
  const lines: ReadonlyArray<Segment> = s.isHorizontal
    ? [box.y, box.y + box.h].map((y) => ({ x1: box.x, x2: box.x + box.w, y1: y, y2: y, isHorizontal: true }))
    : [box.x, box.x + box.w].map((x) => ({
        x1: x,
        x2: x,
        y1: box.y,
        y2: box.y + box.h,
        isHorizontal: false,
      }));
  return lines.some((side) => {
    const overlap = s.isHorizontal
      ? Math.min(s.x2, side.x2) - Math.max(s.x1, side.x1)
      : Math.min(s.y2, side.y2) - Math.max(s.y1, side.y1);
    return overlap > border.least && parallelDistance(s, side) < border.distance;
  });
};

/** The cost of a route by itself. */
export const routeCost = (points: ReadonlyArray<Point>, from: Box, to: Box, scene: Scene): number => {
  const segments = segmentsOf(points);
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return 0;
  return (
    sum(segments, lengthOf) * line.px +
    (points.length - 2) * line.bend +
    offMiddle(from, first) +
    offMiddle(to, last) +
    wrongSides(from, to, first, last) +
    sum(scene.texts, (text) => (segments.some((one) => isNear(one, text, 3)) ? line.throughText : 0)) +
    sum(scene.all, (box) =>
      box === from || box === to ? 0 : segments.some((one) => followsBorder(one, box)) ? border.along : 0,
    )
  );
};

const isOnBorder = (rect: Rect, box: Rect): boolean => areNear(rect, box, 2) && !isInside(rect, box, 2);

const compoundCost = (rect: Rect, box: Box, from: string, to: string): number => {
  if (isOnBorder(rect, box)) return label.onBorder;
  if (!isInside(rect, box, 0)) return 0;
  const ends = [from, to].filter((end) => isIn(end, box.state.path)).length;
  return ends === 0 ? label.inForeign : ends === 1 ? label.inOneEnd : 0;
};

/** The cost of a block of a label against the boxes. */
export const labelCost = (rect: Rect, from: string, to: string, scene: Scene): number => {
  // Loops, because this is called for every place of every label, millions of times.
  let total = 0;
  for (const leaf of scene.leaves) if (areNear(rect, leaf, 3)) total += label.onLeaf;
  for (const text of scene.texts) if (areNear(rect, text, 3)) total += label.onText;
  for (const box of scene.compounds) if (areNear(rect, box, 2)) total += compoundCost(rect, box, from, to);
  return total;
};

/** The cost of a block of a label against a line. */
const labelAtLine = (rect: Rect, { segments }: Pick<Stroke, "segments">, isOwn: boolean): number => {
  let worst = 0;
  for (const segment of segments) {
    // Its own line is 4 px away from it.
    if (isNear(segment, rect, isOwn ? 3 : 4)) return label.onLine;
    if (!isOwn && isNear(segment, rect, 13)) worst = label.nearLine;
  }
  return worst;
};

/** The cost of the blocks of a label against the other lines and labels, and against the rest of their own line. */
export const labelAmong = (
  labels: ReadonlyArray<Rect>,
  segments: ReadonlyArray<Segment>,
  others: ReadonlyArray<Stroke>,
  self: number,
): number => {
  let total = 0;
  for (const rect of labels) {
    total += labelAtLine(rect, { segments }, true);
    for (let index = 0; index < others.length; index++) {
      const other = others[index];
      if (other === undefined || index === self || !areNear(rect, other.bounds, reach)) continue;
      total += labelAtLine(rect, other, false);
      for (const there of other.labels) if (areNear(rect, there, 5)) total += label.onLabel;
    }
  }
  return total;
};

const crossingCost = (at: Point, a: Stroke, b: Stroke): number => {
  const isCorner = ([x, y]: Point) => Math.abs(x - at[0]) + Math.abs(y - at[1]) < 8;
  const base = a.isDot || b.isDot ? line.throughDot : line.crossing;
  return base + (a.points.some(isCorner) || b.points.some(isCorner) ? line.atCorner : 0);
};

const linesCost = (a: Stroke, b: Stroke): number => {
  let total = 0;
  let nearest = Number.POSITIVE_INFINITY;
  for (const s of a.segments)
    for (const t of b.segments) {
      const at = crossingOf(s, t);
      if (at !== null) total += crossingCost(at, a, b);
      else nearest = Math.min(nearest, parallelDistance(s, t));
    }
  if (nearest < 8) return total + parallel.overlapping;
  return nearest < 12 ? total + parallel.close : total;
};

/** The cost of two strokes together. */
export const pairCost = (a: Stroke, b: Stroke): number => {
  if (!areNear(a.bounds, b.bounds, reach)) return 0;
  let total = linesCost(a, b);
  for (const rect of a.labels) {
    total += labelAtLine(rect, b, false);
    for (const there of b.labels) if (areNear(rect, there, 5)) total += label.onLabel;
  }
  for (const rect of b.labels) total += labelAtLine(rect, a, false);
  return total;
};

/** The cost of the chart's size, px. */
export const sizeCost = (width: number, height: number): number => width * size.width + height * size.height;
