/** The moves of the annealing: a line gets another route or label, an initial dot another place. */
import type { Label } from "../../../src/domain/view/ChartLayout.ts";
import type { Box } from "../boxes/size.ts";
import type { Bundle } from "../bundle.ts";
import { labelAmong, labelCost, routeCost, type Stroke } from "./cost.ts";
import { dotPlaces, type InitialDot } from "./dots.ts";
import { boundsOf, type Point, segmentsOf } from "./geometry.ts";
import { labelPlaces } from "./label.ts";
import type { Random } from "./random.ts";
import { pointsOf, type Route, routeThrough, sampleRoute, shiftedRoute } from "./route.ts";
import { boxOf, type Scene } from "./scene.ts";

export interface Problem {
  readonly scene: Scene;
  readonly bundles: ReadonlyArray<Bundle>;
  readonly dots: ReadonlyArray<InitialDot>;
  /** By the id of a bundle: the line that it should keep if possible. */
  readonly former: ReadonlyMap<string, ReadonlyArray<Point>>;
}

export interface DrawnLine extends Stroke {
  readonly bundle: Bundle;
  readonly labels: ReadonlyArray<Label>;
}

const leavingFormer = 1.8;
const noLabelPlace = 30;

/** What may be moved: a line with its route, or a dot. */
export interface Mover {
  readonly stroke: Stroke;
  readonly move: (random: Random, others: ReadonlyArray<Stroke>, self: number) => Mover | null;
}

interface Ends {
  readonly bundle: Bundle;
  readonly from: Box;
  readonly to: Box;
  readonly former: string | null;
}

const isSame = (points: ReadonlyArray<Point>, former: string): boolean => JSON.stringify(points) === former;

const lineAlong = (
  route: Route,
  { bundle, from, to, former }: Ends,
  scene: Scene,
  others: ReadonlyArray<Stroke>,
  self: number,
): DrawnLine => {
  const points = pointsOf(route, from, to);
  const segments = segmentsOf(points);
  const places = labelPlaces(bundle, points);
  let labels: ReadonlyArray<Label> = [];
  let labelOwn = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const { blocks, cost } of places) {
    let own = cost;
    for (const block of blocks) own += labelCost(block, bundle.from, bundle.to, scene);
    if (own >= least) continue;
    const total = own + labelAmong(blocks, segments, others, self);
    if (total >= least) continue;
    least = total;
    labels = blocks;
    labelOwn = own + labelAmong(blocks, segments, [], 0);
  }
  const missing = bundle.wide.length > 0 && labels.length === 0 ? noLabelPlace : 0;
  const left = former === null || isSame(points, former) ? 0 : leavingFormer;
  const own = routeCost(points, from, to, scene) + labelOwn + missing + left;
  return { bundle, points, segments, isDot: false, labels, bounds: boundsOf(points, labels), own };
};

const lineMover = (stroke: DrawnLine, route: Route, ends: Ends, scene: Scene): Mover => ({
  stroke,
  move: (random, others, self) => {
    const kind = random.next();
    const next =
      kind < 0.5
        ? sampleRoute(ends.from, ends.to, scene, random)
        : kind < 0.83
          ? shiftedRoute(route, ends.from, ends.to, scene, random)
          : route;
    return next && lineMover(lineAlong(next, ends, scene, others, self), next, ends, scene);
  },
});

const dotMover = (stroke: Stroke, places: ReadonlyArray<Stroke>): Mover => ({
  stroke,
  move: (random) => dotMover(random.pick(places), places),
});

/** A line at its former route, or at a random one. @throws {Error} if there is none. */
export const firstLine = (bundle: Bundle, { scene, former }: Problem, random: Random): Mover => {
  const [from, to] = [boxOf(scene, bundle.from), boxOf(scene, bundle.to)];
  const known = former.get(bundle.id);
  const kept = known ? routeThrough(known, from, to, scene) : null;
  const route = kept ?? sampleRoute(from, to, scene, random, 20_000);
  if (route === null)
    throw new Error(
      `no line fits between ${bundle.from} and ${bundle.to}: make room (meta.chart), or make it a stub (meta.stubs)`,
    );
  const ends = { bundle, from, to, former: kept && JSON.stringify(pointsOf(kept, from, to)) };
  return lineMover(lineAlong(route, ends, scene, [], 0), route, ends, scene);
};

/** A dot at its best place. @throws {Error} if there is none. */
export const firstDot = (dot: InitialDot, { scene }: Problem): Mover => {
  const places = dotPlaces(dot, scene);
  const [best] = [...places].sort((a, b) => a.own - b.own);
  if (best === undefined) throw new Error(`there is no room for the initial dot of ${dot.of || "the chart"}`);
  return dotMover(best, places);
};
