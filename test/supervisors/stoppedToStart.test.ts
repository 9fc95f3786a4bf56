import { Effect, Fiber } from "effect";
import { describe, expect, it } from "vitest";
import { treeOf } from "../policy/trees.ts";
import { type Machine, onMachine, pass, validFile, written } from "./machine.ts";

const by = { by: "user:me", wait: true };
const how = { by: "user:me", source: "/srv/test.yaml", message: "applied" };
const tree = (command: string): string =>
  `defaults: { min_uptime: 0 }\nchildren: { slow: { command: ${command} }, g: { children: { slow: { command: ${command} } } } }`;

/** The first restart is at once; before the second one there is a pause. */
const crashIntoPause = (machine: Machine, path: string) =>
  Effect.gen(function* () {
    for (const _ of ["at once", "after a pause"]) {
      yield* pass(5000);
      yield* machine.exit(path, { code: 1 });
      yield* pass(300);
    }
  });

// A child that was stopped to be started again was remembered as one that a person wants down: it stayed down for ever
// where the daemon was killed before it had started it.
describe("a daemon that is killed between the stop and the start", () => {
  it.each(["slow", "g", "g/slow"])("of a restart by hand of %s: the next one starts it", (path) =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const old = yield* machine.daemon(tree("one"));
        yield* Effect.fork(old.supervision.restart(path, by));
        yield* pass(1000);
        expect(yield* old.states).toContain("slow stopping");
        yield* written;
        yield* old.die;
        const next = yield* machine.daemon(tree("one"));
        yield* pass(10_000);
        expect(yield* next.states).toBe("running, slow running, g running, g/slow running");
        expect(machine.violations).toEqual([]);
      }),
    ),
  );

  it("of an apply: the next one starts it", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const old = yield* machine.daemon(tree("one"));
        yield* Effect.fork(old.supervision.apply(treeOf(tree("two")), how));
        yield* pass(1000);
        expect(yield* old.states).toContain("slow stopping");
        yield* written;
        yield* old.die;
        const next = yield* machine.daemon(tree("two"), { file: validFile(tree("two")) });
        yield* pass(20_000);
        expect(yield* next.states).toBe("running, slow running, g running, g/slow running");
        expect(machine.violations).toEqual([]);
      }),
    ));

  // Where the change was to make it anew or to take it out, it was remembered as wanted down all the same: the change
  // had not come about, and the tree of before had a child that stayed down for ever.
  it.each([
    ["make it anew", "{ g: { command: g }, slow: { command: one, replicas: 1 } }"],
    ["take it out", "{ g: { command: g } }"],
    ["take out an instance", "{ g: { command: g }, slow: { command: one } }", ", replicas: 2"],
  ])(
    "of an apply that was to %s: the next one starts it, as it was declared before",
    (_, children, replicas = "") =>
      onMachine((machine) =>
        Effect.gen(function* () {
          const shop = (declared: string) => `defaults: { min_uptime: 0 }\nchildren: ${declared}`;
          const before = shop(`{ g: { command: g }, slow: { command: one${replicas} } }`);
          const old = yield* machine.daemon(before);
          yield* pass(1000);
          const up = yield* old.states;
          yield* Effect.fork(old.supervision.apply(treeOf(shop(children)), how));
          yield* pass(1000);
          expect(yield* old.states).toContain("stopping");
          yield* written;
          yield* old.die;
          const next = yield* machine.daemon(before);
          yield* pass(10_000);
          expect(yield* next.states).toBe(up);
          expect(machine.violations).toEqual([]);
        }),
      ),
  );

  it("of a stop by hand: it stays down", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const old = yield* machine.daemon(tree("one"));
        yield* Effect.fork(old.supervision.stop("slow", by));
        yield* pass(1000);
        yield* written;
        yield* old.die;
        const next = yield* machine.daemon(tree("one"));
        yield* pass(10_000);
        expect(yield* next.states).toBe("running, slow stopped, g running, g/slow running");
      }),
    ));
});

// A child that was made anew on the way back, under a supervisor that was about to be stopped, stayed down for ever.
it("what is made anew on the way back, while the supervisor above is being stopped, comes up with it later", () => {
  const shop = (x: string, last: string) =>
    `defaults: { min_uptime: 0 }
children:
  g: { children: { p: { children: { x: { command: x${x} } } }, slow: { command: s } } }
  last: { command: ${last} }`;
  return onMachine((machine) =>
    Effect.gen(function* () {
      const { supervision, states } = yield* machine.daemon(shop("", "l"));
      const wanted = treeOf(shop(", replicas: 1", "other, ready: { log: never }"));
      const applying = yield* Effect.fork(supervision.apply(wanted, how));
      yield* pass(1000);
      expect(yield* states).toContain("last starting");
      yield* Effect.fork(supervision.stop("g", by));
      yield* Effect.fork(supervision.stop("last", by));
      yield* pass(1000);
      expect(yield* states).toContain("g stopping, g/p running");
      const [runs, failed] = [machine.runs.length, yield* Effect.fork(Fiber.join(applying))];
      yield* pass(5000);
      expect(machine.runs.length, "nothing is started any more").toBe(runs);
      expect(yield* Fiber.join(failed)).toMatchObject({ applied: false, restore_error: null });
      yield* Effect.fork(supervision.start("g", by));
      yield* pass(1000);
      expect(yield* states).toContain("g running, g/p running, g/p/x running, g/slow running");
    }),
  );
});

// It was taken for one that the apply had stopped, and started.
it("an apply leaves down what a person stops while it is down to be started again", () => {
  const shop = (command: string) =>
    `strategy: one_for_all\ndefaults: { min_uptime: 0 }
children: { slow: { command: ${command} }, b: { command: b } }`;
  return onMachine((machine) =>
    Effect.gen(function* () {
      const { supervision, states } = yield* machine.daemon(shop("one"));
      const applying = yield* Effect.fork(supervision.apply(treeOf(shop("two")), how));
      yield* pass(1000);
      expect(yield* states).toBe("running, slow stopping, b stopped");
      yield* supervision.stop("b", by);
      yield* pass(5000);
      expect(yield* states).toBe("running, slow running, b stopped");
      expect(yield* Fiber.join(applying)).toMatchObject({ applied: true });
    }),
  );
});

it("a stop is final, also in the middle of a restart that somebody else has asked for", () =>
  onMachine((machine) =>
    Effect.gen(function* () {
      const { supervision, states } = yield* machine.daemon(tree("one"));
      const restarting = yield* Effect.fork(supervision.restart("slow", by));
      yield* pass(1000);
      yield* Effect.fork(supervision.stop("slow", by));
      yield* pass(5000);
      expect(yield* states).toContain("slow stopped");
      expect(yield* Fiber.join(restarting)).toMatchObject({ reached: false, state: "stopped" });
    }),
  ));

// It was found stopped when the way back was planned, so that its change was to wait for its next start; which was
// there before the change, and then it ran as nothing declares it.
it("what a person starts in the middle of an apply runs as it is declared in the end", () => {
  const shop = (b: string, rest: string) =>
    `defaults: { min_uptime: 0 }\nchildren: { b: { command: ${b} }, ${rest} }`;
  return onMachine((machine) =>
    Effect.gen(function* () {
      const before = shop("one", "last: { command: l }");
      const { supervision, states } = yield* machine.daemon(before);
      yield* supervision.stop("b", by);
      const after = shop("two", "slow: { command: s }, last: { command: m, ready: { log: never } }");
      const applying = yield* Effect.fork(supervision.apply(treeOf(after), how));
      yield* pass(1000);
      yield* Effect.fork(supervision.stop("last", by));
      yield* pass(1000);
      expect(yield* states).toContain("slow stopping");
      yield* supervision.start("b", by);
      expect(machine.runs.findLast(({ path }) => path === "b")?.command).toContain("two");
      yield* pass(5000);
      expect(yield* Fiber.join(applying)).toMatchObject({ applied: false, restore_error: null });
      expect((yield* supervision.plan(treeOf(before))).steps).toEqual([]);
      expect(yield* states).toBe("running, b running, last stopped");
      expect(machine.runs.findLast(({ path }) => path === "b")?.command).toContain("one");
    }),
  );
});

// Its supervisor noted that it was wanted, and started nobody whose turn had been.
it("a child that is restarted while its supervisor starts the next one comes up", () => {
  const shop =
    "start: serial\ndefaults: { min_uptime: 1s }\nchildren: { a: { command: a }, b: { command: b }, c: { command: c } }";
  return onMachine((machine) =>
    Effect.gen(function* () {
      const { supervision, states } = yield* machine.daemon(shop);
      yield* pass(1500);
      expect(yield* states).toBe("starting, a running, b starting, c stopped");
      const restarting = yield* Effect.fork(supervision.restart("a", by));
      yield* pass(5000);
      expect(yield* states).toBe("running, a running, b running, c running");
      expect(yield* Fiber.join(restarting)).toMatchObject({ reached: true, state: "running" });
    }),
  );
});

// A restart that was refused had changed what is wanted: what a person had stopped came up with its supervisor.
it("a restart that is refused, because the supervisor is down, leaves a child as it was wanted", () =>
  onMachine((machine) =>
    Effect.gen(function* () {
      const { supervision, states } = yield* machine.daemon(tree("one"));
      yield* Effect.fork(Effect.zipRight(supervision.stop("g/slow", by), supervision.stop("g", by)));
      yield* pass(5000);
      expect(yield* Effect.either(supervision.restart("g/slow", by))).toMatchObject({
        left: { reason: "supervisor_down" },
      });
      yield* supervision.start("g", by);
      expect(yield* states).toBe("running, slow running, g running, g/slow stopped");
    }),
  ));

// The others of the group stayed down, and the one that had crashed was said to be restarted for ever.
it.each([
  ["restart", "a", "a", "running, a running, b running, c running"],
  ["restart", "c", "a", "running, a running, b running, c running"],
  ["stop", "c", "a", "running, a stopped, b running, c running"],
] as const)(
  "%s, while %s takes its group along, of %s that is starting: the others come up",
  (verb, crashing, path, states) =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(
          "strategy: one_for_all\ndefaults: { min_uptime: 1s }\nchildren: { a: { command: a }, b: { command: b }, c: { command: c } }",
        );
        yield* pass(4000);
        yield* machine.exit(crashing, { code: 1 });
        yield* pass(500);
        expect(yield* daemon.states).toContain("a starting, b stopped");
        yield* Effect.fork(daemon.supervision[verb](path, by));
        yield* pass(10_000);
        expect(yield* daemon.states).toBe(states);
      }),
    ),
);

// It came up alone: those that waited with it for the end of its pause waited for ever.
it("a restart by hand ends the pause of a child for all of its group", () =>
  onMachine((machine) =>
    Effect.gen(function* () {
      const { supervision, states } = yield* machine.daemon(
        "strategy: one_for_all\ndefaults: { min_uptime: 1s, backoff: { initial: 60s } }\nchildren: { a: { command: a }, b: { command: b }, c: { command: c } }",
      );
      yield* crashIntoPause(machine, "b");
      expect(yield* states).toBe("running, a stopped, b backoff, c stopped");
      const restarting = yield* Effect.fork(supervision.restart("b", by));
      yield* pass(5000);
      expect(yield* states).toBe("running, a running, b running, c running");
      expect(yield* Fiber.join(restarting)).toMatchObject({ reached: true });
      expect(machine.violations).toEqual([]);
    }),
  ));

// The journal said "stopped by hand" of it, and `status` as long as it took, as if it were to stay down.
describe("a restart by hand", () => {
  it("is called so in both of its halves", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { supervision } = yield* machine.daemon(tree("one"));
        yield* pass(1000);
        const restarting = yield* Effect.fork(supervision.restart("slow", by));
        yield* pass(10_000);
        expect(yield* Fiber.join(restarting)).toMatchObject({ state: "running" });
        yield* written;
        const entries = yield* machine.journal.read({});
        const reasons = entries.flatMap((entry) =>
          entry.type === "transition" && entry.by === by.by ? [`${entry.to}: ${entry.reason}`] : [],
        );
        expect(reasons).toEqual([
          "stopping: restarted by hand",
          "stopped: restarted by hand",
          "starting: restarted by hand",
        ]);
      }),
    ));
});

// The chart takes a restart by hand in a pause for the group's next attempt. A removal was taken for one, too: the child
// was started again, and the apply waited for ever for it to be stopped.
it("an apply takes out a child that waits for its next attempt, and changes the strategy of its group", () =>
  onMachine((machine) =>
    Effect.gen(function* () {
      const { supervision, states } = yield* machine.daemon("children: { absent: { command: a } }");
      yield* pass(3000);
      expect(yield* states).toBe("running, absent backoff");
      const applying = yield* Effect.fork(
        supervision.apply(treeOf("strategy: one_for_all\nchildren: {}"), how),
      );
      yield* pass(3000);
      expect(yield* Fiber.join(applying)).toMatchObject({ applied: true });
      expect(yield* states).toBe("running");
    }),
  ));

// It is stopped and started in one go: whoever waited for it to be stopped had missed that.
it("a restart by hand in the pause of a group with nobody else in it comes to its end", () =>
  onMachine((machine) =>
    Effect.gen(function* () {
      const { supervision, states } = yield* machine.daemon(
        "strategy: one_for_all\ndefaults: { min_uptime: 0, backoff: { initial: 60s } }\nchildren: { a: { command: a } }",
      );
      yield* crashIntoPause(machine, "a");
      expect(yield* states).toBe("running, a backoff");
      const restarting = yield* Effect.fork(supervision.restart("a", by));
      yield* pass(5000);
      expect(yield* Fiber.join(restarting)).toMatchObject({ reached: true, state: "running" });
    }),
  ));

// Its restart was taken for the end of a pause that others wait for: they were restarted once more each time.
it("an apply that restarts a child that can't be run, and those of its group, does that once each way", () =>
  onMachine((machine) =>
    Effect.gen(function* () {
      const shop = (env: string) =>
        `strategy: one_for_all\ndefaults: { min_uptime: 0 }\nchildren: { a: { command: a }, absent: { command: b, backoff: { initial: 60s }, env: { A: "${env}" } } }`;
      const { supervision, states } = yield* machine.daemon(shop("1"));
      yield* pass(100);
      expect(yield* states).toBe("running, a running, absent backoff");
      const applying = yield* Effect.fork(supervision.apply(treeOf(shop("2")), how));
      yield* pass(100);
      expect(yield* Fiber.join(applying)).toMatchObject({ applied: false, restore_error: null });
      expect(yield* states).toBe("running, a running, absent failed");
      expect(machine.live()).toEqual(["a 3"]);
    }),
  ));
