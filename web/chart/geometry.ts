type Point = readonly [x: number, y: number];

const cornerRadius = 8;
const headLength = 7.5;
const headWidth = 3.6;
/** An edge ends this far before the tip of its arrow, in px. */
const beforeTip = 6;
const tokenBeforeTip = 13;

const unit = ([fromX, fromY]: Point, [toX, toY]: Point): Point => [
  Math.sign(toX - fromX),
  Math.sign(toY - fromY),
];

const moved = ([x, y]: Point, [alongX, alongY]: Point, by: number): Point => [
  x + alongX * by,
  y + alongY * by,
];

const distance = ([x, y]: Point, [otherX, otherY]: Point): number => Math.hypot(otherX - x, otherY - y);

const text = ([x, y]: Point): string => `${x} ${y}`;

/** The tip of an edge, and the direction in which it arrives. */
const endOf = (points: ReadonlyArray<Point>): { readonly tip: Point; readonly along: Point } => {
  const tip = points.at(-1) ?? [0, 0];
  return { tip, along: unit(points.at(-2) ?? tip, tip) };
};

/**
 * An edge of straight pieces with rounded corners, as the `d` of a path; `before`: its distance from the tip, in px.
 */
export const linePath = (points: ReadonlyArray<Point>, before = beforeTip): string => {
  const { tip, along } = endOf(points);
  const ends = [...points.slice(0, -1), moved(tip, along, -before)];
  return ends
    .map((point, at) => {
      const from = ends[at - 1];
      const to = ends[at + 1];
      if (from === undefined) return `M${text(point)}`;
      if (to === undefined) return `L${text(point)}`;
      const radius = Math.min(cornerRadius, distance(from, point) / 2, distance(point, to) / 2);
      const into = moved(point, unit(from, point), -radius);
      const out = moved(point, unit(point, to), radius);
      return `L${text(into)}Q${text(point)} ${text(out)}`;
    })
    .join("");
};

/** The arrowhead of an edge. */
export const headPath = (points: ReadonlyArray<Point>): string => {
  const { tip, along } = endOf(points);
  const base = moved(tip, along, -headLength);
  const across: Point = [-along[1], along[0]];
  return `M${text(tip)}L${text(moved(base, across, headWidth))}L${text(moved(base, across, -headWidth))}Z`;
};

/** The path of the token along an edge that was just taken. */
export const wayPath = (points: ReadonlyArray<Point>): string => linePath(points, tokenBeforeTip);

/** A diamond in a box. */
export const diamondPath = (x: number, y: number, w: number, h: number): string =>
  `M${x} ${y + h / 2}L${x + w / 2} ${y}L${x + w} ${y + h / 2}L${x + w / 2} ${y + h}Z`;
