/** The dot and the short arrow that show where a chart or a compound state begins. */
import type { Box } from "../boxes/size.ts";
import type { DrawnState } from "../extract.ts";
import type { Stroke } from "./cost.ts";
import { areNear, boundsOf, isInside, isNear, type Point, type Rect, segmentsOf } from "./geometry.ts";
import { middleOf, portRange, type Side } from "./route.ts";
import { boxOf, type Scene } from "./scene.ts";

export interface InitialDot {
  /** The path of the compound state; empty for the chart itself. */
  readonly of: string;
  readonly to: string;
}

/** A state in which the chart never rests has its dot inside. */
const hasArrow = ({ initial, children }: DrawnState): boolean =>
  children.some(({ path, kind }) => path === initial && kind !== "transient");

/** The initial states that an arrow shows, of a state and everything in it. */
export const initialDots = (state: DrawnState): ReadonlyArray<InitialDot> => [
  ...(hasArrow(state) ? [{ of: state.path, to: state.initial ?? "" }] : []),
  ...state.children.flatMap(initialDots),
];

const length = { root: 26, compound: 22 };
/** By side of the initial state; px off the middle are cheap. */
const cost = {
  root: { left: 2, top: 0, bottom: 2 },
  compound: { left: 0, top: 1, bottom: 1.5 },
  px: 0.02,
  onText: 34,
  onLeaf: 25,
};
const sides: ReadonlyArray<Exclude<Side, "right">> = ["left", "top", "bottom"];

const pointsAt = (box: Box, side: Side, at: number, px: number): ReadonlyArray<Point> => {
  if (side === "left")
    return [
      [box.x - px, at],
      [box.x, at],
    ];
  if (side === "top")
    return [
      [at, box.y - px],
      [at, box.y],
    ];
  return [
    [at, box.y + box.h + px],
    [at, box.y + box.h],
  ];
};

const aroundDot = ([x, y]: Point): Rect => ({ x: x - 5, y: y - 5, w: 10, h: 10 });

const strokeAt = (points: ReadonlyArray<Point>, own: number): Stroke => ({
  points,
  segments: segmentsOf(points),
  isDot: true,
  labels: [],
  bounds: boundsOf(points, []),
  own,
});

/** All places of a dot. */
export const dotPlaces = ({ of, to }: InitialDot, scene: Scene): ReadonlyArray<Stroke> => {
  const box = boxOf(scene, to);
  const container = of === "" ? undefined : boxOf(scene, of);
  const sideCost = of === "" ? cost.root : cost.compound;
  const px = of === "" ? length.root : length.compound;
  return sides.flatMap((side) => {
    const [from, upTo] = portRange(box, side);
    const ports = Array.from({ length: Math.floor((upTo - from) / 4) + 1 }, (_, index) => from + 4 * index);
    return ports.flatMap((at) => {
      const points = pointsAt(box, side, at, px);
      const dot = aroundDot(points[0] ?? [0, 0]);
      if (container && !isInside(dot, container, 2)) return [];
      const segments = segmentsOf(points);
      const isOn = (rect: Rect) => areNear(dot, rect, 2) || segments.some((one) => isNear(one, rect, 2));
      const onText = scene.texts.some(isOn) ? cost.onText : 0;
      const onLeaf = scene.leaves.some((leaf) => leaf !== box && isOn(leaf)) ? cost.onLeaf : 0;
      const off = Math.abs(at - middleOf(box, side)) * cost.px;
      return [strokeAt(points, sideCost[side] + off + onText + onLeaf)];
    });
  });
};
