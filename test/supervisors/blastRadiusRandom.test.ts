import { Effect, Either } from "effect";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isWithin } from "../../src/domain/tree/ChildPath.ts";
import type { ChildSpec, ServiceSpec, SupervisorSpec, TreeSpec } from "../../src/domain/tree/ChildSpec.ts";
import type { NodeView } from "../../src/domain/view/NodeView.ts";
import type { Touched } from "../../src/domain/view/Touched.ts";
import type { Intent } from "../../src/policy/blastRadius/intent.ts";
import type { Supervision } from "../../supervisors/Supervision.ts";
import { anyTree } from "../policy/trees.ts";
import { examples } from "../support/examples.ts";
import { over, pass, running } from "./applyWorld.ts";

const fixedSeed = 4;
const tried = examples(60, fixedSeed);
const patience = 60_000 + 2_000 * tried.numRuns;
/** Shrinking ends before the test does: what was found is reported then. */
const runs = { ...tried, interruptAfterTimeLimit: patience - 30_000, markInterruptAsFailure: true };

/**
 * Fails unless all of these were found: what a property is about must come up. Which seeds have all of it is chance, so
 * only the fixed one has to.
 */
const expectAll = (found: ReadonlySet<string>, kinds: ReadonlyArray<string>): void => {
  if (runs.seed !== fixedSeed) return;
  for (const one of kinds) expect(found).toContain(one);
};

/**
 * Delays without jitter. Cause: the instances of replicated services kept theirs, so that with a rare seed a restart fell
 * just before or after the moment at which it was looked for; fast-check then shrank until the test's timeout.
 */
const steady = <Spec extends ServiceSpec>(spec: Spec): Spec => ({
  ...spec,
  backoff: { ...spec.backoff, initialMs: 7_000, jitter: 0, healthyAfterMs: 1_500 },
});

/** Delays that are seen, and ends that are not followed by a restart. */
const dressed = ({ name, root }: TreeSpec, choices: ReadonlyArray<number>): TreeSpec => {
  let at = 0;
  const choice = (): number => choices[at++ % choices.length] ?? 0;
  const child = (spec: ChildSpec, isSignificant: boolean): ChildSpec => {
    const chosen = choice();
    const own = {
      restart: (["permanent", "transient", "permanent", "temporary"] as const)[chosen % 4] ?? "permanent",
      significant: false,
      onLimit: chosen % 5 === 0 ? ("fail" as const) : null,
    };
    if (spec.kind === "supervisor")
      return group({ ...spec, ...own, restart: own.restart === "temporary" ? "transient" : own.restart });
    if (spec.kind === "check" || spec.kind === "job") return spec;
    const significant = isSignificant && own.restart !== "permanent";
    return steady({ ...spec, ...own, significant });
  };
  const group = (spec: SupervisorSpec): SupervisorSpec => {
    if (spec.template !== null)
      return {
        ...spec,
        template: steady(spec.template),
        children: spec.children.map((one) => (one.kind === "service" ? steady(one) : one)),
      };
    const autoShutdown =
      (["never", "never", "any_significant", "all_significant"] as const)[choice() % 4] ?? "never";
    return {
      ...spec,
      autoShutdown,
      intensity: choice() % 3,
      children: spec.children.map((one) => child(one, autoShutdown !== "never")),
    };
  };
  return { name, root: { ...group(root), retryFailedMs: null } };
};

type Seen = ReadonlyMap<string, NodeView>;

const seen = (supervision: typeof Supervision.Service) =>
  Effect.map(supervision.views, ({ views }): Seen => new Map(views.map((view) => [view.path, view])));

const isActive = ({ state }: NodeView): boolean => !["stopped", "failed", "finished"].includes(state);

/** What happened to a node, in the words of a preview; undefined: nothing. */
const happened = (before: NodeView, after: NodeView): Touched["effect"] | undefined => {
  if (before.since === after.since) return undefined;
  const isUp = isActive(after);
  if (isActive(before)) return isUp ? "restarts" : after.state === "failed" ? "fails" : "stops";
  return isUp ? "starts" : undefined;
};

const whatHappened = (before: Seen, after: Seen): Record<string, string> =>
  Object.fromEntries(
    [...new Set([...before.keys(), ...after.keys()])].flatMap((path) => {
      const [was, is] = [before.get(path), after.get(path)];
      const effect = was && is ? happened(was, is) : is ? "added" : "removed";
      return effect === undefined ? [] : [[path, effect]];
    }),
  );

const foretold = (touched: ReadonlyArray<Touched>): Record<string, string> =>
  Object.fromEntries(touched.flatMap(({ path, effect }) => (effect === "stays" ? [] : [[path, effect]])));

interface Past {
  readonly does: "stop" | "crash";
  readonly which: number;
  /** How long after it, in ms. */
  readonly waits: number;
}

const anyPast: fc.Arbitrary<ReadonlyArray<Past>> = fc.array(
  fc.record({
    does: fc.constantFrom("stop" as const, "crash" as const, "crash" as const),
    which: fc.nat(),
    waits: fc.constantFrom(100, 2_000, 20_000),
  }),
  { maxLength: 5 },
);
const anyChoices = fc.array(fc.nat(59), { minLength: 1, maxLength: 9 });

type Daemon = Parameters<Parameters<typeof running>[1]>[0];

const crash = ({ world }: Daemon, path: string): void => {
  const process = world.live.get(path);
  world.live.delete(path);
  process?.exit({ code: 1 });
};

const liveThrough = (daemon: Daemon, past: ReadonlyArray<Past>) =>
  Effect.gen(function* () {
    const { supervision, world } = daemon;
    for (const { does, which, waits } of past) {
      const paths = [...(yield* seen(supervision)).keys()].filter((path) => path !== "");
      const path = paths[which % Math.max(1, paths.length)];
      const live = [...world.live.keys()];
      if (does === "crash") crash(daemon, live[which % Math.max(1, live.length)] ?? "");
      else if (path !== undefined)
        yield* over(Effect.either(supervision.stop(path, { by: "user:test", wait: true })));
      yield* pass(waits);
    }
  });

const by = { by: "user:test", wait: true };

const carryOut = ({ supervision }: Daemon, { verb, ...rest }: Intent, path: string) => {
  switch (verb) {
    case "scale":
      return supervision.scale(path, "replicas" in rest ? rest.replicas : 0, by);
    case "signal":
      throw new Error("a signal changes no state");
    default:
      return supervision[verb](path, by);
  }
};

const anyIntent: fc.Arbitrary<Intent> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .constantFrom("start" as const, "stop" as const, "restart" as const)
      .map((verb) => ({ verb })),
  },
  fc.nat(4).map((replicas) => ({ verb: "scale" as const, replicas })),
);

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
