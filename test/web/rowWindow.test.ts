import { describe, expect, it } from "vitest";
import { rowWindow } from "../../web/ui/useRowWindow.ts";

const seen = { count: 10_000, row: 28, height: 840 };

describe("the rows of a long table in the document", () => {
  it("are those in view and some beside them, and the others keep their place", () => {
    const at = rowWindow({ ...seen, top: -28_000 });
    expect(at).toEqual({ first: 988, end: 1_042, above: 988 * 28, below: (10_000 - 1_042) * 28 });
  });

  it("begin and end with the table", () => {
    expect(rowWindow({ ...seen, top: 200 })).toMatchObject({ first: 0, above: 0 });
    expect(rowWindow({ ...seen, top: 840 - 280_000 })).toMatchObject({ end: 10_000, below: 0 });
    // Scrolled beyond it, or with the table below the window.
    expect(rowWindow({ ...seen, top: -500_000 })).toMatchObject({ first: 10_000, end: 10_000, below: 0 });
    expect(rowWindow({ ...seen, top: 5_000 })).toMatchObject({ first: 0, above: 0 });
  });

  it("are all of a short one, and while no height is known", () => {
    expect(rowWindow({ ...seen, count: 80, top: -1_000 })).toMatchObject({ first: 0, end: 80 });
    expect(rowWindow({ ...seen, row: 0, top: 0 })).toMatchObject({ first: 0, end: 10_000 });
  });
});
