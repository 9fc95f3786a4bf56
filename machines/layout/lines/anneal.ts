/**
 * Simulated annealing over the routes and labels of all lines and the places of all initial dots at once. After each
 * move of a line its label takes the place that is cheapest among everything else. The same seed gives the same lines.
 */
import { Board } from "./board.ts";
import type { Stroke } from "./cost.ts";
import { lengthOf } from "./geometry.ts";
import { type DrawnLine, firstDot, firstLine, type Problem } from "./movers.ts";
import { seeded } from "./random.ts";

export interface Effort {
  readonly seeds: number;
  /** For each seed. */
  readonly moves: number;
}

export interface Solution {
  readonly lines: ReadonlyArray<DrawnLine>;
  readonly dots: ReadonlyArray<Stroke>;
  readonly cost: number;
  /** The cost of each line with everything that it is in conflict with. */
  readonly shares: ReadonlyArray<number>;
}

/** The first and the last temperature; it starts lower (`again`) from former lines. */
const temperature = { first: 14, again: 1.2, last: 0.15 };
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
