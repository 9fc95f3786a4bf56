/**
 * F2: `restart many`, with both instances in backoff, was answered "running (all children are started)": the words of
 * the supervisor's chart, which tell how its start ended. A command is answered by what is up when it is over.
 */
import { Effect, Fiber } from "effect";
import { describe, expect, it } from "vitest";
import { type Machine, onMachine, pass } from "./machine.ts";

const by = { by: "user:test", wait: true };

/** What an effect comes to, with enough time for it. */
const within = <A, E>(ms: number, effect: Effect.Effect<A, E>): Effect.Effect<A, E> =>
  Effect.gen(function* () {
    const fiber = yield* Effect.fork(effect);
    yield* pass(ms);
    return yield* Fiber.join(fiber);
  });

const tree = `
defaults: { min_uptime: 0s, backoff: { initial: 30s, jitter: 0 }, on_limit: fail }
children:
  many: { command: m, replicas: 2 }
  web: { children: { api: { command: a }, absent: { command: b }, later: { command: l, autostart: false } } }
  well: { children: { one: { command: one }, inner: { children: { two: { command: two } } } } }
`;

const started = (machine: Machine) => Effect.tap(machine.daemon(tree), () => pass(1000));

describe("a command that concerns several children", () => {
  it("counts what is up, where all of it is", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { supervision } = yield* started(machine);
        for (const verb of ["start", "restart"] as const)
          expect(yield* within(1000, supervision[verb]("well", by))).toEqual({
            path: "well",
            state: "running",
            reached: true,
            reason: "2 of 2 running",
            children: { wanted: 2, up: 2, finished: 0, not_up: [], held_down: [] },
          });
      }),
    ));

  it("is not reached where one that should be up is not, and names it", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { supervision } = yield* started(machine);
        const outcome = yield* within(1000, supervision.restart("web", by));
        expect(outcome).toMatchObject({ state: "running", reached: false });
        expect(outcome.children).toMatchObject({
          wanted: 2,
          up: 1,
          not_up: [{ path: "web/absent", state: "backoff", next_attempt_at: expect.stringMatching(/Z$/) }],
          held_down: [{ path: "web/later", because: "autostart" }],
        });
        expect(outcome.reason).toMatch(/^1 of 2 running; web\/absent: backoff \(web\/absent was not found/);
      }),
    ));

  it("is not reached where the system refuses all instances", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { supervision } = yield* started(machine);
        yield* machine.refuse("ENOSPC");
        const outcome = yield* within(1000, supervision.restart("many", by));
        expect(outcome).toMatchObject({ state: "running", reached: false, children: { wanted: 2, up: 0 } });
        expect(outcome.children?.not_up.map(({ path }) => path)).toEqual(["many#1", "many#2"]);
      }),
    ));

  it("is reached where a person has stopped one, and says so", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { supervision } = yield* started(machine);
        yield* supervision.stop("well/one", by);
        yield* supervision.stop("well/inner", by);
        const outcome = yield* within(1000, supervision.restart("well", by));
        expect(outcome).toMatchObject({
          reached: true,
          children: {
            wanted: 0,
            not_up: [],
            held_down: [
              { path: "well/one", because: "stopped" },
              { path: "well/inner", because: "stopped" },
            ],
          },
        });
        expect(outcome.reason).toContain("well/one stays stopped by hand: `sentinel start well/one`");
        const whole = yield* within(1000, supervision.start("", by));
        expect(whole.children?.held_down).toHaveLength(3);
        expect(whole, "absent is not up").toMatchObject({ reached: false });
      }),
    ));

  it("waits for the starts that are under way below", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { supervision } = yield* machine.daemon(
          "children: { web: { children: { a: { command: a, min_uptime: 5s } } } }",
        );
        const outcome = yield* within(20_000, supervision.start("web", by));
        expect(outcome).toMatchObject({ reached: true, children: { wanted: 1, up: 1 } });
      }),
    ));

  it("names what failed of a supervisor that is down, and not what is down with it", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { supervision } = yield* machine.daemon(
          "defaults: { min_uptime: 0s }\nchildren: { g: { on_limit: wait, children: { a: { command: a }, absent: { command: b, on_limit: escalate }, c: { command: c } } } }",
        );
        yield* pass(100);
        const outcome = yield* within(100, supervision.restart("g", by));
        expect(outcome).toMatchObject({ path: "g", reached: false, children: { wanted: 3, up: 0 } });
        expect(outcome.children?.not_up.map(({ path }) => path)).toEqual(["g/absent"]);
      }),
    ));
});

describe("explain", () => {
  it("tells of a group what is up now, and why the rest is not, at any depth", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { supervision } = yield* started(machine);
        yield* supervision.stop("well/inner/two", by);
        const { sentences, facts } = yield* supervision.explain("well");
        expect(sentences[0]).toMatch(/^well is running since \S+: 1 of 1 running\.$/);
        expect(sentences).toContain(
          "well/inner/two is stopped: stopped by hand. `sentinel start well/inner/two` starts it.",
        );
        expect(facts.reason).toBe("1 of 1 running");
        const web = (yield* supervision.explain("web")).sentences.join("\n");
        expect(web).toMatch(/: 1 of 2 running\.\n/);
        expect(web).toContain("\nweb/absent is in backoff: web/absent was not found.");
      }),
    ));
});
