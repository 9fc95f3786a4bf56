import type { MetricHistory, Span } from "../../api/metrics.ts";

type Points = MetricHistory["series"][number]["points"];

/** The values of a child, or of all of them together, by the beginning of their step in ms since 1970. */
export interface Line {
  /** The path of the child; null: all together. */
  readonly subject: string | null;
  readonly points: Points;
}

/** The lines of an answer. */
export const linesOf = ({ series }: MetricHistory): ReadonlyArray<Line> =>
  series
    .filter(({ points }) => points.length > 0)
    .map(({ labels, points }) => ({ subject: labels.subject ?? null, points }));

/** Samples are taken every 30 s: steps may be shorter. In s. */
const sampled = 30;

/** Whether its values are means of several samples, which have a least and a greatest. */
export const hasRange = ({ agg, step }: MetricHistory): boolean => agg === "avg" && step > sampled;

/** The most lines of a plot: with more none can be followed. */
export const mostLines = 6;

const peakOf = (points: Points): number => Math.max(...points.map(([, value]) => Math.abs(value)));

/**
 * The children that have a line, in the order of their names: those that have, in any of the histories, the greatest share of
 * what the greatest child has.
 */
export const shownSubjects = (histories: ReadonlyArray<MetricHistory>): ReadonlyArray<string> => {
  const shares = new Map<string, number>();
  for (const history of histories) {
    const peaks = linesOf(history).map(({ subject, points }) => ({ subject, peak: peakOf(points) }));
    const most = Math.max(Number.MIN_VALUE, ...peaks.map(({ peak }) => peak));
    for (const { subject, peak } of peaks)
      if (subject !== null) shares.set(subject, Math.max(shares.get(subject) ?? 0, peak / most));
  }
  return [...shares]
    .toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .slice(0, mostLines)
    .map(([subject]) => subject)
    .toSorted();
};

/** How many children there are in the histories. */
export const subjectCount = (histories: ReadonlyArray<MetricHistory>): number =>
  new Set(histories.flatMap(({ series }) => series.map(({ labels }) => labels.subject))).size;

/** How long a value counts, in ms. `step` in s. */
const validFor = (step: number): number => Math.max(step, sampled) * 1_000;

/** The value of the step in which a moment is; undefined: nothing was measured in it. */
export const valueAt = (points: Points, step: number, at: number): number | undefined =>
  points.findLast(([begin]) => begin <= at && at < begin + validFor(step))?.[1];

/** The line of a time before, moved into this one. */
export const shifted = ({ subject, points }: Line, by: number): Line => ({
  subject,
  points: points.map(([begin, value]) => [begin + by, value]),
});

/** The scale of values: from `bottom` to `top`, with 0. */
interface Scale {
  readonly bottom: number;
  readonly top: number;
}

/** The next number that begins with 1, 2, 4, 5 or 8. */
const roundAbove = (value: number): number => {
  const size = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 4, 5, 8].find((digit) => digit * size >= value * (1 - 1e-9)) ?? 10) * size;
};

export const scaleOf = (lines: ReadonlyArray<Line>): Scale => {
  const values = lines.flatMap(({ points }) => points.map(([, value]) => value));
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  const bottom = least < 0 ? -roundAbove(-least) : 0;
  return { bottom, top: most > 0 ? roundAbove(most) : bottom < 0 ? 0 : 1 };
};

/** The values beside the scale, from above; the middle one not if it reads as the one above. */
export const ticksOf = ({ bottom, top }: Scale, text: (value: number) => string): ReadonlyArray<string> => {
  const [above = "", middle = "", below = ""] = [top, (top + bottom) / 2, bottom].map(text);
  return middle === above || middle === below ? [above, below] : [above, middle, below];
};

/** The size of a drawing, which its place stretches. */
export const width = 1_000;
export const height = 100;

export const shareOf = (at: number, { from, to }: Span): number => (at - from) / (to - from);

const heightOf = (value: number, { bottom, top }: Scale): number =>
  height - ((value - bottom) / (top - bottom)) * height;

/** So many times its step may a point be after another before there is a gap. */
const mostSteps = 1.5;
/** A line as paths of an SVG. */
export interface Path {
  /** With a gap where nothing was measured for longer than a step. */
  readonly line: string;
  /** The values with a gap on both sides. */
  readonly dots: string;
}

/** From the least to the most of each step, as an area in the path of an SVG: a bar a step. `step` in s. */
export const areaOf = (range: ReadonlyArray<Line>, step: number, span: Span, scale: Scale): string => {
  const [least, most] = range;
  const greatest = new Map(most?.points);
  const across = (shareOf(span.from + step * 1_000, span) * width).toFixed(1);
  return (least?.points ?? [])
    .map(([begin, value]) => {
      const [below, above] = [value, greatest.get(begin) ?? value].map((one) => heightOf(one, scale));
      const x = (shareOf(begin, span) * width).toFixed(1);
      return `M${x} ${above?.toFixed(1)}h${across}V${below?.toFixed(1)}h-${across}z`;
    })
    .join("");
};

/** `step` in s. */
export const pathOf = ({ points }: Line, step: number, span: Span, scale: Scale): Path => {
  const apart = validFor(step) * mostSteps;
  const isNear = (begin: number, other: number | undefined): boolean =>
    other !== undefined && Math.abs(other - begin) <= apart;
  let [line, dots] = ["", ""];
  for (const [index, [begin, value]] of points.entries()) {
    const place = `${(shareOf(begin + step * 500, span) * width).toFixed(1)} ${heightOf(value, scale).toFixed(1)}`;
    if (isNear(begin, points[index - 1]?.[0])) line += `L${place}`;
    else if (isNear(begin, points[index + 1]?.[0])) line += `M${place}`;
    else dots += `M${place}h.01`;
  }
  return { line, dots };
};
