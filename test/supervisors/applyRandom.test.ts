import { Effect } from "effect";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isWithin } from "../../src/domain/tree/ChildPath.ts";
import type { PlanStep } from "../../src/domain/view/Plan.ts";
import type { Supervision } from "../../supervisors/Supervision.ts";
import { anyTree, anyTreeWithAbsent } from "../policy/trees.ts";
import { examples } from "../support/examples.ts";
import { over, running, runsOf } from "./applyWorld.ts";

const runs = examples(30);
/** From one seed, since without one it happens that no apply fails in thirty. */
const failingRuns = examples(30, 20_261_129);
const patience = 60_000 + 2_000 * runs.numRuns;

/** Which children a person stops before: numbers among all there are. */
const anyStops = fc.array(fc.nat(), { maxLength: 2 });

const stopSome = (supervision: typeof Supervision.Service, numbers: ReadonlyArray<number>) =>
  Effect.gen(function* () {
    const { children } = yield* supervision.status();
    if (children.length === 0) return;
    for (const number of numbers) {
      const path = children[number % children.length]?.path ?? "";
      yield* over(Effect.orDie(supervision.stop(path, { by: "user:test", wait: true })));
    }
  });

/** What is wanted of each child, and what it does. One that can't be run may have been given up meanwhile. */
const lives = (supervision: typeof Supervision.Service) =>
  Effect.map(supervision.status(), ({ children }) =>
    Object.fromEntries(
      children.map(({ path, state, wanted }) => [
        path,
        `${wanted}: ${state === "backoff" ? "failed" : state}`,
      ]),
    ),
  );

/** Where processes end because of these steps. */
const endingPlaces = (steps: ReadonlyArray<PlanStep>): ReadonlyArray<string> =>
  steps.flatMap(({ action, instances, path }) => {
    if (action === "scale") return instances;
    return ["remove", "replace", "restart"].includes(action) ? [path] : [];
  });

describe("apply, of any tree to any other", () => {
  it(
    "reaches what is wanted, and touches only what differs",
    async () => {
      await fc.assert(
        fc.asyncProperty(anyTree, anyStops, anyTree, (before, stops, after) =>
          running(before, ({ supervision, apply }) =>
            Effect.gen(function* () {
              yield* stopSome(supervision, stops);
              const earlier = yield* runsOf(supervision);
              const applied = yield* apply(after);
              expect(applied.error).toBeNull();
              expect((yield* supervision.plan(after)).steps).toEqual([]);
              const ending = endingPlaces(applied.steps);
              const later = yield* runsOf(supervision);
              const same = [...earlier].filter(([path]) => !ending.some((place) => isWithin(place, path)));
              for (const [path, run] of same) expect(later.get(path), path).toBe(run);
              const { children } = yield* supervision.status();
              const down = children.filter(({ state }) => state === "stopped").map(({ path }) => path);
              for (const { path, state, wanted } of children)
                if (wanted === "up" && !down.some((place) => place !== path && isWithin(place, path)))
                  expect([path, state]).toEqual([path, "running"]);
            }),
          ),
        ),
        runs,
      );
    },
    patience,
  );

  it(
    "brings back what was when a step fails, and touches only what differed",
    async () => {
      let failed = 0;
      await fc.assert(
        fc.asyncProperty(anyTreeWithAbsent, anyStops, anyTreeWithAbsent, (before, stops, after) =>
          running(before, ({ supervision, apply }) =>
            Effect.gen(function* () {
              yield* stopSome(supervision, stops);
              const earlier = yield* runsOf(supervision);
              const states = yield* lives(supervision);
              const { applied, restore_error, steps } = yield* apply(after);
              if (applied) return;
              failed += 1;
              expect(restore_error).toBeNull();
              expect((yield* supervision.plan(before)).steps).toEqual([]);
              expect(yield* lives(supervision)).toEqual(states);
              const places = endingPlaces(steps);
              const later = yield* runsOf(supervision);
              for (const [path, run] of earlier)
                if (!places.some((place) => isWithin(place, path))) expect(later.get(path), path).toBe(run);
            }),
          ),
        ),
        failingRuns,
      );
      expect(failed).toBeGreaterThan(0);
    },
    patience,
  );
});
