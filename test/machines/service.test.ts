import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createActor, type StateValue } from "xstate";
import type { ServiceRules } from "../../machines/service/context.ts";
import type { ServiceEmitted, ServiceEvent } from "../../machines/service/events.ts";
import { serviceMachine } from "../../machines/service.ts";
import { CannotRun, SpawnFailed } from "../../src/domain/Errors.ts";
import type { Exit } from "../../src/domain/tree/Exit.ts";
import type { HookName } from "../../src/domain/tree/HookSpec.ts";
import type { ProbeName } from "../../src/domain/tree/ProbeSpec.ts";
import type { ChildState } from "../../src/domain/tree/State.ts";
import { examples } from "../support/examples.ts";
import { tableOf, visitor } from "./transitions.ts";
import { virtualClock } from "./virtualClock.ts";

const { unvisited, inspect } = visitor();

/** What a walk may do next; the world decides whether it is possible now. */
const steps = [
  "start",
  "start held",
  "stop held",
  "hold is renewed",
  "hold is cleared",
  "stale clearance",
  "resume start held",
  "resume stop held",
  "resume starting",
  "resume running",
  "resume stopping",
  "resume unasked",
  "resume backoff",
  "resume failed",
  "resume given up",
  "resume finished",
  "resume stopped",
  "stop",
  "stop brutally",
  "back off",
  "fail",
  "fail for good",
  "spawned",
  "cannot run",
  "spawn fails",
  "spawn is refused",
  "ready",
  "startup passes",
  "startup fails",
  "readiness passes",
  "readiness fails",
  "liveness passes",
  "liveness fails",
  "stale probe",
  "other probes",
  "exit 0",
  "exit 1",
  "exit 75",
  "SIGTERM",
  "stale exit",
  "stale ready",
  "hook passes",
  "hook fails",
  "stale hook",
  "something is in the way",
  "time passes",
  "update",
] as const;
type Step = (typeof steps)[number];

const output = { kind: "output", withinMs: 1000 } as const;
const every = { delayMs: 0, everyMs: 10, timeoutMs: 5 };
/** It passes after one success, and fails after two failures. */
const probe = { check: output, ...every, successes: 1, failures: 2, jitter: 0, action: "none" } as const;

const hook = { command: { shell: "true" }, timeoutMs: 1000 } as const;
const allHooks = { before_start: hook, after_start: hook, before_stop: hook, after_exit: hook };

const anyRules: fc.Arbitrary<ServiceRules> = fc.record({
  restart: fc.constantFrom("permanent", "transient", "temporary"),
  ready: fc.constantFrom<ServiceRules["ready"]>(
    { kind: "alive", minUptimeMs: 1000 },
    { kind: "alive", minUptimeMs: 0 },
    { kind: "log", pattern: "x", timeoutMs: 500 },
    { kind: "exit", timeoutMs: null },
    { kind: "probe", probe: { check: output, ...every, successes: 2 }, timeoutMs: 500 },
  ),
  probes: fc.constantFrom<ServiceRules["probes"]>(
    undefined,
    { live: { ...probe, action: "restart" } },
    { ready: probe, live: { ...probe, action: "restart" } },
    { ready: { ...probe, successes: 2 } },
  ),
  shutdown: fc.constantFrom<ServiceRules["shutdown"]>(100, "infinity", "brutal_kill"),
  stopSignal: fc.constant("SIGTERM"),
  exitRules: fc.constant({ success: [0], fatal: [], ignore: [75] }),
  retryFailedMs: fc.constantFrom(undefined, null, 300),
  hooks: fc.constantFrom<ServiceRules["hooks"]>(undefined, allHooks, { after_exit: hook }),
});

/** An actor in a world that answers as an operating system does, and the rules that must never be broken. */
const makeWorld = (rules: ServiceRules) => {
  const clock = virtualClock();
  const actor = createActor(serviceMachine, { input: { rules, lastRun: 0 }, clock, inspect });
  let process: "none" | "spawning" | "alive" | "gone" = "none";
  /** The hook that the chart waits for, and the exit that is reported after the after_exit hook. */
  let hooking: HookName | null = null;
  let gone: Exit = { code: 0 };
  /** The newest run, and whether a start has been commanded that has none yet. */
  let run = 0;
  let isStarted: "yes" | "no" = "no";
  const asked = new Set<number>();
  const reports: Array<ServiceEmitted["type"]> = [];
  // Collected, because XState keeps what listeners throw from the sender.
  const violations: Array<string> = [];
  const send = (event: ServiceEvent): void => actor.send(event);
  let probing: "nothing" | "startup" | "running" = "nothing";
  actor.on("*", (emitted) => {
    if (emitted.type === "PROBE") probing = emitted.phase;
    else if (emitted.type === "END_PROBES") probing = "nothing";
    else if (emitted.type !== "END_HOOK") reports.push(emitted.type);
    if (emitted.type === "END_HOOK") hooking = null;
    if (emitted.type === "HOOK") hooking = emitted.hook;
    const begins = emitted.type === "HOOK" && emitted.hook === "before_start";
    if (begins || (emitted.type === "SPAWN" && rules.hooks?.before_start === undefined)) {
      if (process !== "none") violations.push("two live runs");
      if (isStarted === "no") violations.push("a run without a start");
      if (emitted.run !== run + 1) violations.push(`run ${emitted.run} after run ${run}`);
      isStarted = "no";
      run = emitted.run;
    }
    if (emitted.type === "SPAWN") process = "spawning";
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
    if (rules.hooks?.after_exit !== undefined) {
      [process, gone] = ["gone", how];
      send({ type: "GONE", run, exit: how });
      return;
    }
    process = "none";
    send({ type: "EXITED", run, at: clock.now(), exit: how });
  };
  const hookEnds = (failure: string | null): void => {
    if (process === "gone") {
      process = "none";
      send({ type: "EXITED", run, at: clock.now(), exit: gone });
    }
    if (hooking !== null) send({ type: "HOOKED", run, at: clock.now(), hook: hooking, failure });
  };
  /** An earlier daemon has left it so; its run goes on unless it is at rest. */
  const resume = (to: ChildState, isAsked = true, isRetried = false, heldRun: number | null = null): void => {
    if (state() !== "stopped" || process !== "none") return;
    run += 1;
    const isToCome = heldRun !== null && heldRun > run;
    const lives = (to === "starting" && !isToCome) || to === "running" || to === "stopping";
    if (isToCome) isStarted = "yes";
    process = lives ? "alive" : "none";
    if (to === "stopping" && isAsked) asked.add(run);
    const stop = { purpose: "request", mode: "ordered" } as const;
    const [pid, startedAt, reason, by] = [lives ? 1000 + run : null, clock.now() - 400, "test", "test"];
    send({
      type: "RESUME",
      found: {
        state: to,
        pid,
        run,
        startedAt,
        delayMs: 30,
        isRetried,
        spentMs: 40,
        held: heldRun === null ? null : { run: heldRun, reason: "waits for db: ready" },
        stop,
        isAsked,
        reason,
        by,
      },
    });
  };
  const start = (heldBy?: string): void => {
    if (!["stopped", "backoff", "failed", "finished"].includes(state())) return;
    isStarted = "yes";
    send({ type: "START", run: run + 1, at: clock.now(), reason: "test", by: "test", heldBy });
  };
  const stop = (mode: "ordered" | "brutal", heldBy?: string): void => {
    isStarted = "no";
    send({ type: "STOP", mode, reason: "test", by: "test", heldBy });
  };
  const act: Readonly<Record<Step, () => void>> = {
    "resume starting": () => resume("starting"),
    "resume running": () => resume("running"),
    "resume stopping": () => resume("stopping"),
    "resume unasked": () => resume("stopping", false),
    "resume backoff": () => resume("backoff"),
    "resume failed": () => resume("failed"),
    "resume given up": () => resume("failed", true, true),
    "resume finished": () => resume("finished"),
    "resume stopped": () => resume("stopped"),
    "resume start held": () => resume("starting", true, false, run + 2),
    "resume stop held": () => resume("stopping", false, false, run + 1),
    start: () => start(),
    "start held": () => start("waits for db: ready"),
    stop: () => stop("ordered"),
    "stop held": () => stop("ordered", "waits for web: stopped"),
    "stop brutally": () => stop("brutal", "nothing: it kills at once"),
    "hold is renewed": () => {
      const { held } = actor.getSnapshot().context;
      if (held) send({ type: "HELD_BY", run: held.run, reason: "waits for db: healthy" });
    },
    "hold is cleared": () => {
      const { held } = actor.getSnapshot().context;
      if (held) send({ type: "CLEARED", run: held.run, at: clock.now() });
    },
    "stale clearance": () => {
      const { value, context } = actor.getSnapshot();
      const stale = (context.held?.run ?? run + 1) - 1;
      send({ type: "CLEARED", run: stale, at: clock.now() });
      send({ type: "HELD_BY", run: stale, reason: "of an older run" });
      expect(actor.getSnapshot().value, "answers about older holds change nothing").toEqual(value);
      expect(actor.getSnapshot().context.reason).toBe(context.reason);
    },
    "back off": () => send({ type: "BACK_OFF", delayMs: 50 }),
    fail: () => send({ type: "FAIL", reason: "test", curable: true }),
    "fail for good": () => send({ type: "FAIL", reason: "test", curable: false }),
    spawned: () => {
      if (process !== "spawning") return;
      process = "alive";
      send({ type: "SPAWNED", run, pid: 1000 + run });
    },
    "cannot run": () => spawnFails(new CannotRun({ problem: "ENOENT", message: "not found" })),
    "spawn fails": () => spawnFails(new SpawnFailed({ code: "SHIM", message: "it just ended" })),
    "spawn is refused": () => spawnFails(new SpawnFailed({ code: "ENOSPC", message: "try later" })),
    "hook passes": () => hookEnds(null),
    "hook fails": () => hookEnds("exit code 1"),
    "stale hook": () => {
      const before = actor.getSnapshot().value;
      const names = ["before_start", "after_start", "before_stop", "after_exit"] as const;
      for (const name of names) {
        send({ type: "HOOKED", run: run - 1, at: clock.now(), hook: name, failure: null });
        if (name !== hooking) send({ type: "HOOKED", run, at: clock.now(), hook: name, failure: null });
      }
      send({ type: "GONE", run: run - 1, exit: { code: 0 } });
      expect(actor.getSnapshot().value, "hooks of older runs, and other hooks, change nothing").toEqual(
        before,
      );
    },
    "something is in the way": () => {
      if (process !== "spawning" && hooking !== "before_start") return;
      process = "none";
      // It is still to come, with its number, unless it was stopped meanwhile.
      const waiting = run;
      if (state() === "starting") [isStarted, run] = ["yes", run - 1];
      send({ type: "WAITING", run: waiting, reason: "waits: port 3000 is in use" });
    },
    ready: () => {
      if (process === "alive" || process === "gone") send({ type: "READY", run });
    },
    "startup passes": () => probed("startup", "success"),
    "startup fails": () => probed("startup", "failure"),
    "readiness passes": () => probed("ready", "success"),
    "readiness fails": () => probed("ready", "failure"),
    "liveness passes": () => probed("live", "success"),
    "liveness fails": () => probed("live", "failure"),
    "stale probe": () => {
      const before = actor.getSnapshot().value;
      for (const name of ["startup", "ready", "live"] as const)
        for (const outcome of ["success", "failure", "failure"] as const)
          send({ type: "PROBED", run: run - 1, probe: name, result: { outcome, message: "old" } });
      expect(actor.getSnapshot().value, "results of older runs change nothing").toEqual(before);
    },
    "other probes": () => {
      const { rules: now, run: current } = actor.getSnapshot().context;
      const before = state();
      send({ type: "UPDATE", rules: { ...now, probes: now.probes ? undefined : { ready: probe } } });
      expect(state(), "other probes touch no process").toBe(before);
      if (before === "running" && process === "alive")
        expect(actor.getSnapshot().value).toEqual({ running: "unknown" });
      expect(actor.getSnapshot().context.run).toBe(current);
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
    "time passes": () => {
      const before = JSON.stringify(actor.getSnapshot().value);
      if (clock.toNext() && JSON.stringify(actor.getSnapshot().value) === before)
        violations.push(`a timer leads nowhere in ${before}`);
    },
    update: () => {
      const before = actor.getSnapshot().value;
      send({ type: "UPDATE", rules: actor.getSnapshot().context.rules });
      expect(actor.getSnapshot().value, "rules change nothing that is under way").toEqual(before);
    },
  };
  const probed = (name: ProbeName, outcome: "success" | "failure"): void => {
    if (process === "alive" || process === "gone")
      send({ type: "PROBED", run, probe: name, result: { outcome, message: "503" } });
  };
  const spawnFails = (error: CannotRun | SpawnFailed): void => {
    if (process !== "spawning") return;
    process = "none";
    send({ type: "SPAWN_FAILED", run, error });
  };
  return {
    act,
    send,
    state,
    reports,
    violations,
    value: () => actor.getSnapshot().value,
    context: () => actor.getSnapshot().context,
    now: clock.now,
    due: clock.due,
    isAlive: () => process === "alive",
    probing: () => probing,
  };
};

/** What has to be probed in this state. */
const phaseIn = (value: StateValue): "nothing" | "startup" | "running" => {
  if (typeof value === "string") return "nothing";
  if (/after_(start|exit)/.test(JSON.stringify(value))) return "nothing";
  if (value.running !== undefined) return "running";
  return typeof value.starting === "object" ? "startup" : "nothing";
};

describe("a service's chart", () => {
  it("never has two live runs, never starts without a command, and always stops on command", () => {
    fc.assert(
      fc.property(
        anyRules,
        fc.array(fc.constantFrom(...steps), { minLength: 60, maxLength: 100 }),
        (rules, walk) => {
          const world = makeWorld(rules);
          for (const step of walk) {
            world.act[step]();
            const isHeld = JSON.stringify(world.value()).includes("held");
            expect(world.context().held !== null, "a hold is known while it lasts").toBe(isHeld);
            expect(world.probing(), "it is probed while it settles and runs").toBe(phaseIn(world.value()));
          }
          expect(JSON.parse(JSON.stringify(world.context())), "it survives JSON").toEqual(world.context());
          const before = world.reports.length;
          world.act.stop();
          world.act["stop brutally"]();
          world.act.spawned();
          world.act["stop brutally"]();
          for (let tries = 0; tries < 5 && world.isAlive(); tries += 1) world.act.SIGTERM();
          world.act["hook passes"]();
          expect(world.state()).toBe("stopped");
          expect(world.reports.slice(before), "the supervisor hears of it").toContain("STOPPED");
          expect(world.violations).toEqual([]);
        },
      ),
      examples(500, 20_261_121),
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
  it("that needs no uptime has started once it has a process, however soon that exits", () => {
    const atOnce = { ready: { kind: "alive", minUptimeMs: 0 } } as const;
    const lived = ["SPAWN", "STARTED", "ENDED"];
    expect(walked(atOnce, "start", "spawned", "exit 0")).toEqual([lived, "backoff", 0]);
    expect(walked(atOnce, "resume starting", "exit 1")).toEqual([lived.slice(1), "backoff", 0]);
  });

  it("that was running reports that it has started, spawns nothing, and handles its exit as usual", () => {
    expect(walked({}, "resume running")).toEqual([["STARTED"], "running", 0]);
    expect(walked({}, "resume running", "exit 1")).toEqual([["STARTED", "ENDED"], "backoff", 0]);
    expect(walked({ restart: "transient" }, "resume running", "exit 0")).toEqual([
      ["STARTED", "ENDED"],
      "finished",
      0,
    ]);
  });

  it("that was starting has the rest of its timeout", () => {
    const alive = { ready: { kind: "alive", minUptimeMs: 1000 } } as const;
    expect(walked(alive, "resume starting", "time passes")).toEqual([["STARTED"], "running", 960]);
    expect(walked({}, "resume starting", "time passes")).toEqual([["ASK"], "stopping", 460]);
    expect(walked({}, "resume starting", "ready")).toEqual([["STARTED"], "running", 0]);
    expect(walked({}, "resume starting", "exit 1")).toEqual([["START_FAILED"], "backoff", 0]);
  });

  it("is ready as soon as its startup probe has passed, and not before", () => {
    const startup: ServiceRules["ready"] = {
      kind: "probe",
      probe: { check: output, ...every, successes: 2 },
      timeoutMs: 500,
    };
    const begun = ["start", "spawned", "startup fails", "startup passes"] as const;
    expect(walked({ ready: startup }, ...begun)).toEqual([["SPAWN"], "starting", 0]);
    expect(walked({ ready: startup }, ...begun, "startup passes")).toEqual([
      ["SPAWN", "STARTED"],
      "running",
      0,
    ]);
    const world = makeWorld({ ...plain, ready: startup });
    for (const step of [...begun, "startup fails", "time passes"] as const) world.act[step]();
    expect(world.context().reason).toBe("not ready within 0.5 s: 503");
  });

  it("has the health of its probes while it runs", () => {
    const world = makeWorld({ ...plain, probes: { ready: probe, live: probe } });
    const shown = (...path: ReadonlyArray<Step>) => {
      for (const step of path) world.act[step]();
      const value: StateValue = world.value();
      return [typeof value === "string" ? value : value.running, world.context().reason];
    };
    expect(shown("start", "spawned", "ready", "readiness passes")).toEqual(["unknown", "ready (log)"]);
    expect(shown("liveness passes", "liveness fails")).toEqual(["healthy", "ready (log)"]);
    expect(shown("liveness fails")).toEqual(["unhealthy", "liveness probe failed 2 times: 503"]);
    expect(shown("readiness fails", "readiness fails")).toEqual([
      "unhealthy",
      "readiness probe failed 2 times: 503",
    ]);
    expect(shown("readiness passes")).toEqual(["unhealthy", "liveness probe failed 2 times: 503"]);
    expect(shown("liveness passes")).toEqual(["healthy", "healthy again"]);
    expect(shown("exit 1", "start", "spawned", "ready")).toEqual(["unknown", "ready (log)"]);
    expect(shown("readiness fails", "readiness fails")[0]).toBe("unhealthy");
    expect(shown("readiness passes"), "liveness has no verdict yet").toEqual(["unknown", "healthy again"]);
  });

  it("is unknown again when its probes are changed, whatever they said", () => {
    for (const said of [[], ["readiness passes"], ["readiness fails", "readiness fails"]] as const) {
      const world = makeWorld({ ...plain, probes: { ready: probe } });
      for (const step of ["start", "spawned", "ready", ...said, "other probes"] as const) world.act[step]();
      expect([world.value(), world.context().probes, world.probing()]).toEqual([
        { running: "unknown" },
        {},
        "running",
      ]);
    }
  });

  it("is stopped in good order when a probe fails whose action is a restart, and has crashed", () => {
    const live = { probes: { live: { ...probe, action: "restart" } } } as const;
    const failed = ["resume running", "liveness fails", "liveness fails"] as const;
    expect(walked(live, ...failed)).toEqual([["STARTED", "ASK"], "stopping", 0]);
    expect(walked(live, ...failed, "SIGTERM")).toEqual([["STARTED", "ASK", "ENDED"], "backoff", 0]);
    expect(walked(live, ...failed, "time passes", "SIGTERM")).toEqual([
      ["STARTED", "ASK", "KILL", "ENDED"],
      "backoff",
      100,
    ]);
    expect(walked({ ...live, restart: "temporary" }, ...failed, "exit 0")).toEqual([
      ["STARTED", "ASK", "ENDED"],
      "failed",
      0,
    ]);
    expect(walked(live, ...failed, "stop", "exit 0"), "a stop overtakes it").toEqual([
      ["STARTED", "ASK", "STOPPED"],
      "stopped",
      0,
    ]);
    const world = makeWorld({ ...plain, ...live });
    for (const step of [...failed, "exit 0"] as const) world.act[step]();
    expect(world.context().reason).toBe("liveness probe failed 2 times: 503");
    expect(world.context().lastEnd?.kind).toBe("crash");
  });

  it("that was stopping gets no second stop signal, and is killed at the original time", () => {
    expect(walked({}, "resume stopping", "SIGTERM")).toEqual([["STOPPED"], "stopped", 0]);
    expect(walked({}, "resume stopping", "time passes")).toEqual([["KILL"], "stopping", 60]);
    expect(walked({ shutdown: "brutal_kill" }, "resume stopping")).toEqual([["KILL"], "stopping", 0]);
    expect(walked({ shutdown: "infinity" }, "resume stopping", "time passes")).toEqual([[], "stopping", 0]);
  });

  it("whose stop signal was not sent yet gets it now", () => {
    expect(walked({}, "resume unasked")).toEqual([["ASK"], "stopping", 0]);
    expect(walked({ shutdown: "brutal_kill" }, "resume unasked")).toEqual([["KILL"], "stopping", 0]);
  });

  it("that was in backoff is due after the rest of its delay", () => {
    expect(walked({}, "resume backoff", "time passes")).toEqual([["DUE"], "backoff", 30]);
    expect(walked({}, "resume backoff", "time passes", "start")).toEqual([["DUE", "SPAWN"], "starting", 30]);
  });

  it("that was at rest stays so without reports until it is started", () => {
    for (const state of ["failed", "finished", "stopped"] as const) {
      expect(walked({}, `resume ${state}`, "time passes")).toEqual([[], state, 0]);
      expect(walked({}, `resume ${state}`, "start")).toEqual([["SPAWN"], "starting", 0]);
    }
  });

  it("that was given up is due once, after its retry time, of which a new daemon waits only the rest", () => {
    const fails = ["start", "spawned", "ready", "exit 1", "fail", "time passes"] as const;
    const until = ["SPAWN", "STARTED", "ENDED"];
    expect(walked({ retryFailedMs: 300 }, ...fails)).toEqual([[...until, "DUE"], "failed", 300]);
    expect(walked({ retryFailedMs: 300 }, ...fails, "time passes", "start")).toEqual([
      [...until, "DUE", "SPAWN"],
      "starting",
      300,
    ]);
    expect(walked({ retryFailedMs: 300 }, "resume given up", "time passes")).toEqual([["DUE"], "failed", 30]);
    expect(walked({ retryFailedMs: 300 }, ...fails.slice(0, 5), "stop", "time passes")).toEqual([
      [...until, "STOPPED"],
      "stopped",
      0,
    ]);
  });

  it("that was given up stays so without retry_failed, after an incurable failure, and if it is temporary", () => {
    const fails = ["start", "spawned", "exit 1", "fail", "time passes"] as const;
    const until = ["SPAWN", "START_FAILED"];
    expect(walked({}, ...fails)).toEqual([until, "failed", 0]);
    expect(walked({ retryFailedMs: null }, ...fails)).toEqual([until, "failed", 0]);
    expect(walked({ retryFailedMs: 300, restart: "temporary" }, ...fails)).toEqual([until, "failed", 0]);
    const forGood = ["start", "spawned", "exit 1", "fail for good", "time passes"] as const;
    expect(walked({ retryFailedMs: 300 }, ...forGood)).toEqual([until, "failed", 0]);
  });

  // Each of these had both timers once, of 0 ms where there was nothing to wait for.
  it("sets only the timer of what it waits for", () => {
    const waits = (rules: Partial<ServiceRules>, ...path: ReadonlyArray<Step>) => {
      const world = makeWorld({ ...plain, ...rules });
      for (const step of path) world.act[step]();
      return [world.value(), world.due()];
    };
    const begun = ["start", "spawned"] as const;
    const alive = { ready: { kind: "alive", minUptimeMs: 1000 } } as const;
    const patient = { ready: { kind: "exit", timeoutMs: null } } as const;
    const starting = (how: string) => ({ starting: { settling: how } });
    expect(waits(alive, ...begun)).toEqual([starting("byTime"), [1000]]);
    expect(waits({}, ...begun)).toEqual([starting("withDeadline"), [500]]);
    expect(waits(patient, ...begun)).toEqual([starting("unlimited"), []]);
    expect(waits(alive, "resume starting")).toEqual([starting("byTime"), [960]]);
    expect(waits({}, "resume starting")).toEqual([starting("withDeadline"), [460]]);
    expect(waits(patient, "resume starting")).toEqual([starting("unlimited"), []]);
    const stopping = (how: string) => ({ stopping: { asking: how } });
    const unlimited = { shutdown: "infinity" } as const;
    expect(waits({}, ...begun, "stop")).toEqual([stopping("withDeadline"), [100]]);
    expect(waits(unlimited, ...begun, "stop")).toEqual([stopping("unlimited"), []]);
    expect(waits({}, "resume stopping")).toEqual([stopping("withDeadline"), [60]]);
    expect(waits(unlimited, "resume stopping")).toEqual([stopping("unlimited"), []]);
  });

  /** Where a service is after these steps, why, and which run is its last. */
  const reached = (rules: Partial<ServiceRules>, ...path: ReadonlyArray<Step>) => {
    const world = makeWorld({ ...plain, ...rules });
    for (const step of path) world.act[step]();
    expect(world.violations).toEqual([]);
    const { reason, run, pid } = world.context();
    return { value: world.value(), reports: world.reports, reason, run, pid };
  };

  it("keeps a start on hold with its reason, and takes a run number only when it begins", () => {
    const held = reached({}, "start held");
    expect(held).toMatchObject({ value: { starting: "held" }, reports: ["HOLD", "HELD"], run: 0, pid: null });
    expect(held.reason).toBe("waits for db: ready");
    expect(reached({}, "start held", "hold is renewed").reason).toBe("waits for db: healthy");
    expect(reached({}, "start held", "hold is renewed", "hold is cleared")).toMatchObject({
      value: { starting: "spawning" },
      reports: ["HOLD", "HELD", "CLEARED", "SPAWN"],
      reason: "test",
      run: 1,
    });
  });

  it("starts and stops as usual if it is not held", () => {
    const begun = ["start", "spawned", "ready", "stop", "SIGTERM"] as const;
    expect(walked({}, ...begun)).toEqual([["SPAWN", "STARTED", "ASK", "STOPPED"], "stopped", 0]);
  });

  it("is stopped at once while its start is held, and a later start has the same run number", () => {
    for (const stop of ["stop", "stop held", "stop brutally"] as const) {
      const stopped = reached({}, "start held", stop, "stale clearance", "hold is cleared");
      expect(stopped).toMatchObject({
        value: "stopped",
        reports: ["HOLD", "HELD", "STOPPED"],
        reason: "test",
        run: 0,
      });
    }
    expect(reached({}, "start held", "stop", "start").run).toBe(1);
  });

  it("can be given up while its start is held, with the reason of the hold, and is retried if declared", () => {
    const reason = "test; last: waits for db: ready";
    expect(reached({}, "start held", "fail")).toMatchObject({ value: { failed: "over" }, reason, run: 0 });
    const retried = reached({ retryFailedMs: 300 }, "start held", "fail");
    expect(retried).toMatchObject({ value: { failed: "waiting" }, reason });
    const again = reached({ retryFailedMs: 300 }, "start held", "fail", "time passes", "start");
    expect(again).toMatchObject({ reports: ["HOLD", "HELD", "DUE", "SPAWN"], run: 1 });
  });

  it("ignores exits, readiness and delays while its start is held", () => {
    const before = ["start", "spawned", "ready", "exit 1", "start held"] as const;
    const world = makeWorld(plain);
    for (const step of before) world.act[step]();
    world.send({ type: "EXITED", run: 1, at: 0, exit: { code: 1 } });
    world.send({ type: "READY", run: 1 });
    world.send({ type: "BACK_OFF", delayMs: 5 });
    expect(world.value()).toEqual({ starting: "held" });
    expect(world.reports).toEqual(["SPAWN", "STARTED", "ENDED", "HOLD", "HELD"]);
  });

  const running = ["start", "spawned", "ready"] as const;

  it("begins a run with its before_start hook, whose failure is a failed start", () => {
    const hooks = { before_start: hook };
    expect(walked({ hooks }, "start")).toEqual([["HOOK"], "starting", 0]);
    expect(walked({ hooks }, "start", "hook passes")).toEqual([["HOOK", "SPAWN"], "starting", 0]);
    const failed = reached({ hooks }, "start", "hook fails");
    expect(failed).toMatchObject({
      value: { backoff: "deciding" },
      reports: ["HOOK", "START_FAILED"],
      reason: "before_start failed: exit code 1",
      run: 1,
    });
    expect(walked({ hooks }, "start", "stop")).toEqual([["HOOK", "STOPPED"], "stopped", 0]);
    expect(walked({ hooks }, "start held", "hold is cleared", "hook passes")).toEqual([
      ["HOLD", "HELD", "CLEARED", "HOOK", "SPAWN"],
      "starting",
      0,
    ]);
  });

  it("is started only after its after_start hook, whose failure stops it", () => {
    const hooks = { after_start: hook };
    expect(walked({ hooks }, ...running)).toEqual([["SPAWN", "HOOK"], "starting", 0]);
    expect(walked({ hooks }, ...running, "hook passes")).toEqual([
      ["SPAWN", "HOOK", "STARTED"],
      "running",
      0,
    ]);
    const startup: ServiceRules["ready"] = {
      kind: "probe",
      probe: { check: output, ...every, successes: 1 },
      timeoutMs: 500,
    };
    const probed = ["start", "spawned", "startup passes"] as const;
    expect(walked({ hooks, ready: startup }, ...probed, "hook passes")[1]).toBe("running");
    const exits: ServiceRules["ready"] = { kind: "exit", timeoutMs: null };
    expect(walked({ hooks, ready: exits }, "start", "spawned", "exit 0")[1]).toBe("finished");
    const failed = reached({ hooks }, ...running, "hook fails");
    expect(failed).toMatchObject({
      value: { stopping: { asking: "withDeadline" } },
      reason: "after_start failed: exit code 1",
    });
    expect(walked({ hooks }, ...running, "hook fails", "SIGTERM")).toEqual([
      ["SPAWN", "HOOK", "ASK", "START_FAILED"],
      "backoff",
      0,
    ]);
    expect(walked({ hooks }, ...running, "exit 1")).toEqual([
      ["SPAWN", "HOOK", "START_FAILED"],
      "backoff",
      0,
    ]);
  });

  it("gets its stop signal after the before_stop hook, however that ends, unless it is killed at once", () => {
    const hooks = { before_stop: hook };
    const live = [...running, "stop"] as const;
    expect(walked({ hooks }, ...live)).toEqual([["SPAWN", "STARTED", "HOOK"], "stopping", 0]);
    for (const ends of ["hook passes", "hook fails"] as const)
      expect(walked({ hooks }, ...live, ends)[0]).toEqual(["SPAWN", "STARTED", "HOOK", "ASK"]);
    expect(walked({ hooks }, ...live, "exit 0")).toEqual([
      ["SPAWN", "STARTED", "HOOK", "STOPPED"],
      "stopped",
      0,
    ]);
    expect(walked({ hooks }, ...running, "stop brutally")[0]).toEqual(["SPAWN", "STARTED", "KILL"]);
    expect(walked({ hooks }, ...live, "stop brutally")[0]).toEqual(["SPAWN", "STARTED", "HOOK", "KILL"]);
  });

  it("has ended only after its after_exit hook, and a stop meanwhile sends no signal", () => {
    const hooks = { after_exit: hook };
    const gone = reached({ hooks }, ...running, "exit 1");
    expect(gone).toMatchObject({
      value: { running: "after_exit" },
      reports: ["SPAWN", "STARTED"],
      reason: "exit code 1; after_exit runs",
      pid: null,
    });
    expect(walked({ hooks }, ...running, "exit 1", "hook fails")).toEqual([
      ["SPAWN", "STARTED", "ENDED"],
      "backoff",
      0,
    ]);
    expect(walked({ hooks }, ...running, "exit 1", "stop", "time passes", "hook passes")).toEqual([
      ["SPAWN", "STARTED", "STOPPED"],
      "stopped",
      0,
    ]);
    expect(walked({ hooks }, ...running, "stop", "SIGTERM")[1]).toBe("stopping");
    expect(walked({ hooks }, "start", "spawned", "exit 1", "ready", "hook passes")[0]).toEqual([
      "SPAWN",
      "START_FAILED",
    ]);
  });

  it("waits until what is in the way of its start is gone, and then begins with its hook", () => {
    const waits = reached({}, "start", "something is in the way");
    expect(waits).toMatchObject({
      value: { starting: "held" },
      reports: ["SPAWN", "HOLD", "HELD"],
      reason: "waits: port 3000 is in use",
    });
    expect(reached({}, "start", "something is in the way", "hold is cleared")).toMatchObject({
      value: { starting: "spawning" },
      reason: "test",
    });
    expect(walked({}, "start", "stop", "something is in the way")).toEqual([
      ["SPAWN", "STOPPED"],
      "stopped",
      0,
    ]);
    const hooks = { before_start: hook };
    expect(walked({ hooks }, "start", "something is in the way", "hold is cleared")[0]).toEqual([
      ...["HOOK", "HOLD", "HELD", "CLEARED", "HOOK"],
    ]);
  });

  it("sends the stop signal only after the hold, and the process gets the whole timeout", () => {
    const held = reached({}, ...running, "stop held");
    expect(held).toMatchObject({ value: { stopping: "held" }, reason: "waits for web: stopped", pid: 1001 });
    expect(held.reports.slice(2)).toEqual(["HOLD"]);
    expect(walked({}, ...running, "stop held", "time passes")).toEqual([held.reports, "stopping", 0]);
    const asked = reached({}, ...running, "stop held", "hold is cleared");
    expect(asked).toMatchObject({ value: { stopping: { asking: "withDeadline" } }, reason: "test" });
    expect(asked.reports.slice(2)).toEqual(["HOLD", "ASK"]);
    expect(reached({ shutdown: "brutal_kill" }, ...running, "stop held", "hold is cleared").value).toEqual({
      stopping: "killing",
    });
  });

  it("ends the hold of a stop if the process exits, is killed, or is stopped without a hold", () => {
    const stopped = reached({}, ...running, "stop held", "exit 1");
    expect(stopped).toMatchObject({ value: "stopped", reason: "test" });
    expect(stopped.reports.slice(2)).toEqual(["HOLD", "STOPPED"]);
    expect(reached({}, ...running, "stop held", "stop brutally").value).toEqual({ stopping: "killing" });
    expect(reached({}, ...running, "stop held", "stop").value).toEqual({
      stopping: { asking: "withDeadline" },
    });
    const heldOn = reached({}, ...running, "stop held", "hold is renewed", "stop held");
    expect(heldOn).toMatchObject({ value: { stopping: "held" }, reason: "waits for web: stopped" });
    // What lives can't be given up.
    expect(reached({}, ...running, "stop held", "fail").value).toEqual({ stopping: "held" });
  });

  it("does not hold the stop of a process that is still being spawned", () => {
    expect(reached({}, "start", "stop held")).toMatchObject({
      value: { stopping: "aborting" },
      reason: "test",
    });
  });

  it("that was on hold stays on hold under the next daemon", () => {
    const start = reached({}, "resume start held");
    expect(start).toMatchObject({
      value: { starting: "held" },
      reports: ["HOLD", "HELD"],
      reason: "waits for db: ready",
    });
    expect(reached({}, "resume start held", "hold is cleared")).toMatchObject({
      reports: ["HOLD", "HELD", "CLEARED", "SPAWN"],
      reason: "test",
      run: 2,
    });
    const stop = reached({}, "resume stop held");
    expect(stop).toMatchObject({ value: { stopping: "held" }, reports: ["HOLD"], pid: 1001 });
    expect(reached({}, "resume stop held", "hold is cleared").reports).toEqual(["HOLD", "ASK"]);
  });

  it("reports every exit to its supervisor exactly once", () => {
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

  it("raises an alarm if the process survives SIGKILL, and keeps waiting", () => {
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

  it("is tested in every cell of its transition table", () => {
    expect(unvisited(serviceMachine)).toEqual([]);
  });

  it("has its transition table in the docs", async () => {
    const table = tableOf("Transitions of a service", serviceMachine);
    await expect(table).toMatchFileSnapshot("../../docs/reference/service-transitions.md");
  });
});
