import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { chartOf } from "../../machines/edges.ts";
import { machines } from "../../machines/machines.ts";
import service from "../../schema/charts/service.json" with { type: "json" };
import supervisor from "../../schema/charts/supervisor.json" with { type: "json" };
import type { ChartLayout } from "../../src/domain/view/ChartLayout.ts";
import { ChartDrawing } from "../../web/chart/ChartDrawing.tsx";
import { lightingOf, type Moment, wordsOf } from "../../web/chart/lighting.ts";

const layouts = { service, supervisor } as unknown as Readonly<Record<string, ChartLayout>>;

const drawn = (layout: ChartLayout, moment: Moment): string =>
  renderToStaticMarkup(createElement(ChartDrawing, { layout, lighting: lightingOf(layout, moment) }));

describe("the drawing of a chart", () => {
  it("is there for every kind of node that there is", () => {
    expect(Object.keys(layouts).sort()).toEqual(Object.keys(machines).sort());
  });

  for (const [kind, layout] of Object.entries(layouts)) {
    it(`lights each state of a ${kind}, and those around it`, () => {
      for (const { id } of layout.states) {
        const { leaf, around } = lightingOf(layout, { value: id, taken: [] });
        expect(leaf).toBe(id);
        expect([...around].sort()).toEqual(
          layout.states
            .map((state) => state.id)
            .filter((other) => id.startsWith(`${other}.`))
            .sort(),
        );
        const picture = drawn(layout, { value: id, taken: [] });
        expect(picture.match(/ on"/g)).toHaveLength(1);
        expect(picture).not.toContain("NaN");
      }
    });

    it(`lights what a ${kind} has taken, whichever edge that is`, () => {
      layout.transitions.forEach(({ id }, at) => {
        const lighting = lightingOf(layout, { value: layout.states[0]?.id ?? "", taken: [id] });
        expect([...lighting.taken]).toEqual([at]);
        expect(lighting.last).toBe(layout.edges.some(({ t }) => t.includes(at)) ? at : null);
        expect(wordsOf(layout.transitions[at] ?? expect.fail())).not.toBe("");
      });
    });
  }

  it("lights of a transition that all substates have the line from where the child was", () => {
    const chart = layouts.service ?? expect.fail();
    const again = ["backoff.waiting: after backoff -> backoff.due", "backoff: BACK_OFF -> backoff.waiting"];
    const lines = (taken: ReadonlyArray<string>) => [
      ...lightingOf(chart, { value: "backoff.waiting", taken }).takenLines,
    ];
    expect(lines(again)).toContain("backoff.due > backoff.waiting");
    expect(lines(again)).not.toContain("backoff.deciding > backoff.waiting");
    expect(lines(again.slice(1))).toEqual(["backoff.deciding > backoff.waiting"]);
  });

  it("lights the nearest state that is drawn, where the one that a child is in is not", () => {
    const { leaf } = lightingOf(layouts.service ?? expect.fail(), {
      value: "running.nowhere",
      taken: ["unknown"],
    });
    expect(leaf).toBe("running");
  });

  it("knows the edges of the live channel by their ids", () => {
    const known = new Set(layouts.service?.transitions.map(({ id }) => id));
    const edges = chartOf(machines.service).edges.map(({ id }) => id);
    expect(edges.filter((id) => known.has(id)).length).toBeGreaterThan(20);
  });
});
