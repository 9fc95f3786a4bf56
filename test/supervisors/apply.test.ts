import { Effect, Fiber } from "effect";
import { describe, expect, it } from "vitest";
import { treeOf } from "../policy/trees.ts";
import { over, pass, running, runsOf, statesOf } from "./applyWorld.ts";

describe("apply", () => {
  // Cause: the dashboard and the command line only said that an apply was going on.
  it("tells how many of its steps are done, and of those that take it back", () => {
    const names = ["a", "b", "c"];
    const tree = (words: ReadonlyArray<string>) =>
      treeOf(
        `children: { ${words.map((word, at) => `${names[at]}: { command: ${word}, min_uptime: 2s }`).join(", ")} }`,
      );
    return running(treeOf("children: {}"), ({ supervision }) =>
      Effect.gen(function* () {
        const progressOf = (words: ReadonlyArray<string>) =>
          Effect.gen(function* () {
            const how = { by: "user:test", source: "test.yaml", message: "a test" };
            const fiber = yield* Effect.fork(supervision.apply(tree(words), how));
            const seen: Array<string> = [];
            for (let turn = 0; turn < 40; turn += 1) {
              yield* pass(250);
              const now = yield* supervision.applying;
              const described = now === null ? "none" : `${now.phase} ${now.done}/${now.total}`;
              if (described !== seen.at(-1)) seen.push(described);
            }
            yield* Fiber.join(fiber);
            return seen;
          });
        expect(yield* progressOf(["one", "one"])).toEqual(["applying 0/2", "applying 1/2", "none"]);
        expect(yield* progressOf(["two", "absent"])).toEqual([
          "applying 0/2",
          "restoring 0/2",
          "restoring 1/2",
          "none",
        ]);
      }),
    );
  });

  it("changes rules under a running process, which then counts by them", () =>
    running(treeOf("children: { a: { command: a, min_uptime: 0 } }"), ({ supervision, world, apply }) =>
      Effect.gen(function* () {
        const before = yield* runsOf(supervision);
        yield* apply(treeOf("children: { a: { command: a, min_uptime: 0, restart: temporary } }"));
        expect(yield* runsOf(supervision)).toEqual(before);
        world.live.get("a")?.exit({ code: 1 });
        yield* pass(60_000);
        expect(yield* statesOf(supervision)).toEqual({ a: "failed" });
      }),
    ));

  it("stops a running child as it is declared by then", () => {
    const tree = (signal: string) =>
      treeOf(`children: { a: { command: a, min_uptime: 0, stop: { signal: ${signal} } } }`);
    return running(tree("SIGTERM"), ({ supervision, apply }) =>
      Effect.gen(function* () {
        const before = yield* runsOf(supervision);
        const applied = yield* apply(tree("SIGINT"));
        expect(applied.steps.map((step) => step.class)).toEqual(["in_place"]);
        expect(yield* runsOf(supervision)).toEqual(before);
        yield* over(Effect.orDie(supervision.stop("a", { by: "user:test", wait: true })));
        const [a] = (yield* supervision.status()).children;
        expect(a).toMatchObject({ state: "stopped", last_exit: { signal: "SIGINT" } });
      }),
    );
  });

  // It was asked by the signal of the program that was to come, which the one that ran may take for something else.
  it("stops a run that is to make room for another one as that run was declared", () => {
    const tree = (command: string, signal: string, timeout: string) =>
      treeOf(
        `children: { a: { command: ${command}, min_uptime: 0, stop: { signal: ${signal}, timeout: ${timeout} } } }`,
      );
    return running(tree("one", "SIGQUIT", "30s"), ({ supervision, apply }) =>
      Effect.gen(function* () {
        yield* apply(tree("two", "SIGINT", "5s"));
        const [a] = (yield* supervision.status()).children;
        expect(a).toMatchObject({ state: "running", run: 2, last_exit: { signal: "SIGQUIT" } });
        yield* over(Effect.orDie(supervision.stop("a", { by: "user:test", wait: true })));
        const [then] = (yield* supervision.status()).children;
        expect(then).toMatchObject({ state: "stopped", last_exit: { signal: "SIGINT" } });
      }),
    );
  });

  it("gives a running child its new readiness at its next start, and not before", () =>
    running(treeOf("children: { a: { command: a, min_uptime: 0 } }"), ({ supervision, apply }) =>
      Effect.gen(function* () {
        const wanted = treeOf("children: { a: { command: a, min_uptime: 20s } }");
        const applied = yield* apply(wanted);
        expect(applied.steps.map((step) => step.class)).toEqual(["on_next_start"]);
        const restarted = yield* Effect.fork(supervision.restart("a", { by: "user:test", wait: false }));
        yield* pass(10_000);
        expect(yield* statesOf(supervision)).toEqual({ a: "starting" });
        yield* pass(10_000);
        expect(yield* statesOf(supervision)).toEqual({ a: "running" });
        yield* Fiber.join(restarted);
      }),
    ));

  it("starts what is new before it stops what is not wanted any more", () =>
    running(
      treeOf("defaults: { min_uptime: 0 }\nchildren: { a: { command: a }, b: { command: b } }"),
      ({ world, apply }) =>
        Effect.gen(function* () {
          world.happened.length = 0;
          yield* apply(
            treeOf("defaults: { min_uptime: 0 }\nchildren: { x: { command: x }, y: { command: y } }"),
          );
          expect(world.happened).toEqual(["start x", "start y", "stop b", "stop a"]);
        }),
    ));

  it("restarts a group as its strategy wants it: stopped in reverse, started in order", () => {
    const tree = (command: string) =>
      treeOf(
        `strategy: rest_for_one\ndefaults: { min_uptime: 0 }\nchildren: { a: { command: a }, b: { command: ${command} }, c: { command: c } }`,
      );
    return running(tree("one"), ({ world, apply }) =>
      Effect.gen(function* () {
        world.happened.length = 0;
        yield* apply(tree("two"));
        expect(world.happened).toEqual(["stop c", "stop b", "start b", "start c"]);
      }),
    );
  });

  it("restarts replicas one after the other, each once the one before it is ready", () => {
    const tree = (command: string, replicas: number) =>
      treeOf(`children: { pool: { command: ${command}, replicas: ${replicas}, min_uptime: 5s } }`);
    return running(tree("one", 2), ({ world, apply }) =>
      Effect.gen(function* () {
        world.happened.length = 0;
        const applying = yield* Effect.fork(apply(tree("two", 3)));
        yield* pass(7000);
        expect(world.happened).toEqual(["start pool#3", "stop pool#1", "start pool#1"]);
        yield* Fiber.join(applying);
        expect(world.happened.slice(3)).toEqual(["stop pool#2", "start pool#2"]);
      }),
    );
  });

  it("brings everything back when a step fails, and says what failed", () => {
    const before = treeOf(
      "intensity: 5\ndefaults: { min_uptime: 0 }\nchildren: { a: { command: a }, b: { command: b } }",
    );
    const after = treeOf(
      "intensity: 9\ndefaults: { min_uptime: 0 }\nchildren: { new: { command: new }, a: { command: absent } }",
    );
    return running(before, ({ supervision, revisions, apply }) =>
      Effect.gen(function* () {
        const b = (yield* runsOf(supervision)).get("b");
        const applied = yield* apply(after);
        expect(applied).toMatchObject({ applied: false, restore_error: null });
        expect(applied.error).toContain("a did not come up: failed");
        expect(yield* statesOf(supervision)).toEqual({ a: "running", b: "running" });
        expect((yield* supervision.plan(before)).steps).toEqual([]);
        expect((yield* runsOf(supervision)).get("b"), "the others were not touched").toBe(b);
        expect(yield* Effect.orDie(revisions.list)).toHaveLength(1);
      }),
    );
  });

  // The way back was planned like any other, under the strategy that the root then had again: one_for_all took
  // along whom the way out, under one_for_one, had left alone.
  it("takes nobody along on the way back whom the way out has left alone, whatever the strategy was", () => {
    const before = treeOf(`strategy: one_for_all
defaults: { min_uptime: 0 }
children:
  d: { command: d, autostart: false }
  c: { children: { a: { command: a } } }`);
    const after = treeOf(`strategy: one_for_one
defaults: { min_uptime: 0 }
children:
  d: { command: absent, replicas: 1 }
  c: { children: { a: { command: a } } }`);
    return running(before, ({ supervision, apply }) =>
      Effect.gen(function* () {
        const earlier = yield* runsOf(supervision);
        const { error, restore_error } = yield* apply(after);
        expect(error).toContain("d#1 did not come up");
        expect(restore_error).toBeNull();
        expect(yield* statesOf(supervision)).toEqual({ c: "running", "c/a": "running", d: "stopped" });
        expect(yield* runsOf(supervision)).toEqual(earlier);
      }),
    );
  });

  // What was replaced was made anew on the way back, and forgot that a person had stopped it.
  it("leaves down on the way back what a person had stopped, also where it has to be made anew", () => {
    const before = treeOf(
      "defaults: { min_uptime: 0 }\nchildren: { a: { command: a }, g: { children: { x: { command: x }, y: { command: y } } }, z: { command: z } }",
    );
    const after = treeOf(
      "defaults: { min_uptime: 0 }\nchildren: { a: { command: a, replicas: 1 }, g: { command: g }, z: { command: absent } }",
    );
    return running(before, ({ supervision, apply }) =>
      Effect.gen(function* () {
        for (const path of ["a", "g/x"])
          yield* over(Effect.orDie(supervision.stop(path, { by: "user:test", wait: true })));
        expect((yield* apply(after)).applied).toBe(false);
        const states = { a: "stopped", g: "running", "g/x": "stopped", "g/y": "running", z: "running" };
        expect(yield* statesOf(supervision)).toEqual(states);
      }),
    );
  });

  it("starts a child that had failed once its command can be run", () => {
    const tree = (command: string) =>
      treeOf(
        `defaults: { min_uptime: 0 }\nchildren: { a: { command: ${command}, on_limit: fail, limit: { restarts: 0, period: 1m } }, b: { command: b } }`,
      );
    return running(tree("absent"), ({ supervision, apply }) =>
      Effect.gen(function* () {
        expect(yield* statesOf(supervision)).toEqual({ a: "failed", b: "running" });
        expect((yield* apply(tree("present"))).error).toBeNull();
        expect(yield* statesOf(supervision)).toEqual({ a: "running", b: "running" });
      }),
    );
  });

  it("starts a tree again that had given up, where the change concerns what it gave up on", () => {
    const tree = (command: string) =>
      treeOf(
        `defaults: { min_uptime: 0 }\nchildren: { a: { command: ${command}, on_limit: escalate }, b: { command: b } }`,
      );
    return running(tree("absent"), ({ supervision, apply }) =>
      Effect.gen(function* () {
        expect((yield* supervision.status()).state).toBe("failed");
        expect((yield* apply(tree("present"))).error).toBeNull();
        expect(yield* statesOf(supervision)).toEqual({ a: "running", b: "running" });
      }),
    );
  });

  it("goes on counting the runs of a path that comes back", () =>
    running(treeOf("children: { a: { command: a }, b: { command: b } }"), ({ supervision, apply }) =>
      Effect.gen(function* () {
        yield* apply(treeOf("children: { a: { command: a } }"));
        yield* apply(treeOf("children: { a: { command: a }, b: { command: b } }"));
        expect((yield* runsOf(supervision)).get("b")).toMatch(/ 2$/);
      }),
    ));

  it("leaves down what a person has stopped", () =>
    running(treeOf("children: { a: { command: one } }"), ({ supervision, apply }) =>
      Effect.gen(function* () {
        yield* over(Effect.orDie(supervision.stop("a", { by: "user:test", wait: true })));
        yield* apply(treeOf("children: { a: { command: two } }"));
        expect(yield* statesOf(supervision)).toEqual({ a: "stopped" });
      }),
    ));

  it("is refused where the tree is not at the revision any more that was planned on", () =>
    running(treeOf("children: { a: { command: a } }"), ({ supervision, apply }) =>
      Effect.gen(function* () {
        const wanted = treeOf("children: { a: { command: a }, b: { command: b } }");
        const { revision } = yield* supervision.plan(wanted);
        yield* over(Effect.orDie(supervision.add("", "c", { argv: ["c"] }, { by: "user:test", wait: true })));
        const refused = yield* Effect.flip(apply(wanted, revision));
        expect(refused).toMatchObject({ _tag: "StaleRevision" });
        expect(Object.keys(yield* statesOf(supervision))).toEqual(["a", "c"]);
      }),
    ));

  it("makes a revision, as add, remove and scale do", () =>
    running(treeOf("children: { a: { command: a, replicas: 1 } }"), ({ supervision, revisions, apply }) =>
      Effect.gen(function* () {
        const by = { by: "user:test", wait: true };
        yield* apply(treeOf("children: { a: { command: a, replicas: 2 } }"));
        yield* apply(treeOf("children: { a: { command: a, replicas: 2 } }"));
        yield* over(Effect.orDie(supervision.scale("a", 3, by)));
        yield* over(Effect.orDie(supervision.add("", "b", { argv: ["b"] }, by)));
        yield* over(Effect.orDie(supervision.remove("b", by)));
        const list = yield* Effect.orDie(revisions.list);
        expect(list.map(({ message }) => message)).toEqual([
          "the daemon was started with it",
          "a test",
          "a was scaled to 3",
          "b was added",
          "b was removed",
        ]);
        expect(list.at(-1)?.revision).toBe((yield* supervision.status()).revision);
        expect(list[2]?.revision).toBe(list[4]?.revision);
      }),
    ));
});
