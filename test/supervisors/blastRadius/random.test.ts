import { Effect, Either } from "effect";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isWithin } from "../../../src/domain/tree/ChildPath.ts";
import { anyTree } from "../../policy/trees.ts";
import { over, pass, running } from "../applyWorld.ts";
import {
  anyChoices,
  anyIntent,
  anyPast,
  by,
  carryOut,
  crash,
  dressed,
  expectAll,
  foretold,
  liveThrough,
  patience,
  runs,
  seen,
  whatHappened,
} from "./foretelling.ts";

describe("the blast radius", () => {
  it(
    "of a command is what then happens, whatever happened before",
    async () => {
      const found = new Set<string>();
      await fc.assert(
        fc.asyncProperty(
          anyTree,
          anyChoices,
          anyPast,
          anyIntent,
          fc.nat(),
          (tree, choices, past, intent, which) =>
            running(dressed(tree, choices), (daemon) =>
              Effect.gen(function* () {
                const { supervision } = daemon;
                yield* liveThrough(daemon, past);
                yield* pass(100);
                const before = yield* seen(supervision);
                const groups = [...before.values()].filter(({ allowed }) => allowed.includes("scale"));
                const places = intent.verb === "scale" && groups.length > 0 ? groups : [...before.values()];
                const path = places[which % places.length]?.path ?? "";
                const preview = yield* supervision.preview(intent, [path], null);
                const outcome = yield* over(Effect.either(carryOut(daemon, intent, path)));
                yield* pass(50);
                const after = yield* seen(supervision);
                expect(preview.refused.length > 0, JSON.stringify(preview.refused)).toBe(
                  Either.isLeft(outcome),
                );
                expect(foretold(preview.touched)).toEqual(whatHappened(before, after));
                for (const { effect } of preview.touched) found.add(`${intent.verb} ${effect}`);
              }),
            ),
        ),
        runs,
      );
      expectAll(found, ["stop stops", "start starts", "restart restarts", "start stays"]);
    },
    patience,
  );

  it(
    "of a crash is what then happens, as the strategies and the limits are",
    async () => {
      const found = new Set<string>();
      await fc.assert(
        fc.asyncProperty(anyTree, anyChoices, anyPast, fc.nat(), (tree, choices, past, which) =>
          running(dressed(tree, choices), (daemon) =>
            Effect.gen(function* () {
              const { supervision, world } = daemon;
              yield* liveThrough(daemon, past);
              yield* pass(30_000);
              const before = yield* seen(supervision);
              const live = [...world.live.keys()];
              const path = live[which % Math.max(1, live.length)];
              if (path === undefined) return;
              const { touched } = yield* supervision.blastRadius(path, null);
              crash(daemon, path);
              yield* pass(100_000);
              expect(foretold(touched)).toEqual(whatHappened(before, yield* seen(supervision)));
              for (const { effect } of touched)
                found.add(touched.length > 1 ? `${effect} with others` : effect);
            }),
          ),
        ),
        runs,
      );
      expectAll(found, ["restarts", "restarts with others", "fails with others"]);
    },
    patience,
  );

  it(
    "of an apply is what then happens",
    async () => {
      const found = new Set<string>();
      await fc.assert(
        fc.asyncProperty(anyTree, anyTree, fc.array(fc.nat(), { maxLength: 2 }), (tree, wanted, stops) =>
          running(tree, ({ supervision, apply }) =>
            Effect.gen(function* () {
              const all = [...(yield* seen(supervision)).keys()].filter((path) => path !== "");
              for (const number of all.length === 0 ? [] : stops)
                yield* over(Effect.either(supervision.stop(all[number % all.length] ?? "", by)));
              yield* pass(100);
              const before = yield* seen(supervision);
              const { touched = [] } = yield* supervision.plan(wanted);
              const applied = yield* apply(wanted);
              expect(applied.error).toBeNull();
              const happened = whatHappened(before, yield* seen(supervision));
              // What is under a new supervisor comes with it; the plan does not say what a replaced child holds.
              const fresh = applied.steps.filter(({ action }) => action === "add" || action === "replace");
              const isKnown = (path: string) =>
                !fresh.some(
                  (step) => isWithin(step.path, path) && (step.path !== path || step.action !== "add"),
                );
              const known = (effects: Record<string, string>) =>
                Object.fromEntries(Object.entries(effects).filter(([path]) => isKnown(path)));
              expect(known(foretold(touched))).toEqual(known(happened));
              for (const { effect } of touched) found.add(effect);
            }),
          ),
        ),
        runs,
      );
      expectAll(found, ["added", "removed", "restarts"]);
    },
    patience,
  );
});
