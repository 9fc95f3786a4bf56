/**
 * F5: a fix that was applied to a tree that had failed did nothing, where it asked for no restart: the tree stayed
 * failed, and the plan did not say so.
 */
import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import { treeOf } from "../policy/trees.ts";
import { over, pass, running, statesOf } from "./applyWorld.ts";

const shop = (children: string) =>
  treeOf(`defaults: { min_uptime: 0, on_limit: escalate }\nchildren: { ${children} }`);
const never = "b: { command: b, ready: { log: Listening, timeout: 5s } }";
const started = ["start", "", "the tree has failed and is started"];

const brief = (applied: {
  readonly steps: ReadonlyArray<{ readonly action: string; readonly path: string; readonly reason: string }>;
}) => applied.steps.map(({ action, path, reason }) => [action, path, reason]);

describe("an apply to a tree that has failed", () => {
  // `silent` is never ready by itself; here it is not ready in time.
  const failing = shop("a: { command: a }, b: { command: silent, ready: { log: Listening, timeout: 5s } }");

  it("starts it, also where nothing has to be restarted, and the plan says so", () =>
    running(failing, ({ supervision, apply }) =>
      Effect.gen(function* () {
        expect((yield* supervision.status()).state).toBe("failed");
        const wanted = shop("a: { command: a }, b: { command: silent }");
        expect(brief(yield* supervision.plan(wanted)).at(-1)).toEqual(started);
        const applied = yield* apply(wanted);
        expect(applied).toMatchObject({ applied: true, not_up: [], untouched: 0, failed: [] });
        expect(applied.steps.map((step) => step.class)).toEqual(["on_next_start", null]);
        expect(yield* statesOf(supervision)).toEqual({ a: "running", b: "running" });
      }),
    ));

  it("says so too where a command has changed, which nothing that runs has to be restarted for", () =>
    running(failing, ({ supervision, apply, world }) =>
      Effect.gen(function* () {
        world.happened.length = 0;
        const applied = yield* apply(shop("a: { command: a }, b: { command: b }"));
        expect(brief(applied)).toEqual([
          ["update", "b", expect.stringContaining("it is not running")],
          started,
        ]);
        expect(world.happened).toEqual(["start a", "start b"]);
        expect((yield* supervision.status()).state).toBe("running");
      }),
    ));

  it("starts it once what is not wanted any more is gone", () =>
    running(failing, ({ supervision, apply }) =>
      Effect.gen(function* () {
        const applied = yield* apply(shop("a: { command: other }"));
        expect(brief(applied).map(([action, path]) => `${action} ${path}`)).toEqual([
          "update a",
          "remove b",
          "start ",
        ]);
        expect(yield* statesOf(supervision)).toEqual({ a: "running" });
      }),
    ));

  it("is brought back where it fails again, and names the child that it failed for", () =>
    running(failing, ({ supervision, apply }) =>
      Effect.gen(function* () {
        const applied = yield* apply(
          shop(`a: { command: a }, ${never.replace("command: b", "command: absent")}`),
        );
        expect(applied).toMatchObject({ applied: false, restore_error: null });
        expect(applied.error).toMatch(/^b did not come up: failed/);
        expect((yield* supervision.status()).state).toBe("failed");
        expect((yield* supervision.plan(failing)).steps).toEqual([]);
      }),
    ));

  it("says what is not up all the same, of what the change has nothing to do with", () => {
    const tree = (period: string) =>
      shop(
        `x: { command: absent, on_limit: fail }, b: { command: silent, ready: { log: up, timeout: 5s } }, p: { command: p, stop: { timeout: ${period} } }`,
      );
    return running(tree("1s"), ({ supervision, apply, world }) =>
      Effect.gen(function* () {
        expect((yield* supervision.status()).state).toBe("failed");
        const applying = yield* Effect.fork(apply(tree("2s")));
        yield* pass(1000);
        world.live.get("b")?.becomeReady();
        const applied = yield* applying;
        expect(applied).toMatchObject({ applied: true, not_up: [{ path: "x" }] });
      }),
    );
  });

  it("does nothing where nothing differs, and says what is failed", () =>
    running(failing, ({ supervision, apply }) =>
      Effect.gen(function* () {
        expect(yield* apply(failing)).toMatchObject({ applied: true, steps: [], failed: [""], untouched: 0 });
        expect((yield* supervision.status()).state).toBe("failed");
      }),
    ));
});

describe("an apply to a tree of which a part has failed", () => {
  const tree = (ready: string, a: string) =>
    treeOf(`defaults: { min_uptime: 0 }
children:
  a: { command: ${a} }
  g: { on_limit: fail, limit: { restarts: 0, period: 1m }, children: { c: { command: c }, b: { command: silent, on_limit: escalate${ready} } } }`);
  const wrong = ", ready: { log: Listening, timeout: 5s }";

  it("starts a group with what changes under it, and leaves it alone where nothing does", () =>
    running(tree(wrong, "a"), ({ supervision, apply }) =>
      Effect.gen(function* () {
        expect(yield* statesOf(supervision)).toMatchObject({ a: "running", g: "failed" });
        const elsewhere = yield* apply(tree(wrong, "other"));
        expect(brief(elsewhere).map(([action, path]) => `${action} ${path}`)).toEqual(["restart a"]);
        expect(elsewhere).toMatchObject({ failed: ["g"], untouched: 0 });
        const fixed = yield* apply(tree("", "other"));
        expect(brief(fixed).at(-1)).toEqual(["start", "g", "it has failed and is started"]);
        expect(fixed.untouched, "a").toBe(1);
        expect(yield* statesOf(supervision)).toMatchObject({ g: "running", "g/b": "running" });
      }),
    ));

  it("starts a child that has failed with any change of its declaration", () => {
    const one = (rest: string) =>
      treeOf(
        `children: { a: { command: a, min_uptime: 0, on_limit: fail, limit: { restarts: 0, period: 1m }${rest} } }`,
      );
    return running(one(""), ({ supervision, apply, world }) =>
      Effect.gen(function* () {
        world.live.get("a")?.exit({ code: 1 });
        yield* pass(100);
        expect(yield* statesOf(supervision)).toEqual({ a: "failed" });
        const applied = yield* over(apply(one(", stop: { timeout: 3s }")));
        expect(brief(applied)).toEqual([
          ["update", "a", expect.stringMatching(/it has failed and is started with the change$/)],
        ]);
        expect(yield* statesOf(supervision)).toEqual({ a: "running" });
      }),
    );
  });
});
