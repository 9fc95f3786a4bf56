import { describe, expect, it } from "vitest";
import { createMachine } from "xstate";
import { checkLayout } from "../../../machines/layout/check.ts";
import type { ChartLayout, LaidOutEdge } from "../../../src/domain/view/ChartLayout.ts";
import { committedLayouts } from "./committedLayouts.ts";

const { layout, machine } = committedLayouts.service;

const withEdge = (id: string, change: (edge: LaidOutEdge) => LaidOutEdge): ChartLayout => ({
  ...layout,
  edges: layout.edges.map((edge) => (edge.id === id ? change(edge) : edge)),
});
const faultsOf = (changed: ChartLayout) => checkLayout(changed, machine);

describe("the check of a layout", () => {
  it("finds a label that has moved onto its own line", () => {
    const moved = withEdge("stopped > starting", (edge) => ({
      ...edge,
      labels: edge.labels.map((label) => ({ ...label, y: label.y + 8 })),
    }));
    expect(faultsOf(moved)).toContain("the label of stopped > starting is on line stopped > starting");
  });

  it("finds a label that has moved onto a state", () => {
    const { x, y } = layout.states.find(({ id }) => id === "finished") ?? { x: 0, y: 0 };
    const moved = withEdge("stopped > starting", (edge) => ({
      ...edge,
      labels: edge.labels.map((label) => ({ ...label, x, y })),
    }));
    expect(faultsOf(moved)).toContain("the label of stopped > starting is on the state finished");
  });

  it("finds a line that runs through a state", () => {
    const straight = withEdge("stopping > stopped", (edge) => ({
      ...edge,
      points: [
        [20, 200],
        [900, 200],
      ],
      labels: [],
    }));
    const through = layout.states.filter(({ kind, y, h }) => kind === "state" && y < 200 && y + h > 200);
    const lowered = withEdge("stopping > stopped", (edge) => {
      const running = layout.states.find(({ id }) => id === "running");
      const y = (running?.y ?? 0) + 20;
      return {
        ...edge,
        points: [
          [20, y],
          [900, y],
        ],
        labels: [],
      };
    });
    expect(through).toEqual([]);
    expect(faultsOf(straight)).not.toContain("line stopping > stopped runs through the state running");
    expect(faultsOf(lowered)).toContain("line stopping > stopped runs through the state running");
  });

  it("finds lines that are too close to each other to be told apart", () => {
    const [a] = layout.edges.filter(({ id }) => id === "running > stopping");
    const beside = withEdge("running > backoff", (edge) => ({
      ...edge,
      points: (a?.points ?? []).map(([x, y]) => [x + 6, y] as const),
      labels: [],
    }));
    expect(faultsOf(beside).join("\n")).toMatch(/line running > \S+ and line running > \S+ are too close/);
  });

  it("finds more crossings than two", () => {
    const { x, y, w, h } = layout.states.find(({ id }) => id === "stopping") ?? { x: 0, y: 0, w: 0, h: 0 };
    const below = y + h + 10;
    const across = withEdge("stopped > starting", (edge) => ({
      ...edge,
      points: [
        [x, below],
        [x + w, below],
      ],
      labels: [],
    }));
    expect(faultsOf(across).filter((fault) => fault.includes(" crosses ")).length).toBeGreaterThan(2);
  });

  it("finds a transition that is drawn twice or not at all", () => {
    const without = { ...layout, edges: layout.edges.filter(({ id }) => id !== "running > finished") };
    const twice = {
      ...layout,
      edges: [...layout.edges, ...layout.edges.filter(({ id }) => id === "running > finished")],
    };
    const id = "running: EXITED [endedAs(normal)] -> finished";
    expect(faultsOf(without)).toContain(`the transition ${id} is drawn 0 times`);
    expect(faultsOf(twice)).toContain(`the transition ${id} is drawn 2 times`);
  });

  it("finds a transition that was added to the machine, and one that was removed from it", () => {
    const changed = createMachine({
      id: "service",
      initial: "stopped",
      states: { stopped: { on: { START: "starting", DANCE: "starting" } }, starting: {} },
    });
    const faults = checkLayout(layout, changed);
    expect(faults).toContain(
      "the layout lacks the transition stopped: DANCE -> starting: run `npm run charts`",
    );
    expect(faults).toContain("the machine has no transition running: STOP -> stopping: run `npm run charts`");
    expect(faults.join("\n")).not.toContain("stopped: START -> starting: run");
  });
});
