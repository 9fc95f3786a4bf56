/**
 * R18: of three `sentinel restart a` at once two ended with exit code 1, though `a` ran: the start of one was stopped
 * by the next. Each is told what came about in the end.
 */
import { Effect, Either, Fiber } from "effect";
import { describe, expect, it } from "vitest";
import type { NotPossible } from "../../src/domain/Errors.ts";
import type { Outcome } from "../../src/domain/view/Outcome.ts";
import { type Machine, onMachine, pass } from "./machine.ts";

const by = { by: "user:test", wait: true };
const tree = `
defaults: { min_uptime: 1s }
children:
  slow: { command: s }
  a: { command: a }
  pool: { command: p, replicas: 2 }
  web: { children: { api: { command: api }, b: { command: b } } }
`;

type Verb = "start" | "stop" | "restart";
type Told = Either.Either<Outcome, NotPossible>;

/** Commands, each so many ms after the one before; what each is told. */
const meeting = (
  machine: Machine,
  commands: ReadonlyArray<readonly [verb: Verb, path: string, waitMs: number]>,
) =>
  Effect.gen(function* () {
    const { supervision, states } = yield* machine.daemon(tree);
    yield* pass(10_000);
    const fibers: Array<Fiber.Fiber<Told>> = [];
    for (const [verb, path, waitMs] of commands) {
      yield* pass(waitMs);
      fibers.push(yield* Effect.fork(Effect.either(supervision[verb](path, by))));
    }
    yield* pass(60_000);
    const told = yield* Effect.forEach(fibers, Fiber.join);
    return { told, states: yield* states, supervision };
  });

const reached = (told: ReadonlyArray<Told>) =>
  told.map((one) => (Either.isRight(one) ? one.right.reached : one.left.message));

const allUp =
  "running, slow running, a running, pool running, pool#1 running, pool#2 running, web running, web/api running, web/b running";

describe("commands that meet", () => {
  it.each([
    ["at once, each before the others' start", "slow", 0],
    ["each in the start of the one before", "a", 500],
    ["each when the one before is over", "a", 3000],
    ["of a group", "web", 500],
    ["of the whole tree", "", 500],
  ])("three restarts %s: all are told that it runs", (_, path, waitMs) =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { told, states } = yield* meeting(machine, [
          ["restart", path, 0],
          ["restart", path, waitMs],
          ["restart", path, waitMs],
        ]);
        expect(reached(told)).toEqual([true, true, true]);
        expect(states).toBe(allUp);
        expect(machine.violations).toEqual([]);
      }),
    ),
  );

  it.each([
    [
      ["restart", "web/api"],
      ["restart", "web"],
    ],
    [
      ["restart", "web"],
      ["restart", "web/api"],
    ],
    [
      ["restart", "web/b"],
      ["restart", ""],
    ],
    [
      ["restart", "a"],
      ["start", "a"],
    ],
  ] as const)("%s, then %s: both are told that it runs", (one, other) =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { told, states } = yield* meeting(machine, [
          [...one, 0],
          [...other, 300],
        ]);
        expect(reached(told)).toEqual([true, true]);
        expect(states).toBe(allUp);
      }),
    ),
  );

  it.each([
    ["in its stop", "slow", 1000],
    ["in its start", "a", 500],
  ])("a stop wins over a restart, %s, which is told so", (_, path, waitMs) =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { told, states } = yield* meeting(machine, [
          ["restart", path, 0],
          ["stop", path, waitMs],
        ]);
        expect(reached(told)).toEqual([false, true]);
        expect(told[0]).toMatchObject({
          right: { reason: "it was stopped meanwhile: stopped by hand (by user:test)" },
        });
        expect(states).toContain(`${path} stopped`);
      }),
    ),
  );

  it("a stop of the whole tree wins over its restart", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { told, states } = yield* meeting(machine, [
          ["restart", "", 0],
          ["stop", "", 1000],
        ]);
        expect(reached(told)).toEqual([false, true]);
        expect(states).toMatch(/^stopped, /);
      }),
    ));

  it("a restart in a stop brings it up once it has stopped, and the stop is told of that", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { told, states } = yield* meeting(machine, [
          ["stop", "slow", 0],
          ["restart", "slow", 1000],
        ]);
        expect(reached(told)).toEqual([true, true]);
        expect(told[0]).toMatchObject({ right: { state: "stopped", reason: "restarted by hand" } });
        expect(states).toBe(allUp);
      }),
    ));

  // The new instance was stopped with its group, taken for one that does not start, and dropped.
  it("an instance that is added while its group is restarted comes up with the group", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { supervision, states } = yield* machine.daemon(tree);
        yield* pass(10_000);
        const scaling = yield* Effect.fork(supervision.scale("pool", 3, by));
        yield* pass(500);
        const restarting = yield* Effect.fork(supervision.restart("pool", by));
        yield* pass(20_000);
        expect(yield* Fiber.join(scaling)).toMatchObject({ reached: true, reason: "3 instances" });
        expect(yield* Fiber.join(restarting)).toMatchObject({ reached: true });
        expect(yield* states).toContain("pool#3 running");
      }),
    ));
});
