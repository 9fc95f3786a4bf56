type Point = readonly [x: number, y: number];

const cornerRadius = 8;
const headLength = 7.5;
const headWidth = 3.6;
/** A line ends before the tip of its arrow. */
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

/** The tip of a line, and the direction in which it comes there. */
const endOf = (points: ReadonlyArray<Point>): { readonly tip: Point; readonly along: Point } => {
  const tip = points.at(-1) ?? [0, 0];
  return { tip, along: unit(points.at(-2) ?? tip, tip) };
};

/** A line of straight pieces with round corners, as the `d` of a path. */
export const linePath = (points: ReadonlyArray<Point>): string => {
  const { tip, along } = endOf(points);
  const ends = [...points.slice(0, -1), moved(tip, along, -beforeTip)];
  return ends
    .map((point, at) => {
      const before = ends[at - 1];
      const after = ends[at + 1];
      if (before === undefined) return `M${text(point)}`;
      if (after === undefined) return `L${text(point)}`;
      const radius = Math.min(cornerRadius, distance(before, point) / 2, distance(point, after) / 2);
      const into = moved(point, unit(before, point), -radius);
      const out = moved(point, unit(point, after), radius);
      return `L${text(into)}Q${text(point)} ${text(out)}`;
    })
    .join("");
};

/** The head of the arrow at the tip of a line. */
export const headPath = (points: ReadonlyArray<Point>): string => {
  const { tip, along } = endOf(points);
  const base = moved(tip, along, -headLength);
  const across: Point = [-along[1], along[0]];
  return `M${text(tip)}L${text(moved(base, across, headWidth))}L${text(moved(base, across, -headWidth))}Z`;
};

/** Where the token stands on a line that was just taken. */
export const tokenAt = (points: ReadonlyArray<Point>): Point => {
  const { tip, along } = endOf(points);
  return moved(tip, along, -tokenBeforeTip);
};

/** A diamond in a box. */
export const diamondPath = (x: number, y: number, w: number, h: number): string =>
  `M${x} ${y + h / 2}L${x + w / 2} ${y}L${x + w} ${y + h / 2}L${x + w / 2} ${y + h}Z`;
