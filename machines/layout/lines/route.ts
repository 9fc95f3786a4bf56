/**
 * The route of a line: it leaves one box by a port, enters another one by a port, and has at most two bends. Ports are
 * on a grid of 4 px.
 */
import type { Box } from "../boxes/size.ts";
import type { Point } from "./geometry.ts";
import { boundsOf, isInside, isNear, segmentsOf } from "./geometry.ts";
import type { Random } from "./random.ts";
import { isIn, type Scene } from "./scene.ts";

export type Side = "left" | "right" | "top" | "bottom";

export interface Route {
  readonly exit: Side;
  /** The port: y on the left or right side, x on the others. */
  readonly out: number;
  readonly entry: Side;
  readonly into: number;
  /** The place of the middle segment of three. */
  readonly via: number;
}

const sides: ReadonlyArray<Side> = ["left", "right", "top", "bottom"];
const grid = 4;
/** The distance of a port from a corner, of a line from a foreign box, and of the first bend from the own box; px. */
const clearance = { corner: 10, foreign: 9, bend: 12, tip: 20 };
/** How far lines may run outside of all boxes, px. */
const outside = 48;

const snap = (px: number): number => Math.round(px / grid) * grid;
const isHorizontal = (side: Side): boolean => side === "left" || side === "right";
const direction = (side: Side): 1 | -1 => (side === "right" || side === "bottom" ? 1 : -1);

/** The coordinate that all ports of a side share. */
const edgeAt = (box: Box, side: Side): number => {
  if (side === "left") return box.x;
  if (side === "right") return box.x + box.w;
  return side === "top" ? box.y : box.y + box.h;
};

/** The middle of a side; of the left and right side, the row on which the box is aligned with its neighbours. */
export const middleOf = (box: Box, side: Side): number =>
  isHorizontal(side) ? box.y + box.axis : box.x + box.w / 2;

/** The range of the ports of a side; one port is in the middle. */
export const portRange = (box: Box, side: Side): readonly [number, number] => {
  const [from, size] = isHorizontal(side) ? [box.y, box.h] : [box.x, box.w];
  const at = middleOf(box, side);
  if (box.state.kind === "transient") return [at, at];
  const portsIn = (room: number): number => grid * Math.floor((room - clearance.corner) / grid);
  return [at - portsIn(at - from), at + portsIn(from + size - at)];
};

const randomPort = ([from, to]: readonly [number, number], random: Random): number =>
  from + grid * random.below(Math.floor((to - from) / grid) + 1);

const portPoint = (box: Box, side: Side, at: number): Point =>
  isHorizontal(side) ? [edgeAt(box, side), at] : [at, edgeAt(box, side)];

/** Whether a route is one straight line. */
const isStraight = ({ exit, out, entry, into }: Route): boolean =>
  isHorizontal(exit) === isHorizontal(entry) && exit !== entry && out === into;

/** The points of a route, from border to border. */
export const pointsOf = (route: Route, from: Box, to: Box): ReadonlyArray<Point> => {
  const { exit, out, entry, into, via } = route;
  const [a, b] = [portPoint(from, exit, out), portPoint(to, entry, into)];
  if (isStraight(route)) return [a, b];
  if (isHorizontal(exit) !== isHorizontal(entry))
    return [a, isHorizontal(exit) ? [b[0], a[1]] : [a[0], b[1]], b];
  return isHorizontal(exit) ? [a, [via, a[1]], [via, b[1]], b] : [a, [a[0], via], [b[0], via], b];
};

/** Whether the line leaves its box outwards and comes to the other one from outside. */
const leavesAndEnters = (route: Route, points: ReadonlyArray<Point>): boolean => {
  const [first, second] = points;
  const [before, last] = points.slice(-2);
  if (!first || !second || !before || !last) return false;
  const along = (side: Side, from: Point, to: Point): number =>
    direction(side) * (isHorizontal(side) ? to[0] - from[0] : to[1] - from[1]);
  const isOne = points.length === 2;
  return (
    along(route.exit, first, second) >= (isOne ? clearance.tip : clearance.bend) &&
    along(route.entry, last, before) >= (isOne ? clearance.tip : clearance.tip - 4)
  );
};

/** Whether a route touches no foreign box, and its own ones at its ends only. */
const isClear = (points: ReadonlyArray<Point>, from: Box, to: Box, { all }: Scene): boolean => {
  const segments = segmentsOf(points);
  const isFree = (box: Box, distance: number, parts = segments): boolean =>
    !parts.some((segment) => isNear(segment, box, distance));
  if (!isFree(from, 4, segments.slice(1)) || !isFree(to, 4, segments.slice(0, -1))) return false;
  for (const box of all) {
    const { path } = box.state;
    const ends = [from, to].filter(({ state }) => state !== box.state && isIn(state.path, path)).length;
    // Lines between states of one compound stay in it.
    if (ends === 2 && !isInside(boundsOf(points, []), box, 4)) return false;
    if (ends > 0 || box === from || box === to) continue;
    if (isIn(path, from.state.path) || isIn(path, to.state.path)) {
      if (!isFree(box, 0)) return false;
    } else if (!isFree(box, clearance.foreign)) return false;
  }
  return true;
};

/** Whether a route can be drawn. */
const isPossible = (route: Route, from: Box, to: Box, scene: Scene): boolean => {
  const points = pointsOf(route, from, to);
  return leavesAndEnters(route, points) && isClear(points, from, to, scene);
};

/** A straight route at a random place, where the boxes are opposite each other. */
const straightRoute = (from: Box, to: Box, random: Random): Route | null => {
  const exit = random.pick(sides);
  const entry = opposite[exit];
  const [a, b] = [portRange(from, exit), portRange(to, entry)];
  const common: readonly [number, number] = [Math.max(a[0], b[0]), Math.min(a[1], b[1])];
  if (common[0] > common[1]) return null;
  const port = random.next() < 0.3 ? clamp(middleOf(from, exit), common) : randomPort(common, random);
  return { exit, out: port, entry, into: port, via: 0 };
};

const opposite: Readonly<Record<Side, Side>> = { left: "right", right: "left", top: "bottom", bottom: "top" };
const clamp = (value: number, [from, to]: readonly [number, number]): number =>
  Math.min(Math.max(value, from), to);

const bentRoute = (from: Box, to: Box, { extent }: Scene, random: Random): Route => {
  const [exit, entry] = [random.pick(sides), random.pick(sides)];
  const port = (box: Box, side: Side): number =>
    random.next() < 0.2 ? middleOf(box, side) : randomPort(portRange(box, side), random);
  const [low, high] = isHorizontal(exit) ? [extent.x, extent.x + extent.w] : [extent.y, extent.y + extent.h];
  const start = edgeAt(from, exit);
  const near = start + direction(exit) * (16 + grid * random.below(10));
  const anywhere = snap(low - outside + random.next() * (high - low + 2 * outside));
  return {
    exit,
    out: port(from, exit),
    entry,
    into: port(to, entry),
    via: random.next() < 0.4 ? snap(near) : anywhere,
  };
};

/** A random route that can be drawn; null if none was found in a few attempts. */
export const sampleRoute = (
  from: Box,
  to: Box,
  scene: Scene,
  random: Random,
  attempts = 12,
): Route | null => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const route = random.next() < 0.5 ? straightRoute(from, to, random) : bentRoute(from, to, scene, random);
    if (route !== null && isPossible(route, from, to, scene)) return route;
  }
  return null;
};

/** A route with one of its segments a little shifted; null if it can't be drawn. */
export const shiftedRoute = (
  route: Route,
  from: Box,
  to: Box,
  scene: Scene,
  random: Random,
): Route | null => {
  const by = random.pick([4, 8, 24]) * random.pick([1, -1]);
  const out = clamp(route.out + by, portRange(from, route.exit));
  const into = clamp(route.into + by, portRange(to, route.entry));
  const part = random.below(3);
  const shifted = isStraight(route)
    ? { ...route, out, into }
    : part === 0
      ? { ...route, out }
      : part === 1
        ? { ...route, into }
        : { ...route, via: route.via + by };
  const isBroken = isStraight(route) && out !== into;
  return !isBroken && isPossible(shifted, from, to, scene) ? shifted : null;
};

const sideOf = ([x, y]: Point, [nx, ny]: Point): Side => {
  if (ny === y) return nx > x ? "right" : "left";
  return ny > y ? "bottom" : "top";
};

/** The route that has these points, moved along with its boxes; null if it can't be drawn any more. */
export const routeThrough = (
  points: ReadonlyArray<Point>,
  from: Box,
  to: Box,
  scene: Scene,
): Route | null => {
  const [a, second] = points;
  const [before, b] = points.slice(-2);
  if (!a || !second || !before || !b) return null;
  const exit = sideOf(a, second);
  const entry = sideOf(b, before);
  const port = (side: Side, [x, y]: Point) => (isHorizontal(side) ? y : x);
  const via = points.length === 4 ? (isHorizontal(exit) ? second[0] : second[1]) : 0;
  const route = {
    exit,
    out: clamp(port(exit, a), portRange(from, exit)),
    entry,
    into: clamp(port(entry, b), portRange(to, entry)),
    via,
  };
  return isPossible(route, from, to, scene) ? route : null;
};
