/** The places at which the label of a line may be: beside each of its segments. */
import type { Label } from "../../../src/domain/view/ChartLayout.ts";
import type { Bundle, MeasuredLine } from "../bundle.ts";
import { font } from "../textWidth.ts";
import type { Point } from "./geometry.ts";

/** A label at a place: one block of text, or two where the line runs between them. */
interface LabelPlace {
  readonly blocks: ReadonlyArray<Label>;
  /** The cost of the place compared to the best one. */
  readonly cost: number;
}

const gap = { horizontal: 4, vertical: 7 };
const cost = { below: 0.5, split: 0.1, twoLines: 0.2, ambiguous: 3, px: 0.012 };
/** A segment has one place per 40 px of the length that its label leaves free. */
const step = 40;
/** On long segments the label is nearer to the source. */
const preferred = 0.38;

const widthOf = (lines: ReadonlyArray<MeasuredLine>): number => Math.max(...lines.map(({ w }) => w));
const heightOf = (lines: ReadonlyArray<MeasuredLine>): number => lines.length * font.line;

const centred = (lines: ReadonlyArray<MeasuredLine>, x: number, y: number): Label => {
  const w = widthOf(lines);
  return { x: x - w / 2, y, w, h: heightOf(lines), anchor: "middle", at: x, lines };
};

const beside = (lines: ReadonlyArray<MeasuredLine>, x: number, y: number, isRight: boolean): Label => {
  const w = widthOf(lines);
  const at = isRight ? x + gap.vertical : x - gap.vertical;
  return {
    x: isRight ? at : at - w,
    y: y - heightOf(lines) / 2,
    w,
    h: heightOf(lines),
    anchor: isRight ? "start" : "end",
    at,
    lines,
  };
};

/** Places along a segment as distances from its start, each with its distance from the preferred one. */
const placesAlong = (length: number, size: number): ReadonlyArray<readonly [at: number, off: number]> => {
  const room = length - size - 24;
  const best = room > 2 * step ? Math.max(size / 2 + 10, length * preferred) : length / 2 - 3;
  const places: Array<readonly [number, number]> = [[best, 0]];
  for (let off = step / 2; off <= room / 2 + step / 2; off += step / 2) {
    if (best + off + size / 2 <= length - 8) places.push([best + off, off]);
    if (best - off - size / 2 >= 4) places.push([best - off, off]);
  }
  return places;
};

const horizontalPlaces = (
  lines: ReadonlyArray<MeasuredLine>,
  x: number,
  y: number,
): ReadonlyArray<LabelPlace> => {
  const above = (part: ReadonlyArray<MeasuredLine>) => centred(part, x, y - gap.horizontal - heightOf(part));
  const below = (part: ReadonlyArray<MeasuredLine>) => centred(part, x, y + gap.horizontal);
  const half = Math.ceil(lines.length / 2);
  const split = { blocks: [above(lines.slice(0, half)), below(lines.slice(half))], cost: cost.split };
  return [
    { blocks: [above(lines)], cost: 0 },
    { blocks: [below(lines)], cost: cost.below },
    ...(lines.length > 1 ? [split] : []),
  ];
};

const placesBeside = (
  lines: ReadonlyArray<MeasuredLine>,
  [ax, ay]: Point,
  [bx, by]: Point,
): ReadonlyArray<LabelPlace> => {
  const isHorizontal = ay === by;
  const length = Math.abs(bx - ax) + Math.abs(by - ay);
  const size = isHorizontal ? widthOf(lines) : heightOf(lines);
  const sign = Math.sign(bx - ax + by - ay);
  return placesAlong(length, size).flatMap(([at, off]) => {
    const places = isHorizontal
      ? horizontalPlaces(lines, ax + sign * at, ay)
      : [
          { blocks: [beside(lines, ax, ay + sign * at, true)], cost: 0 },
          { blocks: [beside(lines, ax, ay + sign * at, false)], cost: 0.05 },
        ];
    return places.map((place) => ({ ...place, cost: place.cost + cost.px * off }));
  });
};

/** All places of a bundle's label along its line; none if it has no words. */
export const labelPlaces = (
  { wide, narrow }: Bundle,
  points: ReadonlyArray<Point>,
): ReadonlyArray<LabelPlace> => {
  if (wide.length === 0) return [];
  const variants = [
    { lines: wide, extra: 0 },
    // If several events take two lines each, it is hard to see which words belong to which event.
    ...(narrow.length > wide.length
      ? [{ lines: narrow, extra: wide.length > 1 ? cost.ambiguous : cost.twoLines }]
      : []),
  ];
  return points.slice(1).flatMap((end, index) => {
    const start = points[index] ?? end;
    return variants.flatMap(({ lines, extra }) =>
      placesBeside(lines, start, end).map((place) => ({ ...place, cost: place.cost + extra })),
    );
  });
};
