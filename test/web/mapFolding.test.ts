import { describe, expect, it } from "vitest";
import { foldingOf } from "../../web/map/folding.ts";

const group = { cells: 40, isReplicas: false, isQuiet: true, found: null };
const isFolded = (
  facts: Partial<typeof group> | { readonly found: number },
  cells: number,
  found: number | null,
) => foldingOf({ ...group, ...facts }, { cells, found }).isFolded;

describe("the groups of a map", () => {
  it("are all unfolded up to 2,000 cells; those of replicas can be folded", () => {
    expect(isFolded({}, 2_000, null)).toBe(false);
    expect(foldingOf(group, { cells: 2_000, found: null }).isFoldable).toBe(false);
    expect(foldingOf({ ...group, isReplicas: true }, { cells: 2_000, found: null }).isFoldable).toBe(true);
  });

  it("are folded above that while all is well in them", () => {
    expect(isFolded({}, 5_000, null)).toBe(true);
    expect(isFolded({ isQuiet: false }, 5_000, null)).toBe(false);
    expect(isFolded({ cells: 4 }, 5_000, null)).toBe(false);
  });

  // Cause: a filter that found all 5,000 cells unfolded them all, and held the page for a second.
  it("are unfolded where a filter has found something, unless it has found a crowd", () => {
    expect(isFolded({ found: 3 }, 5_000, 30)).toBe(false);
    expect(isFolded({ found: 0 }, 5_000, 30)).toBe(true);
    expect(isFolded({ found: 40 }, 5_000, 5_000)).toBe(true);
  });
});
