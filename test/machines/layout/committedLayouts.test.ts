import { describe, expect, it } from "vitest";
import { chartOf } from "../../../machines/edges.ts";
import { checkLayout } from "../../../machines/layout/check.ts";
import { committedLayouts } from "./committedLayouts.ts";

describe.each(Object.entries(committedLayouts))(
  "the layout of the %s in schema/charts",
  (kind, committed) => {
    const { layout, machine } = committed;

    it("has legible labels, lines that can be followed, and every transition once", () => {
      expect(checkLayout(layout, machine)).toEqual([]);
    });

    it("has the states and edges of the machine, except for what only a new daemon reaches", () => {
      const chart = chartOf(machine);
      const drawn = layout.transitions.map(({ id }) => id);
      const missing = chart.edges.filter(({ id }) => !drawn.includes(id));
      expect(layout.machine).toBe(kind);
      expect(drawn.filter((id) => !chart.edges.some((edge) => edge.id === id))).toEqual([]);
      expect(
        missing.filter(({ event, source }) => event !== "RESUME" && !source.endsWith(".resuming")),
      ).toEqual([]);
      expect(missing.length).toBeGreaterThan(0);
    });

    it("fits into a page of 1,080 px with labels of at least 11 px, and crosses at most twice", () => {
      expect(layout.width).toBeLessThanOrEqual(1080);
      expect(layout.font).toEqual({ label: 11, name: 13, line: 14 });
      expect(layout.measured.crossings).toBeLessThanOrEqual(2);
    });
  },
);
