/** All lines and dots at their places, with their total cost. */
import { pairCost, type Stroke, sizeCost } from "./cost.ts";
import { boundsOf, type Rect } from "./geometry.ts";
import type { Mover } from "./movers.ts";
import type { Scene } from "./scene.ts";

/** The rectangle around the boxes and these lines with their labels. */
export const extentOf = ({ extent }: Scene, strokes: ReadonlyArray<Stroke>): Rect =>
  boundsOf([], [extent, ...strokes.map(({ bounds }) => bounds)]);

/** All strokes with the costs between them. */
export class Board {
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

  /** The cost of one stroke, including its costs together with all others. */
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
