import { Effect, Fiber } from "effect";
import { describe, expect, it } from "vitest";
import { type Machine, onMachine, pass, settle, written } from "./machine.ts";

const crash = { code: 1 } as const;
const noPause = "backoff: { initial: 0s, max: 0s, jitter: 0 }";
const child = (id: string, rest = ""): string => `  ${id}: { command: ${id}${rest && `, ${rest}`} }\n`;

type Daemon = Effect.Effect.Success<ReturnType<Machine["daemon"]>>;

/** Kill the daemon with -9, let something happen to the machine meanwhile, and start the next one. */
const succeed = (
  machine: Machine,
  old: Daemon,
  yaml: string,
  meanwhile: Effect.Effect<unknown> = Effect.void,
) =>
  Effect.gen(function* () {
    yield* old.die;
    yield* meanwhile;
    return yield* machine.daemon(yaml);
  });

/** What a tree looks like before its daemon is killed, and what the next one makes of it. */
const beforeAndAfter = (
  yaml: string,
  bring: (machine: Machine, daemon: Daemon) => Effect.Effect<unknown, unknown>,
) =>
  onMachine((machine) =>
    Effect.gen(function* () {
      const old = yield* machine.daemon(yaml);
      yield* pass(5000);
      yield* bring(machine, old);
      yield* written;
      const before = yield* old.nodes;
      const runs = machine.runs.length;
      const next = yield* succeed(machine, old, yaml);
      expect(machine.violations).toEqual([]);
      return { before, after: yield* next.nodes, started: machine.runs.length - runs };
    }),
  );

describe("the next daemon finds", () => {
  const cases: ReadonlyArray<
    readonly [string, string, (machine: Machine, daemon: Daemon) => Effect.Effect<unknown, unknown>]
  > = [
    ["what was running", `children:\n${child("a")}${child("b")}`, () => Effect.void],
    [
      "what was starting",
      `children:\n${child("a")}${child("b", `min_uptime: 3s, ${noPause}`)}`,
      ({ exit }) => Effect.andThen(pass(2000), Effect.andThen(exit("b", crash), pass(1000))),
    ],
    [
      "a pause before a restart",
      `children:\n${child("a", "backoff: { initial: 20s, jitter: 0 }")}${child("b")}`,
      ({ exit }) => Effect.andThen(exit("a", crash), Effect.andThen(pass(2000), exit("a", crash))),
    ],
    [
      "a child that was given up alone",
      `children:\n${child("a", `on_limit: fail, limit: { restarts: 1, period: 60s }, ${noPause}`)}${child("b")}`,
      ({ exit }) => Effect.andThen(exit("a", crash), Effect.andThen(pass(2000), exit("a", crash))),
    ],
    [
      "what a person has stopped",
      `children:\n${child("a")}${child("b")}`,
      (_, { supervision }) => supervision.stop("a", { by: "cli:me", wait: true }),
    ],
    [
      "what is not to be started by itself",
      `children:\n${child("a", "autostart: false")}${child("b")}`,
      () => Effect.void,
    ],
    [
      "what is still stopping, with its deadline",
      `children:\n${child("deaf", "stop: { timeout: 9s }")}${child("b")}`,
      (_, { supervision }) => supervision.stop("deaf", { by: "cli:me", wait: false }),
    ],
    [
      "a temporary child that is over",
      `children:\n${child("a", "restart: temporary")}${child("b")}`,
      ({ exit }) => exit("a", crash),
    ],
    [
      "a transient child that ended well, and one that somebody else has ended by SIGTERM",
      `children:\n${child("a", "restart: transient")}${child("b", "restart: transient")}`,
      ({ exit }) => Effect.andThen(exit("a", { code: 0 }), exit("b", { signal: "SIGTERM" })),
    ],
    [
      "a temporary child that was stopped with its group",
      `strategy: one_for_all\nchildren:\n${child("a", noPause)}${child("b", "restart: temporary")}`,
      ({ exit }) => Effect.andThen(exit("a", crash), pass(2000)),
    ],
    [
      "a group that waits for one of its own, with one that a person stopped meanwhile",
      `strategy: one_for_all\nchildren:\n${child("a", "backoff: { initial: 20s, jitter: 0 }")}${child("b")}${child("c")}`,
      ({ exit }, { supervision }) =>
        exit("a", crash).pipe(
          Effect.andThen(pass(2000)),
          Effect.andThen(exit("a", crash)),
          Effect.andThen(supervision.stop("c", { by: "cli:me", wait: true })),
        ),
    ],
    [
      "a rest of a group that waits",
      `strategy: rest_for_one\nchildren:\n${child("a")}${child("b", "backoff: { initial: 20s, jitter: 0 }")}${child("c")}`,
      ({ exit }) => Effect.andThen(exit("b", crash), Effect.andThen(pass(2000), exit("b", crash))),
    ],
    [
      "a supervisor that pauses",
      `children:\n  s:\n    intensity: 0\n    backoff: { initial: 20s, jitter: 0 }\n    children:\n    ${child("a")}    ${child("b")}`,
      ({ exit }) => Effect.andThen(exit("s/a", crash), Effect.andThen(pass(3000), exit("s/a", crash))),
    ],
    [
      "a supervisor that is giving up",
      `children:\n  s:\n    intensity: 0\n    backoff: { initial: 20s, jitter: 0 }\n    children:\n    ${child("a")}    ${child("slow")}`,
      ({ exit }) => exit("s/a", crash),
    ],
    [
      "a tree that gave up, and when it tries again",
      `intensity: 0\nchildren:\n${child("a")}${child("b")}`,
      ({ exit }) => Effect.andThen(exit("a", crash), pass(60_000)),
    ],
    [
      "replicas",
      `children:\n${child("a", "replicas: 3")}`,
      ({ exit }) => Effect.andThen(exit("a#2", crash), pass(2000)),
    ],
  ];

  it.each(cases)("%s as it was, and starts nothing", async (_, yaml, bring) => {
    const { before, after, started } = await beforeAndAfter(yaml, bring);
    expect(after).toEqual(before);
    expect(started).toBe(0);
  });
});

/** Failures go up, and children start one after the other, as in OTP. */
const otp = "start: serial\ndefaults: { on_limit: escalate }\n";

describe("after the daemon was killed", () => {
  const flaky = `intensity: 3\nperiod: 60s\n${otp}children:\n${child("a", noPause)}${child("b")}`;
  /** Let a child crash so often, healthy in between. */
  const crashes = (machine: Machine, times: number) =>
    Effect.forEach(Array.from({ length: times }), () =>
      Effect.zipRight(machine.exit("a", crash), pass(2000)),
    );

  it.each([0, 1, 2, 3])(
    "%i restarts of the window count, and the tree gives up exactly when it would have",
    (times) =>
      onMachine((machine) =>
        Effect.gen(function* () {
          const old = yield* machine.daemon(flaky);
          yield* pass(2000);
          yield* crashes(machine, times);
          yield* written;
          const next = yield* succeed(machine, old, flaky);
          yield* crashes(machine, 3 - times);
          expect(yield* next.states).toContain("running, a running");
          yield* crashes(machine, 1);
          expect(yield* next.states).toBe("failed, a failed, b stopped");
        }),
      ),
  );

  it("all of a large tree is resumed before anything that has ended meanwhile is dealt with", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const ids = Array.from({ length: 60 }, (_, index) => `c${index}`);
        const lines = ids.map((id) => child(id, noPause)).join("");
        const yaml = `strategy: one_for_all\nstart: parallel\nintensity: 1\nperiod: 60s\nchildren:\n${lines}`;
        const old = yield* machine.daemon(yaml);
        yield* pass(5000);
        const meanwhile = Effect.forEach(ids, (id) => machine.exit(id, crash));
        const next = yield* succeed(machine, old, yaml, meanwhile);
        yield* pass(5000);
        // One restart of all: whoever dealt with the first end too soon would count the others, and give up.
        expect(yield* next.states).toBe(`running, ${ids.map((id) => `${id} running`).join(", ")}`);
        expect(machine.runs).toHaveLength(2 * ids.length);
        expect(machine.violations).toEqual([]);
      }),
    ));

  it("restarts age while no daemon lives", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const old = yield* machine.daemon(flaky);
        yield* pass(2000);
        yield* crashes(machine, 3);
        const next = yield* succeed(machine, old, flaky, pass(60_000));
        yield* crashes(machine, 1);
        expect(yield* next.states).toContain("running, a running");
      }),
    ));

  it("a child's own limit counts on", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const yaml = `children:\n${child("a", `on_limit: fail, limit: { restarts: 2, period: 60s }, ${noPause}`)}`;
        const old = yield* machine.daemon(yaml);
        yield* pass(2000);
        yield* crashes(machine, 1);
        const next = yield* succeed(machine, old, yaml);
        yield* crashes(machine, 1);
        expect(yield* next.states).toBe("running, a running");
        yield* crashes(machine, 1);
        expect(yield* next.states).toBe("running, a failed");
      }),
    ));

  // The signal went out some 50 ms before it was written why: the next daemon took the end for a crash.
  describe("right after it had sent a signal", () => {
    it.each([
      ["that asks", ""],
      ["that kills", "shutdown: brutal_kill"],
    ])("%s, what a person has stopped is stopped", (_, how) =>
      onMachine((machine) =>
        Effect.gen(function* () {
          const yaml = `children:\n${child("a", how)}${child("b")}`;
          const old = yield* machine.daemon(yaml);
          yield* pass(5000);
          yield* old.dieOfSignalling;
          yield* Effect.fork(old.supervision.stop("a", { by: "cli:me", wait: true }));
          yield* settle;
          const next = yield* machine.daemon(yaml);
          yield* pass(5000);
          expect(yield* next.states).toBe("running, a stopped, b running");
          const [a] = (yield* next.supervision.status("a")).children;
          expect(a).toMatchObject({ wanted: "down", run: 1, reason: "stopped by hand" });
        }),
      ),
    );

    it("what was stopped for another's sake has not failed", () =>
      onMachine((machine) =>
        Effect.gen(function* () {
          const yaml = `strategy: rest_for_one\nintensity: 1\nperiod: 60s\nchildren:\n${child("a", noPause)}${child("b")}`;
          const old = yield* machine.daemon(yaml);
          yield* pass(5000);
          yield* old.dieOfSignalling;
          yield* machine.exit("a", crash);
          const next = yield* machine.daemon(yaml);
          yield* pass(5000);
          expect(yield* next.states).toBe("running, a running, b running");
          expect(machine.runs).toHaveLength(4);
          const [b] = (yield* next.supervision.status("b")).children;
          expect(b).toMatchObject({ last_exit: { run: 1, reason: "stopped" } });
        }),
      ));

    it("a process that does not end at once is asked again, because it may not have been", () =>
      onMachine((machine) =>
        Effect.gen(function* () {
          const yaml = `children:\n${child("slow")}${child("b")}`;
          const old = yield* machine.daemon(yaml);
          yield* pass(5000);
          yield* old.dieOfSignalling;
          yield* Effect.fork(old.supervision.stop("slow", { by: "cli:me", wait: true }));
          yield* settle;
          const next = yield* machine.daemon(yaml);
          expect(yield* next.states).toBe("running, slow stopping, b running");
          expect(machine.asked).toEqual(["slow 1", "slow 1"]);
          yield* pass(5000);
          expect(yield* next.states).toBe("running, slow stopped, b running");
        }),
      ));
  });

  it("a pause ends when it would have", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const yaml = `children:\n${child("a", "backoff: { initial: 20s, jitter: 0 }")}`;
        const old = yield* machine.daemon(yaml);
        yield* pass(2000);
        yield* machine.exit("a", crash);
        yield* pass(2000);
        yield* machine.exit("a", crash);
        yield* pass(5000);
        const next = yield* succeed(machine, old, yaml, pass(6000));
        yield* pass(8999);
        expect(yield* next.states).toBe("running, a backoff");
        yield* pass(1);
        expect(yield* next.states).toBe("running, a starting");
        expect(machine.live()).toEqual(["a 3"]);
      }),
    ));

  it("a pause that was over meanwhile is over", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const yaml = `children:\n${child("a", "backoff: { initial: 20s, jitter: 0 }")}`;
        const old = yield* machine.daemon(yaml);
        yield* pass(1000);
        yield* machine.exit("a", crash);
        yield* pass(500);
        yield* machine.exit("a", crash);
        yield* written;
        const next = yield* succeed(machine, old, yaml, pass(60_000));
        expect(yield* next.states).toBe("running, a starting");
      }),
    ));

  it("a child that was starting is running when it would have been", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const yaml = `children:\n${child("a", "min_uptime: 10s")}`;
        const old = yield* machine.daemon(yaml);
        yield* pass(3000);
        const next = yield* succeed(machine, old, yaml, pass(3000));
        yield* pass(3999);
        expect(yield* next.states).toBe("running, a starting");
        yield* pass(1);
        expect(yield* next.states).toBe("running, a running");
      }),
    ));

  it("one that is never ready is given up when it would have been, and tried again", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const yaml = `children:\n${child("slow", "ready: { log: up, timeout: 10s }, on_limit: fail, backoff: { initial: 5s, jitter: 0 }")}`;
        const old = yield* machine.daemon(yaml);
        yield* pass(4000);
        const next = yield* succeed(machine, old, yaml, pass(4000));
        yield* pass(2000);
        expect(yield* next.states).toBe("running, slow stopping");
        yield* pass(1000);
        yield* next.die;
        const third = yield* machine.daemon(yaml);
        expect(yield* third.states).toBe("running, slow stopping");
        yield* pass(2000);
        expect(yield* third.states).toBe("running, slow backoff");
        yield* pass(5000);
        expect(yield* third.states).toBe("running, slow starting");
        expect(machine.asked).toEqual(["slow 1"]);
      }),
    ));

  it("one that was being stopped is killed when it would have been, and not asked again", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const yaml = `children:\n${child("deaf", "stop: { timeout: 9s }")}`;
        const old = yield* machine.daemon(yaml);
        yield* pass(2000);
        yield* old.supervision.stop("deaf", { by: "cli:me", wait: false });
        yield* pass(2000);
        const next = yield* succeed(machine, old, yaml, pass(3000));
        yield* pass(3999);
        expect(yield* next.states).toBe("running, deaf stopping");
        yield* pass(1);
        expect(yield* next.states).toBe("running, deaf stopped");
        expect(machine.asked).toEqual(["deaf 1"]);
        expect(machine.runs[0]?.end?.exit).toEqual({ signal: "SIGKILL" });
      }),
    ));

  it("one that has ended meanwhile is dealt with by its true exit and its true time", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const yaml = `children:\n${child("a", "backoff: { initial: 20s, reset_after: 60s, jitter: 0 }")}${child("b", "restart: transient")}${child("c", "restart: temporary")}`;
        const old = yield* machine.daemon(yaml);
        yield* pass(2000);
        yield* machine.exit("a", crash);
        yield* pass(10_000);
        const meanwhile = Effect.gen(function* () {
          yield* machine.exit("a", { signal: "SIGSEGV" });
          yield* machine.exit("b", { code: 0 });
          yield* machine.exit("c", crash);
          yield* pass(3_600_000);
        });
        const next = yield* succeed(machine, old, yaml, meanwhile);
        expect(yield* next.states).toBe("running, a backoff, b finished, c failed");
        const nodes = yield* next.supervision.status("a");
        // Ten seconds of running are not the minute that would have made it healthy again; the hour is not its own.
        expect(nodes.children[0]).toMatchObject({ last_exit: { run: 2, signal: "SIGSEGV" } });
        expect(nodes.children[0]?.next_attempt_at).not.toBeNull();
      }),
    ));

  it("one that has ended before it was ready has failed to start", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const yaml = `children:\n${child("a", "min_uptime: 10s, backoff: { initial: 20s, jitter: 0 }")}`;
        const old = yield* machine.daemon(yaml);
        yield* pass(3000);
        const next = yield* succeed(
          machine,
          old,
          yaml,
          Effect.zipRight(machine.exit("a", crash), pass(60_000)),
        );
        expect(yield* next.states).toBe("running, a backoff");
        const [a] = (yield* next.supervision.status("a")).children;
        expect(a?.reason).toContain("before it was ready");
      }),
    ));

  it.each([
    ["one_for_all", ["a 2", "slow 2", "c 2"]],
    ["rest_for_one", ["a 2", "slow 2", "c 2"]],
  ])("a group restart of %s that was half done is completed, once", (strategy, live) =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const yaml = `strategy: ${strategy}\nchildren:\n${child("a", noPause)}${child("slow")}${child("c")}`;
        const old = yield* machine.daemon(yaml);
        yield* pass(4000);
        yield* machine.exit("a", crash);
        yield* written;
        expect(yield* old.states).toBe("running, a backoff, slow stopping, c stopped");
        const next = yield* succeed(machine, old, yaml);
        yield* pass(3000);
        yield* pass(1000);
        yield* pass(1000);
        yield* pass(1000);
        expect(machine.live()).toEqual(live);
        expect(machine.asked.filter((one) => one.startsWith("slow"))).toEqual(["slow 1"]);
        expect(yield* next.states).toBe("running, a running, slow running, c running");
        expect(machine.violations).toEqual([]);
      }),
    ),
  );

  it("a group restart that was starting its children again goes on with those that are down", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const yaml = `strategy: one_for_all\nchildren:\n${child("a", `${noPause}, min_uptime: 5s`)}${child("b")}${child("c")}`;
        const old = yield* machine.daemon(yaml);
        yield* pass(10_000);
        yield* pass(1000);
        yield* pass(1000);
        yield* machine.exit("a", crash);
        yield* pass(2000);
        expect(yield* old.states).toBe("running, a starting, b stopped, c stopped");
        const next = yield* succeed(machine, old, yaml);
        expect(yield* next.states).toBe("running, a starting, b stopped, c stopped");
        yield* pass(3000);
        yield* pass(1000);
        yield* pass(1000);
        expect(machine.live()).toEqual(["a 2", "b 2", "c 2"]);
        const [a] = (yield* next.supervision.status("a")).children;
        expect(a).toMatchObject({ state: "running", restarts: 1 });
      }),
    ));

  it("a supervisor that was giving up tells the one above it, which restarts it", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const yaml = `${otp}children:\n  s:\n    intensity: 0\n    start: serial\n    children:\n    ${child("a")}    ${child("slow")}`;
        const old = yield* machine.daemon(yaml);
        yield* pass(2000);
        yield* pass(2000);
        yield* machine.exit("s/a", crash);
        yield* written;
        expect(yield* old.states).toBe("running, s stopping, s/a failed, s/slow stopping");
        const next = yield* succeed(machine, old, yaml);
        yield* pass(6000);
        yield* pass(1000);
        yield* pass(1000);
        expect(yield* next.states).toBe("running, s running, s/a running, s/slow running");
      }),
    ));

  it("the root that gave up tries again when it would have", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const yaml = `intensity: 0\n${otp}children:\n${child("a")}`;
        const old = yield* machine.daemon(yaml);
        yield* pass(2000);
        yield* machine.exit("a", crash);
        yield* pass(100_000);
        const next = yield* succeed(machine, old, yaml, pass(100_000));
        yield* pass(99_999);
        expect(yield* next.states).toBe("failed, a failed");
        yield* pass(1);
        expect(yield* next.states).toBe("starting, a starting");
      }),
    ));

  // F4: what was away for twenty minutes must not need a person at night, whatever becomes of the daemon meanwhile.
  it("a child that was given up is tried again when it would have been, and its siblings go on", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const yaml = `intensity: 0\nchildren:\n${child("a")}${child("b")}`;
        const old = yield* machine.daemon(yaml);
        yield* pass(2000);
        yield* machine.exit("a", crash);
        yield* pass(100_000);
        expect(yield* old.states).toBe("running, a failed, b running");
        const next = yield* succeed(machine, old, yaml, pass(100_000));
        yield* pass(99_000);
        expect(yield* next.states).toBe("running, a failed, b running");
        yield* pass(1_000);
        expect(yield* next.states).toBe("running, a starting, b running");
        yield* pass(2000);
        expect(yield* next.states).toBe("running, a running, b running");
        expect(machine.runs.filter(({ path }) => path === "b")).toHaveLength(1);
      }),
    ));

  it("a tree whose stop was under way is wanted again: what was stopping starts once it has stopped", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const yaml = `children:\n${child("a")}${child("slow")}${child("c")}`;
        const old = yield* machine.daemon(yaml);
        yield* pass(4000);
        yield* Effect.forkDaemon(old.leave);
        yield* written;
        expect(yield* old.states).toBe("stopping, a running, slow stopping, c stopped");
        const next = yield* succeed(machine, old, yaml);
        yield* pass(3000);
        yield* pass(1000);
        yield* pass(1000);
        expect(yield* next.states).toBe("running, a running, slow running, c running");
        expect(machine.live()).toEqual(["a 1", "c 2", "slow 2"]);
      }),
    ));

  it("runs that nothing declares any more are stopped before anything is started", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const old = yield* machine.daemon(`children:\n${child("gone")}${child("b")}`);
        yield* pass(2000);
        const next = yield* succeed(machine, old, `children:\n${child("b")}${child("new")}`);
        expect(machine.live()).toEqual(["b 1", "new 1"]);
        expect(yield* next.states).toBe("running, b running, new starting");
        yield* written;
        const entries = yield* machine.journal.read({});
        expect(entries.filter(({ type }) => type === "alarm")).toMatchObject([
          { alarm: "leftover", subject: "gone", run: 1 },
        ]);
      }),
    ));

  it("one that nothing declares and that does not end is waited for, but not for ever", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const old = yield* machine.daemon(`children:\n${child("deaf", "shutdown: infinity")}`);
        yield* pass(2000);
        yield* old.die;
        const coming = yield* Effect.fork(machine.daemon(`children:\n${child("b")}`));
        yield* settle;
        yield* pass(30_000);
        const next = yield* Fiber.join(coming);
        expect(yield* next.states).toBe("running, b starting");
      }),
    ));

  it("one with a deadline that nothing declares is killed after it", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const old = yield* machine.daemon(`children:\n${child("deaf", "stop: { timeout: 4s }")}`);
        yield* pass(2000);
        yield* old.die;
        const coming = yield* Effect.fork(machine.daemon(`children:\n${child("b")}`));
        yield* settle;
        yield* pass(4000);
        yield* Fiber.join(coming);
        expect(machine.live()).toEqual(["b 1"]);
      }),
    ));

  it("what runs by another command than is declared is stopped, and started anew", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const old = yield* machine.daemon("children:\n  slow: { command: old }\n  b: { command: b }\n");
        yield* pass(2000);
        yield* pass(2000);
        const next = yield* succeed(
          machine,
          old,
          "children:\n  slow: { command: new }\n  b: { command: b }\n",
        );
        expect(yield* next.states).toBe("running, slow stopping, b running");
        yield* pass(3000);
        expect(yield* next.states).toBe("running, slow starting, b running");
        expect(machine.live()).toEqual(["b 1", "slow 2"]);
        expect(machine.runs.at(-1)?.command).toContain("new");
        expect(machine.violations).toEqual([]);
      }),
    ));

  it("a child that is declared again later does not come back with the state it had once", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const both = `children:\n${child("a")}${child("b")}`;
        const old = yield* machine.daemon(both);
        yield* pass(2000);
        yield* old.supervision.stop("a", { by: "cli:me", wait: true });
        yield* written;
        const without = yield* succeed(machine, old, `children:\n${child("b")}`);
        yield* written;
        const next = yield* succeed(machine, without, both);
        expect(yield* next.states).toBe("running, a starting, b running");
      }),
    ));

  it("an orderly shutdown leads to a fresh start", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const old = yield* machine.daemon(flaky);
        yield* pass(2000);
        yield* crashes(machine, 3);
        yield* old.supervision.stop("b", { by: "cli:me", wait: true });
        yield* old.leave;
        const next = yield* machine.daemon(flaky);
        yield* pass(1000);
        yield* pass(1000);
        expect(yield* next.states).toBe("running, a running, b running");
        yield* crashes(machine, 3);
        expect(yield* next.states).toBe("running, a running, b running");
        expect(machine.live()).toEqual(["b 2", "a 8"]);
      }),
    ));

  it("what lives is adopted without a journal too", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const yaml = `children:\n${child("a")}  s:\n    children:\n    ${child("b")}    ${child("c")}`;
        const old = yield* machine.daemon(yaml);
        yield* pass(1000);
        yield* pass(1000);
        yield* pass(1000);
        yield* machine.exit("s/c", crash);
        yield* pass(1000);
        machine.loseMemory();
        const next = yield* succeed(machine, old, yaml);
        expect(yield* next.states).toBe("running, a running, s running, s/b running, s/c running");
        expect(machine.live()).toEqual(["a 1", "s/b 1", "s/c 2"]);
      }),
    ));

  it("a restart that there was no time to remember counts, once", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const yaml = `intensity: 1\nperiod: 60s\nchildren:\n${child("a", noPause)}${child("b")}`;
        const old = yield* machine.daemon(yaml);
        yield* pass(1000);
        yield* pass(1000);
        yield* written;
        yield* machine.exit("a", crash);
        // Killed before the next batch of the journal.
        const next = yield* succeed(machine, old, yaml);
        yield* pass(1000);
        yield* pass(1000);
        expect(yield* next.states).toBe("running, a running, b running");
        yield* machine.exit("a", crash);
        expect(yield* next.states).toContain("failed");
      }),
    ));

  // The next run has begun already, so the end of the one before is found in its files alone.
  it("a run that ended as it was asked, with no time to remember that, was stopped and not killed", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const yaml = `strategy: rest_for_one\nchildren:\n${child("a", `min_uptime: 0s, ${noPause}`)}${child("slow")}`;
        const old = yield* machine.daemon(yaml);
        yield* pass(5000);
        yield* machine.exit("a", crash);
        yield* pass(3000);
        expect(machine.live()).toContain("slow 2");
        const next = yield* succeed(machine, old, yaml);
        const slow = (yield* next.nodes).find(({ path }) => path === "slow");
        expect(slow).toMatchObject({ last_exit: { run: 1, signal: "SIGTERM", reason: "stopped" } });
      }),
    ));

  it("a daemon that is killed before it has adopted everything loses nothing", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const one = `children:\n${child("a", "backoff: { initial: 20s, jitter: 0 }")}`;
        const old = yield* machine.daemon(`${one}${child("deaf")}`);
        yield* pass(2000);
        yield* machine.exit("a", crash);
        yield* pass(500);
        yield* machine.exit("a", crash);
        yield* written;
        yield* old.die;
        // It waits for the undeclared one, and is killed meanwhile.
        yield* Effect.forkDaemon(machine.daemon(one));
        yield* pass(1000);
        const { memories: remembered } = yield* machine.journal.recall;
        expect(remembered.find(({ path }) => path === "")?.state).not.toBe("stopped");
        expect(remembered.find(({ path }) => path === "a")?.state).toBe("backoff");
      }),
    ));

  // It was left out in silence.
  it("a memory that can't be read is told, and what runs goes on", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const old = yield* machine.daemon(flaky);
        yield* pass(2000);
        yield* written;
        yield* old.die;
        machine.makeForeign("a");
        yield* machine.daemon(flaky);
        yield* written;
        const { memories } = yield* machine.journal.recall;
        const told = yield* machine.journal.read({});
        expect(machine.live()).toEqual(["a 1", "b 1"]);
        expect(told.filter(({ type }) => type === "alarm")).toMatchObject([
          {
            alarm: "journal",
            reason:
              "what the last daemon stored about a can't be read by this version; their restarts are counted anew",
          },
        ]);
        expect(memories.map(({ path }) => path)).toContain("a");
      }),
    ));

  it("status still counts the restarts, and the next one too", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const old = yield* machine.daemon(flaky);
        yield* pass(2000);
        yield* crashes(machine, 1);
        const next = yield* succeed(machine, old, flaky);
        yield* crashes(machine, 1);
        const [a] = (yield* next.supervision.status("a")).children;
        expect(a).toMatchObject({ restarts: 2, run: 3 });
      }),
    ));
});
