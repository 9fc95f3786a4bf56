import { Effect } from "effect";
import fc from "fast-check";
import { expect } from "vitest";
import type { ChildSpec, ServiceSpec, SupervisorSpec, TreeSpec } from "../../../src/domain/tree/ChildSpec.ts";
import type { NodeView } from "../../../src/domain/view/NodeView.ts";
import type { Touched } from "../../../src/domain/view/Touched.ts";
import type { Intent } from "../../../src/policy/blastRadius/intent.ts";
import type { Supervision } from "../../../supervisors/Supervision.ts";
import { examples } from "../../support/examples.ts";
import { over, pass, type running } from "../applyWorld.ts";

const fixedSeed = 4;
const tried = examples(60, fixedSeed);
export const patience = 60_000 + 2_000 * tried.numRuns;
/** Shrinking ends before the test does: what was found is reported then. */
export const runs = { ...tried, interruptAfterTimeLimit: patience - 30_000, markInterruptAsFailure: true };

/**
 * Fails unless all of these were found: what a property is about must come up. Which seeds have all of it is chance, so
 * only the fixed one has to.
 */
export const expectAll = (found: ReadonlySet<string>, kinds: ReadonlyArray<string>): void => {
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
export const dressed = ({ name, root }: TreeSpec, choices: ReadonlyArray<number>): TreeSpec => {
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

export const seen = (supervision: typeof Supervision.Service) =>
  Effect.map(supervision.views, ({ views }): Seen => new Map(views.map((view) => [view.path, view])));

/** Whether it has, or is about to have, what it is for: a held start may last for ever. */
const isActive = ({ state, value }: NodeView): boolean =>
  !["stopped", "failed", "finished"].includes(state) && value !== heldStart;

const heldStart = "starting.held";

/** What happened to a node, in the words of a preview; undefined: nothing. */
const happened = (before: NodeView, after: NodeView): Touched["effect"] | undefined => {
  if (before.since === after.since) return undefined;
  if (after.value === heldStart) return "held";
  const isUp = isActive(after);
  if (isActive(before)) return isUp ? "restarts" : after.state === "failed" ? "fails" : "stops";
  if (isUp) return "starts";
  return before.value === heldStart ? "stops" : undefined;
};

export const whatHappened = (before: Seen, after: Seen): Record<string, string> =>
  Object.fromEntries(
    [...new Set([...before.keys(), ...after.keys()])].flatMap((path) => {
      const [was, is] = [before.get(path), after.get(path)];
      const effect = was && is ? happened(was, is) : is ? "added" : "removed";
      return effect === undefined ? [] : [[path, effect]];
    }),
  );

export const foretold = (touched: ReadonlyArray<Touched>): Record<string, string> =>
  Object.fromEntries(touched.flatMap(({ path, effect }) => (effect === "stays" ? [] : [[path, effect]])));

interface Past {
  readonly does: "stop" | "crash";
  readonly which: number;
  /** How long after it, in ms. */
  readonly waits: number;
}

export const anyPast: fc.Arbitrary<ReadonlyArray<Past>> = fc.array(
  fc.record({
    does: fc.constantFrom("stop" as const, "crash" as const, "crash" as const),
    which: fc.nat(),
    waits: fc.constantFrom(100, 2_000, 20_000),
  }),
  { maxLength: 5 },
);
export const anyChoices = fc.array(fc.nat(59), { minLength: 1, maxLength: 9 });

export type Daemon = Parameters<Parameters<typeof running>[1]>[0];

export const crash = ({ world }: Daemon, path: string): void => {
  const process = world.live.get(path);
  world.live.delete(path);
  process?.exit({ code: 1 });
};

export const liveThrough = (daemon: Daemon, past: ReadonlyArray<Past>) =>
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

export const by = { by: "user:test", wait: true };

export const carryOut = ({ supervision }: Daemon, { verb, ...rest }: Intent, path: string) => {
  switch (verb) {
    case "scale":
      return supervision.scale(path, "replicas" in rest ? rest.replicas : 0, by);
    case "signal":
      throw new Error("a signal changes no state");
    default:
      return supervision[verb](path, by);
  }
};

export const anyIntent: fc.Arbitrary<Intent> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .constantFrom("start" as const, "stop" as const, "restart" as const)
      .map((verb) => ({ verb })),
  },
  fc.nat(4).map((replicas) => ({ verb: "scale" as const, replicas })),
);
