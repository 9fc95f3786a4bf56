import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createActor } from "xstate";
import type { ServiceRules } from "../../machines/service/context.ts";
import type { ServiceEmitted, ServiceEvent } from "../../machines/service/events.ts";
import { serviceMachine } from "../../machines/service.ts";
import { CannotRun, SpawnFailed } from "../../src/domain/Errors.ts";
import type { Exit } from "../../src/domain/Exit.ts";
import { allTransitions, tableOf, visitor } from "./transitions.ts";
import { virtualClock } from "./virtualClock.ts";

const { visited, inspect } = visitor();

/** What a walk may do next; the world decides whether it is possible now. */
const steps = [
  "start",
  "stop",
  "stop brutally",
  "back off",
  "fail",
  "spawned",
  "cannot run",
  "spawn fails",
  "ready",
  "exit 0",
  "exit 1",
  "exit 75",
  "SIGTERM",
  "stale exit",
  "stale ready",
  "time passes",
] as const;
type Step = (typeof steps)[number];

const anyRules: fc.Arbitrary<ServiceRules> = fc.record({
  restart: fc.constantFrom("permanent", "transient", "temporary"),
  ready: fc.constantFrom<ServiceRules["ready"]>(
    { kind: "alive", minUptimeMs: 1000 },
    { kind: "log", pattern: "x", timeoutMs: 500 },
    { kind: "exit", timeoutMs: null },
  ),
  shutdown: fc.constantFrom<ServiceRules["shutdown"]>(100, "infinity", "brutal_kill"),
  stopSignal: fc.constant("SIGTERM"),
  exitRules: fc.constant({ success: [0], fatal: [], ignore: [75] }),
});

/** An actor in a world that answers as an operating system does, and the rules that must never be broken. */
const makeWorld = (rules: ServiceRules) => {
  const clock = virtualClock();
  const actor = createActor(serviceMachine, { input: { rules, lastRun: 0 }, clock, inspect });
  let process: "none" | "spawning" | "alive" = "none";
  let started = 0;
  let run = 0;
  const reports: Array<ServiceEmitted["type"]> = [];
  // Collected, because XState keeps what listeners throw from the sender.
  const violations: Array<string> = [];
  const send = (event: ServiceEvent): void => actor.send(event);
  actor.on("*", (emitted) => {
    reports.push(emitted.type);
    if (emitted.type === "SPAWN") {
      if (process !== "none") violations.push("two live runs");
      if (emitted.run !== started) violations.push("a run without a start");
      process = "spawning";
    }
    if (emitted.type === "ASK" || emitted.type === "KILL")
      expect(process, "only what lives is signalled").toBe("alive");
  });
  actor.start();
  const state = (): string => {
    const { value } = actor.getSnapshot();
    return typeof value === "string" ? value : (Object.keys(value)[0] ?? "");
  };
  const exit = (how: Exit): void => {
    if (process !== "alive") return;
    process = "none";
    send({ type: "EXITED", run, at: clock.now(), exit: how });
  };
  const act: Readonly<Record<Step, () => void>> = {
    start: () => {
      if (!["stopped", "backoff", "failed", "finished"].includes(state())) return;
      run = ++started;
      send({ type: "START", run, at: clock.now(), reason: "test", by: "test" });
    },
    stop: () => send({ type: "STOP", mode: "ordered", reason: "test", by: "test" }),
    "stop brutally": () => send({ type: "STOP", mode: "brutal", reason: "test", by: "test" }),
    "back off": () => send({ type: "BACK_OFF", delayMs: 50 }),
    fail: () => send({ type: "FAIL", reason: "test" }),
    spawned: () => {
      if (process !== "spawning") return;
      process = "alive";
      send({ type: "SPAWNED", run, pid: 1000 + run });
    },
    "cannot run": () => spawnFails(new CannotRun({ problem: "ENOENT", message: "not found" })),
    "spawn fails": () => spawnFails(new SpawnFailed({ code: "EAGAIN", message: "try later" })),
    ready: () => {
      if (process === "alive") send({ type: "READY", run });
    },
    "exit 0": () => exit({ code: 0 }),
    "exit 1": () => exit({ code: 1 }),
    "exit 75": () => exit({ code: 75 }),
    SIGTERM: () => exit({ signal: "SIGTERM" }),
    "stale exit": () => {
      const before = actor.getSnapshot().value;
      send({ type: "EXITED", run: run - 1, at: clock.now(), exit: { code: 0 } });
      expect(actor.getSnapshot().value, "facts of older runs change nothing").toEqual(before);
    },
    "stale ready": () => {
      const before = actor.getSnapshot().value;
      send({ type: "READY", run: run - 1 });
      expect(actor.getSnapshot().value).toEqual(before);
    },
    "time passes": () => void clock.toNext(),
  };
  const spawnFails = (error: CannotRun | SpawnFailed): void => {
    if (process !== "spawning") return;
    process = "none";
    send({ type: "SPAWN_FAILED", run, error });
  };
  return { act, state, reports, violations, isAlive: () => process === "alive" };
};

describe("a service's chart", () => {
  it("never has two live runs, never starts unasked, and always stops when it is told to", () => {
    fc.assert(
      fc.property(
        anyRules,
        fc.array(fc.constantFrom(...steps), { minLength: 60, maxLength: 100 }),
        (rules, walk) => {
          const world = makeWorld(rules);
          for (const step of walk) world.act[step]();
          const before = world.reports.length;
          world.act.stop();
          world.act["stop brutally"]();
          world.act.spawned();
          world.act["stop brutally"]();
          for (let tries = 0; tries < 5 && world.isAlive(); tries += 1) world.act.SIGTERM();
          expect(world.state()).toBe("stopped");
          expect(world.reports.slice(before), "the supervisor hears of it").toContain("STOPPED");
        },
      ),
      { numRuns: 1500, seed: 20_261_121 },
    );
  });

  it("reports every end to its supervisor exactly once", () => {
    const world = makeWorld({
      restart: "permanent",
      ready: { kind: "log", pattern: "x", timeoutMs: 500 },
      shutdown: 100,
      stopSignal: "SIGTERM",
      exitRules: { success: [0], fatal: [], ignore: [] },
    });
    for (const step of ["start", "spawned", "ready", "exit 1", "exit 1", "stale exit"] as const)
      world.act[step]();
    expect(world.reports).toEqual(["SPAWN", "STARTED", "ENDED"]);
    expect(world.state()).toBe("backoff");
  });

  it("says so when SIGKILL does not end the process, and goes on waiting", () => {
    const world = makeWorld({
      restart: "permanent",
      ready: { kind: "log", pattern: "x", timeoutMs: 500 },
      shutdown: 100,
      stopSignal: "SIGTERM",
      exitRules: { success: [0], fatal: [], ignore: [] },
    });
    for (const step of ["start", "spawned", "ready", "stop", "time passes", "time passes", "stop"] as const)
      world.act[step]();
    expect(world.reports.slice(2)).toEqual(["ASK", "KILL", "ALARM"]);
    expect(world.state()).toBe("stopping");
    world.act.SIGTERM();
    expect(world.state()).toBe("stopped");
  });

  it("is walked through in every cell of its transition table", () => {
    const all = allTransitions(serviceMachine);
    const unvisited = [...all].filter(([transition]) => !visited.has(transition)).map(([, cell]) => cell);
    expect(unvisited).toEqual([]);
  });

  it("has its transition table in the docs", async () => {
    const table = tableOf("Transitions of a service", [...allTransitions(serviceMachine).values()]);
    await expect(table).toMatchFileSnapshot("../../docs/reference/service-transitions.md");
  });
});
