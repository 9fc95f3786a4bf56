import type { Instants } from "./Instants.ts";

/** Several schedules as one: an instant that several of them expect is one instant. */
export const union = (parts: ReadonlyArray<Instants>): Instants => ({
  next: (after) => {
    const candidates = parts.map((part) => part.next(after)).filter((at) => at !== null);
    return candidates.length === 0 ? null : Math.min(...candidates);
  },
  includes: (at) => parts.some((part) => part.includes(at)),
  standsInFor: (at) => {
    const skipped = parts.flatMap((part) => part.standsInFor?.(at) ?? []);
    return [...new Set(skipped)].sort((a, b) => a - b).slice(0, 3);
  },
});
