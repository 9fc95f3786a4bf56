import type { ChildPath } from "../../domain/tree/ChildPath.ts";
import type { Touched, TouchedEffect } from "../../domain/view/Touched.ts";

/** One thing that happens to a node, before it is known what else does. */
export interface Touch {
  readonly path: ChildPath;
  readonly effect: Exclude<TouchedEffect, "restarts">;
  readonly because: string;
}

const together = (before: TouchedEffect, next: TouchedEffect): TouchedEffect => {
  if (next === "stays") return before;
  const hasEnded = before === "stops" || before === "fails" || before === "restarts";
  return next === "starts" && hasEnded ? "restarts" : next;
};

const reasonFor = (before: Touched, next: Touch): string => {
  if (before.effect === "stays") return next.because;
  return next.effect === "held" ? `${before.because}; ${next.because}` : before.because;
};

/**
 * Each node once, where it is touched first, with what happens to it in the end and the first reason for it; of a held one
 * also what it waits for.
 */
export const merged = (touches: ReadonlyArray<Touch>): ReadonlyArray<Touched> => {
  const found = new Map<ChildPath, Touched>();
  for (const touch of touches) {
    const before = found.get(touch.path);
    if (before === undefined) found.set(touch.path, touch);
    else {
      const effect = together(before.effect, touch.effect);
      found.set(touch.path, { ...before, because: reasonFor(before, touch), effect });
    }
  }
  return [...found.values()];
};
