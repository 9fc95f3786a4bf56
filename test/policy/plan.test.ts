import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlanStep } from "../../src/domain/Plan.ts";
import { plan } from "../../src/policy/plan/plan.ts";
import { anyTree, treeOf } from "./trees.ts";

const between = (
  before: string,
  after: string,
  isAtRest = (_path: string): boolean => false,
  goesAlong = (_path: string): boolean => true,
) => plan(treeOf(before), treeOf(after), { isAtRest, goesAlong });

const brief = ({ action, path, class: asks, reason }: PlanStep) => [action, path, asks, reason];

describe("a plan", () => {
  it("is empty where nothing differs", () => {
    fc.assert(
      fc.property(anyTree, (tree) => {
        expect(plan(tree, structuredClone(tree)).steps).toEqual([]);
      }),
    );
  });

  it("restarts a child whose command or environment changed, and says why", () => {
    const { steps, untouched } = between(
      "children: { a: { command: run one, env: { PORT: '1' } }, b: { command: b } }",
      "children: { a: { command: run two, env: { PORT: '2' } }, b: { command: b } }",
    );
    expect(steps.map(brief)).toEqual([
      ["restart", "a", "restart", "command changed: run one → run two; env.PORT changed: 1 → 2"],
    ]);
    expect(untouched).toBe(1);
  });

  it("changes rules in place, and says what waits for the next start", () => {
    const { steps, untouched } = between(
      "intensity: 5\nchildren: { a: { command: a }, b: { command: b } }",
      "intensity: 9\nchildren: { a: { command: a, backoff: { initial: 2s } }, b: { command: b, ready: { log: up } } }",
    );
    expect(steps.map(brief)).toEqual([
      ["update", "", "in_place", "intensity changed: 5 → 9"],
      ["update", "a", "in_place", "backoff.initial changed: 1s → 2s"],
      ["update", "b", "on_next_start", expect.stringContaining("ready.pattern changed: none → up")],
    ]);
    expect(untouched).toBe(2);
  });

  it("leaves a child down that does not run: its change waits for the next start", () => {
    const { steps } = between(
      "children: { a: { command: one } }",
      "children: { a: { command: two } }",
      () => true,
    );
    expect(steps.map(brief)).toEqual([
      ["update", "a", "on_next_start", "command changed: one → two; it does not run now"],
    ]);
  });

  it("starts what is new in document order before it stops what goes, in reverse", () => {
    const { steps } = between(
      "children: { a: { command: a }, b: { command: b }, c: { command: c } }",
      "children: { x: { command: x }, c: { command: c2 }, y: { command: y } }",
    );
    expect(steps.map(({ action, path }) => `${action} ${path}`)).toEqual([
      "add x",
      "add y",
      "restart c",
      "remove b",
      "remove a",
    ]);
  });

  it("restarts siblings along where the strategy says so", () => {
    const tree = (command: string, strategy: string) =>
      `strategy: ${strategy}\nchildren: { a: { command: a }, b: { command: ${command} }, c: { command: c } }`;
    const restarts = (strategy: string) =>
      between(tree("one", strategy), tree("two", strategy)).steps.map((one) => [one.path, one.class]);
    expect(restarts("one_for_one")).toEqual([["b", "restart"]]);
    expect(restarts("rest_for_one")).toEqual([
      ["b", "restart"],
      ["c", "restart_by_strategy"],
    ]);
    expect(restarts("one_for_all")).toHaveLength(3);
  });

  it("takes no sibling along that is to stay as it is, and still changes its rules", () => {
    const tree = (command: string, restart: string) =>
      `strategy: one_for_all\nchildren: { a: { command: a, restart: ${restart} }, b: { command: ${command} }, c: { command: c } }`;
    const { steps } = between(
      tree("one", "permanent"),
      tree("two", "transient"),
      () => false,
      (path) => path === "c",
    );
    expect(steps.map(({ path, action, class: asks }) => [path, action, asks])).toEqual([
      ["a", "update", "in_place"],
      ["b", "restart", "restart"],
      ["c", "restart", "restart_by_strategy"],
    ]);
  });

  it("scales without touching instances that stay", () => {
    const { steps, untouched } = between(
      "children: { pool: { command: p, replicas: 2 } }",
      "children: { pool: { command: p, replicas: 4 } }",
    );
    expect(steps.map(brief)).toEqual([["scale", "pool", "in_place", "replicas changed: 2 → 4"]]);
    expect(steps[0]?.instances).toEqual(["pool#3", "pool#4"]);
    expect(untouched).toBe(2);
    const fewer = between(
      "children: { pool: { command: p, replicas: 3 } }",
      "children: { pool: { command: p, replicas: 1 } }",
    );
    expect(fewer.steps[0]?.instances).toEqual(["pool#3", "pool#2"]);
    expect(fewer.untouched).toBe(1);
  });

  it("restarts the instances one by one when their command changed", () => {
    const { steps } = between(
      "children: { pool: { command: one, replicas: 2 } }",
      "children: { pool: { command: two, replicas: 3 } }",
    );
    expect(steps.map(({ action, path }) => `${action} ${path}`)).toEqual([
      "scale pool",
      "restart pool#1",
      "restart pool#2",
    ]);
  });

  it("replaces a child that has become another kind", () => {
    const { steps } = between(
      "children: { a: { command: a } }",
      "children: { a: { command: a, replicas: 2 } }",
    );
    expect(steps.map(brief)).toEqual([["replace", "a", "restart", "it was a service and is replicated now"]]);
  });

  it("moves children without touching them", () => {
    const { steps, untouched } = between(
      "children: { a: { command: a }, b: { command: b } }",
      "children: { b: { command: b }, a: { command: a } }",
    );
    expect(steps.map(brief)).toEqual([["move", "", "in_place", "order changed: a, b → b, a"]]);
    expect(untouched).toBe(2);
  });

  it("shows commands as they are typed, and secrets as what they refer to", () => {
    const { steps } = between(
      "children: { a: { command: [run, 'two words'] } }",
      "secrets: { key: { file: /run/key } }\nchildren: { a: { command: run | cat, env: { KEY: { secret: key } } } }",
    );
    expect(steps[0]?.fields).toEqual([
      { field: "command", from: 'run "two words"', to: "run | cat", class: "restart" },
      { field: "env.KEY", from: "none", to: "{ secret: { file: /run/key, key: none } }", class: "restart" },
    ]);
  });

  it("touches only what differs, whatever the trees are", () => {
    fc.assert(
      fc.property(anyTree, anyTree, (before, after) => {
        for (const one of plan(before, after).steps) {
          if (one.class === "restart_by_strategy") continue;
          expect(one.fields.length > 0 || ["add", "remove", "replace"].includes(one.action)).toBe(true);
          for (const { from, to } of one.fields) expect(from).not.toBe(to);
        }
      }),
    );
  });

  it("there and back touch the same children", () => {
    fc.assert(
      fc.property(anyTree, anyTree, (before, after) => {
        const there = plan(before, after).steps.filter(({ action }) => action === "add");
        const back = plan(after, before).steps.filter(({ action }) => action === "remove");
        expect(new Set(back.map(({ path }) => path))).toEqual(new Set(there.map(({ path }) => path)));
      }),
    );
  });
});
