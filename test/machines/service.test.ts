import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createActor } from "xstate";
import type { ServiceRules } from "../../machines/service/context.ts";
import type { ServiceEmitted, ServiceEvent } from "../../machines/service/events.ts";
import { serviceMachine } from "../../machines/service.ts";
import { CannotRun, SpawnFailed } from "../../src/domain/Errors.ts";
import type { Exit } from "../../src/domain/Exit.ts";
import type { ChildState } from "../../src/domain/State.ts";
import { allTransitions, tableOf, visitor } from "./transitions.ts";
import { virtualClock } from "./virtualClock.ts";

const { visited, inspect } = visitor();

/** What a walk may do next; the world decides whether it is possible now. */
const steps = [
  "start",
  "resume starting",
  "resume running",
  "resume stopping",
  "resume unasked",
  "resume backoff",
  "resume failed",
  "resume finished",
  "resume stopped",
  "stop",
  "stop brutally",
  "back off",
  "fail",
  "spawned",
  "cannot run",
  "spawn fails",
  "spawn is refused",
  "ready",
  "exit 0",
  "exit 1",
  "exit 75",
  "SIGTERM",
  "stale exit",
  "stale ready",
  "time passes",
  "update",
] as const;
type Step = (typeof steps)[number];

const anyRules: fc.Arbitrary<ServiceRules> = fc.record({
  restart: fc.constantFrom("permanent", "transient", "temporary"),
  ready: fc.constantFrom<ServiceRules["ready"]>(
    { kind: "alive", minUptimeMs: 1000 },
    { kind: "alive", minUptimeMs: 0 },
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
  const asked = new Set<number>();
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
    if ((emitted.type === "ASK" || emitted.type === "KILL") && process !== "alive")
      violations.push(`${emitted.type} of what does not live`);
    if (emitted.type === "ASK" && asked.has(run)) violations.push(`run ${run} is asked twice`);
    if (emitted.type === "ASK") asked.add(run);
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
  /** An earlier daemon has left it so; its run goes on unless it is at rest. */
  const resume = (to: ChildState, isAsked = true): void => {
    if (state() !== "stopped" || process !== "none") return;
    const lives = to === "starting" || to === "running" || to === "stopping";
    run = ++started;
    process = lives ? "alive" : "none";
    if (to === "stopping" && isAsked) asked.add(run);
    const stop = { purpose: "request", mode: "ordered" } as const;
    const [pid, startedAt, reason, by] = [lives ? 1000 + run : null, clock.now() - 400, "test", "test"];
    send({
      type: "RESUME",
      found: { state: to, pid, run, startedAt, delayMs: 30, spentMs: 40, stop, isAsked, reason, by },
    });
  };
  const act: Readonly<Record<Step, () => void>> = {
    "resume starting": () => resume("starting"),
    "resume running": () => resume("running"),
    "resume stopping": () => resume("stopping"),
    "resume unasked": () => resume("stopping", false),
    "resume backoff": () => resume("backoff"),
    "resume failed": () => resume("failed"),
    "resume finished": () => resume("finished"),
    "resume stopped": () => resume("stopped"),
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
    "spawn fails": () => spawnFails(new SpawnFailed({ code: "SHIM", message: "it just ended" })),
    "spawn is refused": () => spawnFails(new SpawnFailed({ code: "ENOSPC", message: "try later" })),
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
    update: () => {
      const before = actor.getSnapshot().value;
      send({ type: "UPDATE", rules });
      expect(actor.getSnapshot().value, "rules change nothing that is under way").toEqual(before);
    },
  };
  const spawnFails = (error: CannotRun | SpawnFailed): void => {
    if (process !== "spawning") return;
    process = "none";
    send({ type: "SPAWN_FAILED", run, error });
  };
  return { act, state, reports, violations, now: clock.now, isAlive: () => process === "alive" };
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
          expect(world.violations).toEqual([]);
        },
      ),
      { numRuns: 1500, seed: 20_261_121 },
    );
  });

  const plain: ServiceRules = {
    restart: "permanent",
    ready: { kind: "log", pattern: "x", timeoutMs: 500 },
    shutdown: 100,
    stopSignal: "SIGTERM",
    exitRules: { success: [0], fatal: [], ignore: [] },
  };
  /** What a service reports and asks for in these steps, where it is then, and how much time has passed. */
  const walked = (rules: Partial<ServiceRules>, ...path: ReadonlyArray<Step>) => {
    const world = makeWorld({ ...plain, ...rules });
    for (const step of path) world.act[step]();
    expect(world.violations).toEqual([]);
    return [world.reports, world.state(), world.now()];
  };

  // It was by a timer of 0 ms once: a process that had ended before that fired had failed to start.
  it("that need not live for any time has started once there is a process, however soon that ends", () => {
    const atOnce = { ready: { kind: "alive", minUptimeMs: 0 } } as const;
    const lived = ["SPAWN", "STARTED", "ENDED"];
    expect(walked(atOnce, "start", "spawned", "exit 0")).toEqual([lived, "backoff", 0]);
    expect(walked(atOnce, "resume starting", "exit 1")).toEqual([lived.slice(1), "backoff", 0]);
  });

  it("that was running reports so, spawns nothing, and deals with its end as ever", () => {
    expect(walked({}, "resume running")).toEqual([["STARTED"], "running", 0]);
    expect(walked({}, "resume running", "exit 1")).toEqual([["STARTED", "ENDED"], "backoff", 0]);
    expect(walked({ restart: "transient" }, "resume running", "exit 0")).toEqual([
      ["STARTED", "ENDED"],
      "finished",
      0,
    ]);
  });

  it("that was starting has what is left of its time", () => {
    const alive = { ready: { kind: "alive", minUptimeMs: 1000 } } as const;
    expect(walked(alive, "resume starting", "time passes", "time passes")).toEqual([
      ["STARTED"],
      "running",
      960,
    ]);
    expect(walked({}, "resume starting", "time passes", "time passes")).toEqual([["ASK"], "stopping", 460]);
    expect(walked({}, "resume starting", "ready")).toEqual([["STARTED"], "running", 0]);
    expect(walked({}, "resume starting", "exit 1")).toEqual([["START_FAILED"], "backoff", 0]);
  });

  it("that was stopping is not asked again, and killed when it would have been", () => {
    expect(walked({}, "resume stopping", "SIGTERM")).toEqual([["STOPPED"], "stopped", 0]);
    expect(walked({}, "resume stopping", "time passes")).toEqual([["KILL"], "stopping", 60]);
    expect(walked({ shutdown: "brutal_kill" }, "resume stopping")).toEqual([["KILL"], "stopping", 0]);
    expect(walked({ shutdown: "infinity" }, "resume stopping", "time passes")).toEqual([[], "stopping", 0]);
  });

  it("that was to be stopped before it had a process is asked now", () => {
    expect(walked({}, "resume unasked")).toEqual([["ASK"], "stopping", 0]);
    expect(walked({ shutdown: "brutal_kill" }, "resume unasked")).toEqual([["KILL"], "stopping", 0]);
  });

  it("that paused is due after what was left of the pause", () => {
    expect(walked({}, "resume backoff", "time passes")).toEqual([["DUE"], "backoff", 30]);
    expect(walked({}, "resume backoff", "time passes", "start")).toEqual([["DUE", "SPAWN"], "starting", 30]);
  });

  it("that was at rest stays so, silently, until it is started", () => {
    for (const state of ["failed", "finished", "stopped"] as const) {
      expect(walked({}, `resume ${state}`, "time passes")).toEqual([[], state, 0]);
      expect(walked({}, `resume ${state}`, "start")).toEqual([["SPAWN"], "starting", 0]);
    }
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
