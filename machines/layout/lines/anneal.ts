/**
 * Simulated annealing over the routes and labels of all lines and the places of all initial dots at once. After each
 * move of a line its label takes the place that is cheapest among everything else. The same seed gives the same lines.
 */
import type { Label } from "../../../src/domain/view/ChartLayout.ts";
import type { Box } from "../boxes/size.ts";
import type { Bundle } from "../bundle.ts";
import { labelAmong, labelCost, pairCost, routeCost, type Stroke, sizeCost } from "./cost.ts";
import { dotPlaces, type InitialDot } from "./dots.ts";
import { boundsOf, lengthOf, type Point, type Rect, segmentsOf } from "./geometry.ts";
import { labelPlaces } from "./label.ts";
import { type Random, seeded } from "./random.ts";
import { pointsOf, type Route, routeThrough, sampleRoute, shiftedRoute } from "./route.ts";
import { boxOf, type Scene } from "./scene.ts";

export interface Problem {
  readonly scene: Scene;
  readonly bundles: ReadonlyArray<Bundle>;
  readonly dots: ReadonlyArray<InitialDot>;
  /** By the id of a bundle: the line that it should keep if possible. */
  readonly former: ReadonlyMap<string, ReadonlyArray<Point>>;
}

export interface Effort {
  readonly seeds: number;
  /** For each seed. */
  readonly moves: number;
}

export interface DrawnLine extends Stroke {
  readonly bundle: Bundle;
  readonly labels: ReadonlyArray<Label>;
}

export interface Solution {
  readonly lines: ReadonlyArray<DrawnLine>;
  readonly dots: ReadonlyArray<Stroke>;
  readonly cost: number;
  /** The cost of each line with everything that it is in conflict with. */
  readonly shares: ReadonlyArray<number>;
}

/** From where the temperature falls, and to where; from the former lines it begins lower. */
const temperature = { first: 14, again: 1.2, last: 0.15 };
const leavingFormer = 1.8;
const noLabelPlace = 30;

/** What may be moved: a line with its route, or a dot. */
interface Mover {
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

const firstLine = (bundle: Bundle, { scene, former }: Problem, random: Random): Mover => {
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

const firstDot = (dot: InitialDot, { scene }: Problem): Mover => {
  const places = dotPlaces(dot, scene);
  const [best] = [...places].sort((a, b) => a.own - b.own);
  if (best === undefined) throw new Error(`there is no room for the initial dot of ${dot.of || "the chart"}`);
  return dotMover(best, places);
};

/** The rectangle around the boxes and these lines with their labels. */
export const extentOf = ({ extent }: Scene, strokes: ReadonlyArray<Stroke>): Rect =>
  boundsOf([], [extent, ...strokes.map(({ bounds }) => bounds)]);

/** All strokes with the costs between them. */
class Board {
  readonly #scene: Scene;
  readonly movers: Array<Mover>;
  readonly strokes: Array<Stroke>;
  readonly #pairs: Array<Array<number>>;
  #size: number;

  constructor(scene: Scene, movers: ReadonlyArray<Mover>) {
    this.#scene = scene;
    this.movers = [...movers];
    this.strokes = movers.map(({ stroke }) => stroke);
    this.#pairs = this.strokes.map((a, i) => this.strokes.map((b, j) => (i === j ? 0 : pairCost(a, b))));
    this.#size = this.#sizeCost();
  }

  #sizeCost(): number {
    const { w, h } = extentOf(this.#scene, this.strokes);
    return sizeCost(w, h);
  }

  get cost(): number {
    let total = this.#size;
    for (const [i, row] of this.#pairs.entries()) {
      total += this.strokes[i]?.own ?? 0;
      for (let j = 0; j < i; j++) total += row[j] ?? 0;
    }
    return total;
  }

  /** What one stroke costs, with all others. */
  share(index: number): number {
    return (this.strokes[index]?.own ?? 0) + (this.#pairs[index] ?? []).reduce((sum, one) => sum + one, 0);
  }

  /** Replaces one stroke if `accepts` agrees to the change of the cost. Returns that change; 0 if it was refused. */
  replace(index: number, mover: Mover, accepts: (change: number) => boolean): number {
    const { stroke } = mover;
    const row = this.strokes.map((other, j) => (j === index ? 0 : pairCost(stroke, other)));
    const before = this.share(index);
    const old = this.strokes[index];
    if (old === undefined) return 0;
    this.strokes[index] = stroke;
    const size = this.#sizeCost();
    const change = stroke.own + row.reduce((sum, one) => sum + one, 0) - before + size - this.#size;
    if (!accepts(change)) {
      this.strokes[index] = old;
      return 0;
    }
    this.movers[index] = mover;
    this.#size = size;
    this.#pairs[index] = row;
    for (const [j, value] of row.entries()) {
      const other = this.#pairs[j];
      if (other !== undefined && j !== index) other[index] = value;
    }
    return change;
  }
}

const isLine = (stroke: Stroke): stroke is DrawnLine => "bundle" in stroke;

const solutionOf = (board: Board, strokes: ReadonlyArray<Stroke>, cost: number): Solution => ({
  lines: strokes.filter(isLine),
  dots: strokes.filter(({ isDot }) => isDot),
  cost,
  shares: strokes.map((_, index) => board.share(index)),
});

const annealed = (problem: Problem, seed: number, moves: number): Solution => {
  const random = seeded(seed);
  const { scene, bundles, dots } = problem;
  const board = new Board(scene, [
    ...bundles.map((bundle) => firstLine(bundle, problem, random)),
    ...dots.map((dot) => firstDot(dot, problem)),
  ]);
  const first = problem.former.size > 0 ? temperature.again : temperature.first;
  let cost = board.cost;
  let best = { movers: [...board.movers], cost };
  for (let move = 0; move < moves; move++) {
    const heat = first * (temperature.last / first) ** (move / moves);
    const index = random.below(board.movers.length);
    const mover = board.movers[index]?.move(random, board.strokes, index);
    if (!mover) continue;
    cost += board.replace(index, mover, (change) => change <= 0 || random.next() < Math.exp(-change / heat));
    if (cost < best.cost - 1e-6) best = { movers: [...board.movers], cost };
  }
  const final = new Board(scene, best.movers);
  return solutionOf(final, final.strokes, final.cost);
};

/** The cheapest lines of several seeds. @throws {Error} if a line or a dot has no place. */
export const annealLines = (problem: Problem, { seeds, moves }: Effort): Solution => {
  const solutions = Array.from({ length: seeds }, (_, seed) => annealed(problem, seed + 1, moves));
  return solutions.reduce((best, one) => (one.cost < best.cost ? one : best));
};

/** The length of all lines, px. */
export const totalLength = (lines: ReadonlyArray<Stroke>): number =>
  lines.reduce((sum, { segments }) => sum + segments.reduce((part, one) => part + lengthOf(one), 0), 0);
