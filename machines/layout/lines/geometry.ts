/** Points, rectangles and the axis-parallel segments of lines; px, y downwards. */

export type Point = readonly [x: number, y: number];

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Horizontal or vertical, from the lower to the higher coordinate. */
export interface Segment {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly isHorizontal: boolean;
}

export const segmentsOf = (points: ReadonlyArray<Point>): ReadonlyArray<Segment> =>
  points.slice(1).map(([bx, by], index) => {
    const [ax, ay] = points[index] ?? [bx, by];
    return {
      x1: Math.min(ax, bx),
      y1: Math.min(ay, by),
      x2: Math.max(ax, bx),
      y2: Math.max(ay, by),
      isHorizontal: ay === by,
    };
  });

export const lengthOf = ({ x1, y1, x2, y2 }: Segment): number => x2 - x1 + y2 - y1;

/** Whether a segment comes closer than `distance` to a rectangle. */
export const isNear = (s: Segment, r: Rect, distance: number): boolean =>
  s.x1 < r.x + r.w + distance &&
  s.x2 > r.x - distance &&
  s.y1 < r.y + r.h + distance &&
  s.y2 > r.y - distance;

/** Whether two rectangles come closer than `distance`. */
export const areNear = (a: Rect, b: Rect, distance: number): boolean =>
  a.x < b.x + b.w + distance &&
  a.x + a.w + distance > b.x &&
  a.y < b.y + b.h + distance &&
  a.y + a.h + distance > b.y;

/** Whether a rectangle is in another one, and at least `distance` from its border. */
export const isInside = (inner: Rect, outer: Rect, distance: number): boolean =>
  inner.x >= outer.x + distance &&
  inner.y >= outer.y + distance &&
  inner.x + inner.w <= outer.x + outer.w - distance &&
  inner.y + inner.h <= outer.y + outer.h - distance;

/** Where two segments cross; null if they are parallel or don't cross. */
export const crossingOf = (a: Segment, b: Segment): Point | null => {
  if (a.isHorizontal === b.isHorizontal) return null;
  const [h, v] = a.isHorizontal ? [a, b] : [b, a];
  const crosses = v.x1 > h.x1 && v.x1 < h.x2 && h.y1 > v.y1 && h.y1 < v.y2;
  return crosses ? [v.x1, h.y1] : null;
};

/** The distance of parallel segments that run beside each other; infinite for others. */
export const parallelDistance = (a: Segment, b: Segment): number => {
  if (a.isHorizontal !== b.isHorizontal) return Number.POSITIVE_INFINITY;
  const overlap = a.isHorizontal
    ? Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1)
    : Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1);
  if (overlap < -4) return Number.POSITIVE_INFINITY;
  return a.isHorizontal ? Math.abs(a.y1 - b.y1) : Math.abs(a.x1 - b.x1);
};

/** The smallest rectangle around points and rectangles. */
export const boundsOf = (points: ReadonlyArray<Point>, rects: ReadonlyArray<Rect>): Rect => {
  let [left, top] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let [right, bottom] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const include = (x: number, y: number, w: number, h: number): void => {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + w);
    bottom = Math.max(bottom, y + h);
  };
  for (const [x, y] of points) include(x, y, 0, 0);
  for (const { x, y, w, h } of rects) include(x, y, w, h);
  return { x: left, y: top, w: right - left, h: bottom - top };
};
