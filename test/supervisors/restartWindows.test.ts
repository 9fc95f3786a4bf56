import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import type { RestartWindow } from "../../src/domain/view/RestartWindow.ts";
import { onMachine, pass } from "./machine.ts";

const tree = `
defaults: { on_limit: escalate, min_uptime: 0, backoff: none }
intensity: 1
children:
  shop:
    intensity: 2
    on_limit: escalate
    period: 60s
    children:
      web: { command: web }
      slow: { command: slow, backoff: { initial: 10s, max: 10s, jitter: 0, healthy_after: 1h } }
      own: { command: own, limit: { restarts: 1, period: 20s } }
      alone: { command: alone, on_limit: fail }
      patient: { command: patient, on_limit: wait, limit: { restarts: 1, period: 20s } }
      once: { command: once, restart: temporary }
  calm: { on_limit: fail, children: { a: { command: a, on_limit: fail } } }
`;

const crash = { code: 3 } as const;

/** What a started tree says of a node's limits. */
const onTree = <A>(
  body: (asked: {
    readonly fail: (path: string) => Effect.Effect<void>;
    readonly windows: (path: string) => Effect.Effect<ReadonlyArray<RestartWindow>>;
  }) => Effect.Effect<A>,
) =>
  onMachine((machine) =>
    Effect.gen(function* () {
      const { supervision } = yield* machine.daemon(tree);
      yield* pass(1_000);
      return yield* body({
        fail: (path) => Effect.zipRight(machine.exit(path, crash), pass(50)),
        windows: (path) =>
          Effect.map(Effect.orDie(supervision.explain(path)), ({ restart_windows = [] }) => restart_windows),
      });
    }),
  );

const ms = (from: string | undefined, to: string | undefined): number =>
  Date.parse(to ?? "") - Date.parse(from ?? "");

describe("the limits that the restarts of a node count towards", () => {
  it("are told with each restart that counts, when it no longer does, and what one more leads to", () =>
    onTree(({ fail, windows }) =>
      Effect.gen(function* () {
        const [empty] = yield* windows("shop/web");
        expect(empty).toEqual({
          ...{ of: "shop", counts: "together", intensity: 2, period_ms: 60_000, counted: [] },
          beyond: { verdict: "escalate", words: "shop stops its 6 children and fails to the tree" },
        });
        yield* fail("shop/web");
        yield* pass(5_000);
        yield* fail("shop/own");
        const [group] = yield* windows("shop");
        expect(group?.counted.map(({ child }) => child)).toEqual(["shop/web", "shop/own"]);
        const [first, second] = group?.counted ?? [];
        expect(ms(first?.at, second?.at)).toBe(5_050);
        expect(ms(first?.at, first?.leaves_at)).toBe(60_000);
        expect(first?.stands_until).toBeNull();
        // The same for each child that counts there.
        expect(yield* windows("shop/web")).toEqual([group]);
        yield* pass(55_000);
        expect((yield* windows("shop"))[0]?.counted.map(({ child }) => child)).toEqual(["shop/own"]);
      }),
    ));

  it("are both of a child with a limit of its own whose failures go up", () =>
    onTree(({ fail, windows }) =>
      Effect.gen(function* () {
        yield* fail("shop/own");
        const both = yield* windows("shop/own");
        expect(both.map(({ of, counts, counted }) => [of, counts, counted.length])).toEqual([
          ["shop/own", "alone", 1],
          ["shop", "together", 1],
        ]);
        expect(both.map(({ beyond }) => beyond.verdict)).toEqual(["escalate", "escalate"]);
        yield* fail("shop/own");
        // As it was told: the supervisor gives up, stops its children, and begins anew.
        yield* pass(10_000);
        expect((yield* windows("shop/own"))[0]?.counted).toEqual([]);
        expect((yield* windows("shop"))[1]?.counted.map(({ child }) => child)).toEqual(["shop"]);
      }),
    ));

  it("are its own of a child that is given up alone or waits, and none of one that is never restarted", () =>
    onTree(({ fail, windows }) =>
      Effect.gen(function* () {
        const told = (path: string) =>
          Effect.map(windows(path), (all) => all.map(({ of, counts, beyond }) => [of, counts, beyond.words]));
        expect(yield* told("shop/alone")).toEqual([["shop/alone", "alone", "shop/alone alone is given up"]]);
        expect(yield* told("shop/patient")).toEqual([
          ["shop/patient", "alone", "shop/patient waits until the limit allows another"],
        ]);
        expect(yield* told("shop/once")).toEqual([]);
        expect(yield* told("calm")).toEqual([["calm", "alone", "calm alone is given up"]]);
        expect(yield* told("")).toEqual([["", "together", "the tree stops its 2 children and fails"]]);
        for (const path of ["shop/alone", "shop/alone", "shop/alone"]) yield* fail(path);
        // It has been given up, as was told, and begins anew when it is started.
        expect((yield* windows("shop/alone"))[0]?.counted).toEqual([]);
        // While it waits for its own limit, its restarts age: that is what it waits for.
        yield* fail("shop/patient");
        yield* fail("shop/patient");
        const [waiting] = yield* windows("shop/patient");
        expect(waiting?.counted).toHaveLength(1);
        expect(waiting?.counted[0]?.stands_until).toBeNull();
      }),
    ));

  it("say until when a restart does not age, because the child pauses", () =>
    onTree(({ fail, windows }) =>
      Effect.gen(function* () {
        yield* fail("shop/slow");
        const [paused] = (yield* windows("shop"))[0]?.counted ?? [];
        expect(paused?.stands_until).not.toBeNull();
        // The pause is not a part of its age.
        expect(ms(paused?.at, paused?.stands_until ?? undefined)).toBe(0);
        yield* pass(12_000);
        const [aging] = (yield* windows("shop"))[0]?.counted ?? [];
        expect(aging).toEqual({ ...paused, stands_until: null });
      }),
    ));
});
