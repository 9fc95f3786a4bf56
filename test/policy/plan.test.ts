import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlanStep } from "../../src/domain/view/Plan.ts";
import { plan } from "../../src/policy/plan/plan.ts";
import { anyTree, treeOf } from "./trees.ts";

const between = (
  before: string,
  after: string,
  isAtRest = (_path: string): boolean => false,
  goesAlong = (_path: string): boolean => true,
) => plan(treeOf(before), treeOf(after), { isAtRest, restartsWithSiblings: goesAlong });

const brief = ({ action, path, class: asks, reason }: PlanStep) => [action, path, asks, reason];

describe("a plan", () => {
  it("is empty for equal trees", () => {
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
      ["restart", "a", "restart", "command changed: run one → run two; env.PORT changed"],
    ]);
    expect(untouched).toBe(1);
  });

  it("tells which new children are not started with their supervisor, for every kind", () => {
    const { steps } = between(
      "children: { a: { command: a } }",
      `children:
  a: { command: a }
  b: { command: b, autostart: false }
  c: { command: c, replicas: 2, autostart: false }
  d: { autostart: false, children: { e: { command: e } } }
  f: { children: {} }
`,
    );
    const byHand = "new; not started (autostart: false)";
    expect(steps.map(brief)).toEqual([
      ["add", "b", null, byHand],
      ["add", "c", null, byHand],
      ["add", "d", null, byHand],
      ["add", "f", null, "new"],
    ]);
  });

  it("names ports by their keys", () => {
    const { steps } = between(
      "children: { a: { command: a, port: 3000, ports: { http: 4000, old: auto } } }",
      "children: { a: { command: a, port: 3001, ports: { http: 4000, new: auto } } }",
    );
    expect(steps.map(brief)).toEqual([
      [
        ...["restart", "a", "restart"],
        "port changed: 3000 → 3001; ports.old changed: auto → none; ports.new changed: none → auto",
      ],
    ]);
  });

  // R14: `toString` was said to have been a function of JavaScript before.
  it("compares variables with names of object methods like any others", () => {
    const { steps } = between(
      "children: { a: { command: a, env: { valueOf: '1' } } }",
      "children: { a: { command: a, env: { toString: hi, constructor: '2' } } }",
    );
    expect(steps.map(brief)).toEqual([
      [
        ...["restart", "a", "restart"],
        "env.valueOf changed: (withheld) → none; env.toString changed: none → (withheld); env.constructor changed: none → (withheld)",
      ],
    ]);
  });

  it("changes rules in place, and tells which changes wait for the next start", () => {
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

  it("leaves a stopped child down: its change waits for the next start", () => {
    const { steps } = between(
      "children: { a: { command: one } }",
      "children: { a: { command: two } }",
      () => true,
    );
    expect(steps.map(brief)).toEqual([
      ["update", "a", "on_next_start", "command changed: one → two; it is not running"],
    ]);
  });

  it("starts new children in document order, then stops removed ones in reverse order", () => {
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

  it("restarts siblings if the strategy requires it", () => {
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

  it("does not restart siblings that are exempt, but still changes their rules", () => {
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

  it("scales without touching the instances that are kept", () => {
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

  it("replaces a child whose kind changed", () => {
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

  it("shows commands as they are typed, and secrets by their source", () => {
    const { steps } = between(
      "children: { a: { command: [run, 'two words'] } }",
      "secrets: { key: { file: /run/key } }\nchildren: { a: { command: run | cat, env: { KEY: { secret: key } } } }",
    );
    expect(steps[0]?.fields).toEqual([
      { field: "command", from: 'run "two words"', to: "run | cat", class: "restart" },
      { field: "env.KEY", from: "none", to: "{ secret: { file: /run/key, key: none } }", class: "restart" },
    ]);
  });

  // R14: `function toString() {…} → hi`.
  it("does not take inherited properties for settings", () => {
    const { steps } = between(
      "children: { a: { command: a, env: { A: x } } }",
      "children: { a: { command: a, env: { toString: hi, constructor: c } } }",
    );
    expect(steps[0]?.fields.map(({ field, from, to }) => `${field}: ${from} → ${to}`)).toEqual([
      "env.A: (withheld) → none",
      "env.toString: none → (withheld)",
      "env.constructor: none → (withheld)",
    ]);
  });

  // F6: they were told apart by looking for "; " in the reason, which commands have, too.
  it("has remarks besides the changed fields", () => {
    const tree = (command: string) =>
      `strategy: one_for_all\nchildren: { a: { command: ${command} }, b: { command: b } }`;
    const { steps } = between(tree("one"), tree("'one; two'"));
    expect(steps.map(({ path, remarks }) => [path, remarks])).toEqual([
      ["a", []],
      ["b", ["a is restarted (one_for_all)"]],
    ]);
    const atRest = between(tree("one"), tree("'one; two'"), () => true);
    expect(atRest.steps.map(({ remarks }) => remarks)).toEqual([["it is not running"]]);
  });

  // F21: those that had finished or were stopped were counted, too.
  it("counts untouched processes, without children that have none", () => {
    const tree = (command: string) =>
      treeOf(`children: { a: { command: ${command} }, b: { command: b }, c: { command: c } }`);
    expect(plan(tree("one"), tree("two"), { isLive: (path) => path !== "c" }).untouched).toBe(1);
  });

  it("touches only children that differ, for any trees", () => {
    fc.assert(
      fc.property(anyTree, anyTree, (before, after) => {
        for (const one of plan(before, after).steps) {
          if (one.class === "restart_by_strategy") continue;
          expect(one.fields.length > 0 || ["add", "remove", "replace"].includes(one.action)).toBe(true);
          for (const { field, from, to } of one.fields)
            expect(from !== to || (field.startsWith("env.") && to === "(withheld)")).toBe(true);
        }
      }),
    );
  });

  it("from one tree to another and back touch the same children", () => {
    fc.assert(
      fc.property(anyTree, anyTree, (before, after) => {
        const there = plan(before, after).steps.filter(({ action }) => action === "add");
        const back = plan(after, before).steps.filter(({ action }) => action === "remove");
        expect(new Set(back.map(({ path }) => path))).toEqual(new Set(there.map(({ path }) => path)));
      }),
    );
  });
});
