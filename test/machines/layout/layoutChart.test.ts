import { describe, expect, it } from "vitest";
import { createMachine } from "xstate";
import { checkLayout } from "../../../machines/layout/check.ts";
import { extractChart } from "../../../machines/layout/extract.ts";
import { layoutChart } from "../../../machines/layout/layoutChart.ts";
import { sortTransitions } from "../../../machines/layout/sort.ts";

const lift = (more: Record<string, string> = {}) =>
  createMachine({
    id: "lift",
    meta: {
      chart: { laneGap: 64, colGap: 40, stackGap: 28, innerLaneGap: 36, notesBelow: ["moving"], omits: [] },
    },
    initial: "closed",
    on: { INSPECT: { actions: [] } },
    states: {
      closed: {
        meta: { lane: 0, rank: 0 },
        on: { CALL: { target: "moving", guard: "isCalled" }, OPEN: "open", ...more },
      },
      moving: {
        meta: { lane: 0, rank: 1, stubs: ["broken"] },
        initial: "choosing",
        on: { JOLT: "broken", TURN: ".down" },
        states: {
          choosing: { always: [{ guard: "isAbove", target: "up" }, { target: "down" }] },
          up: { on: { TICK: { actions: [] } }, after: { 1000: "#lift.closed" } },
          down: { on: { TICK: { actions: [] } } },
        },
      },
      open: { meta: { lane: 1, rank: 0 }, after: { hold: "closed" }, on: { PUSH: { actions: [] } } },
      broken: {
        meta: { lane: 0, rank: 2, folded: true },
        initial: "waiting",
        states: { waiting: { after: { repair: "mended" } }, mended: {} },
      },
      unreachable: { on: { CALL: "moving" } },
    },
  });

const few = { seeds: 2, moves: 4_000 };
const layoutOf = (machine = lift(), former?: ReturnType<typeof layoutChart>["layout"]) =>
  layoutChart(machine, { ...few, former }).layout;

describe("the transitions of a chart", () => {
  const sorted = sortTransitions(extractChart(lift()));
  const ids = (transitions: Iterable<{ readonly id: string }> = []) => [...transitions].map(({ id }) => id);

  it("are lines between states, also from each sibling where the parent has them", () => {
    expect(sorted.lines.map(({ from, to }) => `${from} > ${to}`)).toEqual([
      "closed > moving",
      "closed > open",
      "moving.choosing > moving.up",
      "moving.choosing > moving.down",
      "moving.up > closed",
      "open > closed",
      "moving.up > moving.down",
    ]);
    expect(sorted.lines.filter(({ isProjected }) => isProjected).map(({ from }) => from)).toEqual([
      "moving.up",
    ]);
  });

  it("are notes where the state does not change, of the parent where all its states have them", () => {
    expect(ids(sorted.notes.get("open"))).toEqual(["open: PUSH"]);
    expect(ids(sorted.notes.get("moving"))).toEqual(["moving.up: TICK", "moving.down: TICK"]);
    expect(ids(sorted.notes.get("moving.up"))).toEqual([]);
  });

  it("are words in the box where a hint says so, and stay inside of a folded state", () => {
    expect(ids(sorted.stubs.get("moving"))).toEqual(["moving: JOLT -> broken"]);
    expect(ids(sorted.inner.get("broken"))).toEqual(["broken.waiting: after repair -> broken.mended"]);
    expect(ids(sorted.everywhere)).toEqual(["(any): INSPECT"]);
  });

  it("are left out where nothing leads to their state", () => {
    const chart = extractChart(lift());
    expect(chart.root.children.map(({ name }) => name)).toEqual(["closed", "moving", "open", "broken"]);
    expect(ids(chart.transitions)).not.toContain("unreachable: CALL -> moving");
  });

  it("are told by their guard in words, and by what they are otherwise", () => {
    const words = Object.fromEntries(extractChart(lift()).transitions.map(({ id, words }) => [id, words]));
    expect(words["closed: CALL [isCalled] -> moving"]).toBe("called");
    expect(words["moving.choosing: always -> moving.down"]).toBe("otherwise");
    expect(words["closed: OPEN -> open"]).toBeUndefined();
  });

  it("that can't be drawn are refused with what to do", () => {
    const fromAnywhere = createMachine({
      id: "any",
      initial: "a",
      on: { GO: ".b" },
      states: { a: {}, b: {} },
    });
    expect(() => sortTransitions(extractChart(fromAnywhere))).toThrow(
      /\(any\): GO -> b.*move it into states/,
    );
    const outwards = createMachine({
      id: "outwards",
      initial: "a",
      states: { a: { initial: "b", states: { b: { on: { GO: "#outwards.a" } }, c: {} } } },
    });
    expect(() => sortTransitions(extractChart(outwards))).toThrow(
      /a.b: GO -> a leads to a state around its own/,
    );
  });

  it("of parallel states are refused with what to do", () => {
    const twofold = createMachine({ id: "twofold", type: "parallel", states: { a: {}, b: {} } });
    expect(() => extractChart(twofold)).toThrow(/twofold is a parallel state.*fold it/);
  });
});

describe("a layout", () => {
  it("is the same for the same chart and seeds", () => {
    expect(JSON.stringify(layoutOf())).toBe(JSON.stringify(layoutOf()));
  });

  it("passes the check with seeds and moves to find free places", () => {
    const machine = lift();
    expect(checkLayout(layoutOf(machine), machine)).toEqual([]);
  });

  it("keeps the lines of a former one when the chart gets another transition", () => {
    const former = layoutOf();
    const machine = lift({ FALL: "broken" });
    const next = layoutOf(machine, former);
    const [first, before] = [next.states[0], former.states[0]];
    const [dx, dy] = [(first?.x ?? 0) - (before?.x ?? 0), (first?.y ?? 0) - (before?.y ?? 0)];
    const kept = former.edges.filter(({ id, points }) => {
      const now = next.edges.find((edge) => edge.id === id)?.points;
      return JSON.stringify(now) === JSON.stringify(points.map(([x, y]) => [x + dx, y + dy]));
    });
    expect(checkLayout(next, machine)).toEqual([]);
    expect(next.edges.map(({ id }) => id)).toContain("closed > broken");
    expect(kept.length).toBeGreaterThanOrEqual(former.edges.length - 1);
  });
});
