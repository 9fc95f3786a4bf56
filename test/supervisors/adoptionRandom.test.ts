import { Effect } from "effect";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { examples } from "../support/examples.ts";
import { type Machine, onMachine, pass, written } from "./machine.ts";

type Daemon = Effect.Effect.Success<ReturnType<Machine["daemon"]>>;

const services = ["a", "b", "s/c", "s/slow", "s/e"] as const;

const anyService = fc
  .record({
    restart: fc.constantFrom("permanent", "permanent", "transient", "temporary"),
    uptime: fc.constantFrom("0s", "1s", "4s"),
    initial: fc.constantFrom("0s", "7s"),
    own: fc.constantFrom("", "", ", on_limit: fail, limit: { restarts: 2, period: 60s }"),
  })
  .map(
    ({ restart, uptime, initial, own }) =>
      `restart: ${restart}, min_uptime: ${uptime}, backoff: { initial: ${initial}, jitter: 0 }${restart === "temporary" ? "" : own}`,
  );
const strategy = fc.constantFrom("one_for_one", "one_for_all", "rest_for_one");

const anyTree = fc
  .record({
    outer: strategy,
    inner: strategy,
    intensity: fc.integer({ min: 1, max: 3 }),
    parts: fc.array(anyService, { minLength: 5, maxLength: 5 }),
  })
  .map(({ outer, inner, intensity, parts: [a, b, c, d, e] }) =>
    [
      `strategy: ${outer}`,
      "intensity: 9",
      "children:",
      `  a: { command: a, ${a} }`,
      `  b: { command: b, ${b} }`,
      "  s:",
      `    strategy: ${inner}`,
      `    intensity: ${intensity}`,
      "    backoff: { initial: 7s, jitter: 0 }",
      "    children:",
      `      c: { command: c, ${c} }`,
      `      slow: { command: slow, ${d} }`,
      `      e: { command: e, ${e} }`,
      "",
    ].join("\n"),
  );

const anyStep = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant("crash" as const), path: fc.constantFrom(...services) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("ends well" as const), path: fc.constantFrom(...services) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("stop" as const), path: fc.constantFrom(...services) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("start" as const), path: fc.constantFrom(...services) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("pass" as const), ms: fc.integer({ min: 100, max: 9000 }) }),
  },
);
type Step = typeof anyStep extends fc.Arbitrary<infer S> ? S : never;

const take = (machine: Machine, { supervision }: Daemon, step: Step): Effect.Effect<unknown> => {
  switch (step.kind) {
    case "crash":
      return machine.exit(step.path, { code: 1 });
    case "ends well":
      return machine.exit(step.path, { code: 0 });
    case "stop":
      return Effect.ignore(supervision.stop(step.path, { by: "cli:me", wait: false }));
    case "start":
      return Effect.ignore(supervision.start(step.path, { by: "cli:me", wait: false }));
    case "pass":
      return pass(step.ms);
  }
};

/** The supervisors of a tree, and whether one of them is busy: a daemon that takes it up may do that in another order. */
const isBusy = (states: string): boolean => /^starting|^stopping|s (starting|stopping)/.test(states);

describe("a daemon that is killed at any moment", () => {
  const few = fc.array(anyStep, { minLength: 1, maxLength: 5 });
  const steps = fc.array(anyStep, { minLength: 1, maxLength: 12 });

  it("is not missed: the tree comes to what it would have come to", async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(anyTree, steps, steps, async (yaml, before, after) => {
        const lived = (isKilled: boolean) =>
          onMachine((machine) =>
            Effect.gen(function* () {
              let daemon = yield* machine.daemon(yaml);
              yield* pass(20_000);
              for (const step of before) yield* take(machine, daemon, step);
              yield* written;
              const busy = isBusy(yield* daemon.states) || (yield* daemon.isDeciding);
              if (isKilled) {
                yield* daemon.die;
                daemon = yield* machine.daemon(yaml);
              }
              const found = yield* daemon.nodes;
              for (const step of after) yield* take(machine, daemon, step);
              yield* pass(60_000);
              return { busy, found, nodes: yield* daemon.nodes, violations: machine.violations };
            }),
          );
        const [undisturbed, killed] = [await lived(false), await lived(true)];
        expect(killed.violations).toEqual([]);
        if (undisturbed.busy) return;
        compared += 1;
        expect(killed.found).toEqual(undisturbed.found);
        expect(killed.nodes).toEqual(undisturbed.nodes);
      }),
      examples(12, 20_261_121),
    );
    expect(compared).toBeGreaterThan(4);
  });

  it("leaves nothing twice and nobody forgotten, though it had no time to write", () =>
    fc.assert(
      fc.asyncProperty(anyTree, few, (yaml, path) =>
        onMachine((machine) =>
          Effect.gen(function* () {
            let daemon = yield* machine.daemon(yaml);
            for (const step of path) {
              yield* take(machine, daemon, step);
              yield* daemon.die;
              daemon = yield* machine.daemon(yaml);
            }
            yield* pass(100_000);
            expect(machine.violations).toEqual([]);
            // Whatever is permanent and wanted is up in the end, unless all have failed and wait for the slow retry.
            const { state, children } = yield* daemon.supervision.status();
            if (state === "failed") return;
            const forgotten = children.filter(
              (child) =>
                child.wanted === "up" &&
                child.kind === "service" &&
                (child.state === "stopped" || child.state === "starting" || child.state === "stopping"),
            );
            const permanent = forgotten.filter(({ path }) => isPermanent(yaml, path));
            expect(permanent.map(({ path, state }) => [path, state])).toEqual([]);
          }),
        ),
      ),
      examples(5, 20_261_121),
    ));
});

const isPermanent = (yaml: string, path: string): boolean =>
  yaml.includes(`${path.split("/").at(-1)}, restart: permanent`);
