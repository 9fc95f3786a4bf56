import { describe, expect, it } from "vitest";
import {
  type AnyMachineSnapshot,
  type AnyTransitionDefinition,
  createActor,
  type InspectionEvent,
} from "xstate";
import { lightingOf, type MachineLighting, type Sample } from "../../machines/lighting.ts";
import type { ServiceRules } from "../../machines/service/context.ts";
import { serviceSamples } from "../../machines/service/samples.ts";
import { serviceMachine } from "../../machines/service.ts";
import { supervisorSamples } from "../../machines/supervisor/samples.ts";
import { supervisorMachine } from "../../machines/supervisor.ts";
import type { ChartLayout } from "../../src/domain/view/ChartLayout.ts";
import type { Member } from "../../src/policy/restart/roster.ts";
import { committedLayouts } from "./layout/committedLayouts.ts";
import { virtualClock } from "./virtualClock.ts";

/** Collects the transitions of each step, and lights the chart after it. */
const lights = () => {
  let transitions: Array<AnyTransitionDefinition> = [];
  let before: AnyMachineSnapshot | null = null;
  const inspect = (event: InspectionEvent): void => {
    if (event.type === "@xstate.microstep") transitions.push(...event._transitions);
  };
  const after = (snapshot: AnyMachineSnapshot, samples: ReadonlyArray<Sample>): MachineLighting => {
    const lit = lightingOf(snapshot, samples, before && { before, transitions });
    before = snapshot;
    transitions = [];
    return lit;
  };
  return { inspect, after };
};

const rules: ServiceRules = {
  restart: "permanent",
  ready: { kind: "alive", minUptimeMs: 1000 },
  shutdown: 100,
  stopSignal: "SIGTERM",
  exitRules: { success: [0], fatal: [], ignore: [] },
};
const because = { reason: "test", by: "test" };

const serviceRun = (changed: Partial<ServiceRules> = {}) => {
  const clock = virtualClock();
  const { inspect, after } = lights();
  const actor = createActor(serviceMachine, {
    input: { rules: { ...rules, ...changed }, lastRun: 0 },
    clock,
    inspect,
  });
  actor.start();
  const lit = () => after(actor.getSnapshot(), serviceSamples(actor.getSnapshot().context, clock.now()));
  const first = lit();
  const then = (act: () => unknown): MachineLighting => {
    act();
    return lit();
  };
  const send = (event: Parameters<typeof actor.send>[0]) => then(() => actor.send(event));
  return { first, send, passTime: () => then(() => clock.toNext()) };
};

const child = (id: string): Member => ({
  id,
  restart: "permanent",
  backoff: { initialMs: 0, factor: 1, maxMs: 0, jitter: 0, resetAfterMs: 0, healthyAfterMs: 1000 },
  limit: null,
  onLimit: null,
  streak: 0,
  refusals: 0,
  restarts: [],
  significant: false,
  wanted: "up",
  standing: "down",
});

const supervisorRun = () => {
  const clock = virtualClock();
  const { inspect, after } = lights();
  const actor = createActor(supervisorMachine, {
    input: {
      rules: {
        isRoot: false,
        restart: "permanent",
        shutdown: 100,
        strategy: "one_for_all",
        intensity: 1,
        periodMs: 60_000,
        autoShutdown: "never",
        start: "serial",
      },
      children: ["a", "b"].map(child),
    },
    clock,
    inspect,
  });
  actor.start();
  const lit = () => after(actor.getSnapshot(), supervisorSamples(actor.getSnapshot().context, clock.now()));
  const first = lit();
  const send = (event: Parameters<typeof actor.send>[0]): MachineLighting => {
    actor.send(event);
    return lit();
  };
  return { first, send };
};

/** The edges of a layout that have a transition. */
const edgesWith = ({ transitions, edges }: ChartLayout, id: string) =>
  edges.filter(({ t }) => t.some((index) => transitions[index]?.id === id));

const drawnIds = ({ transitions }: ChartLayout) => transitions.map(({ id }) => id);
const drawnPaths = ({ states }: ChartLayout) => states.map(({ id }) => id);

/** What is lit after one another agrees with what is drawn. */
const expectDrawn = (layout: ChartLayout, lit: ReadonlyArray<MachineLighting>): void => {
  for (const { on, taken, legal, timer } of lit) {
    expect(on.filter((path) => !drawnPaths(layout).includes(path))).toEqual([]);
    expect([...taken, ...legal].filter((id) => !drawnIds(layout).includes(id))).toEqual([]);
    if (timer) expect(layout.states.find(({ id }) => id === timer.state)?.timer).toBe(true);
  }
  for (const [index, { taken }] of lit.entries()) {
    const last = lit[index - 1];
    const [first] = taken;
    if (last === undefined || first === undefined) continue;
    expect(last.legal, `possible before it was taken`).toContain(first);
  }
};

/** The target of the last edge taken is lit afterwards, and the source of the first one was lit before. */
const expectConnected = (layout: ChartLayout, lit: ReadonlyArray<MachineLighting>): void => {
  for (const [index, { on, left, taken }] of lit.entries()) {
    const last = lit[index - 1];
    const ends = taken.flatMap((id) => edgesWith(layout, id).slice(0, 1));
    const [first, end] = [ends[0], ends.at(-1)];
    if (last === undefined || first === undefined || end === undefined) continue;
    expect(on, `after ${taken.at(-1)}`).toContain(end.to);
    const from = first.projected ? left[0] : first.from;
    expect(last.on, `before ${taken[0]}`).toContain(from);
  }
};

describe("the lights of a service's chart", () => {
  it("are all drawn, from its start to its failure", () => {
    const { first, send, passTime } = serviceRun();
    const lit = [
      first,
      send({ type: "START", run: 1, at: 0, ...because }),
      send({ type: "SPAWNED", run: 1, pid: 7 }),
      passTime(),
      send({ type: "EXITED", run: 1, at: 2000, exit: { code: 1 } }),
      send({ type: "BACK_OFF", delayMs: 500 }),
      passTime(),
      send({ type: "START", run: 2, at: 3000, ...because, heldBy: "the database" }),
      send({ type: "CLEARED", run: 2, at: 3100 }),
      send({ type: "SPAWNED", run: 2, pid: 8 }),
      passTime(),
      send({ type: "STOP", mode: "ordered", ...because }),
      passTime(),
      send({ type: "EXITED", run: 2, at: 5000, exit: { signal: "SIGKILL" } }),
      send({ type: "UPDATE", rules, at: 0 }),
      send({ type: "START", run: 3, at: 6000, ...because }),
      send({ type: "SPAWNED", run: 3, pid: 9 }),
      send({ type: "EXITED", run: 3, at: 6001, exit: { code: 1 } }),
      send({ type: "FAIL", reason: "limit", curable: true }),
    ];
    const { layout } = committedLayouts.service;
    expectDrawn(layout, lit);
    expectConnected(layout, lit);
    expect(lit.flatMap(({ taken }) => taken)).toContain("(any): UPDATE");
    expect(lit.map(({ on }) => on.join(" "))).toEqual([
      "stopped",
      "starting starting.spawning",
      "starting starting.settling",
      "running running.unknown",
      "backoff backoff.deciding",
      "backoff backoff.waiting",
      "backoff backoff.due",
      "starting starting.held",
      "starting starting.spawning",
      "starting starting.settling",
      "running running.unknown",
      "stopping stopping.asking",
      "stopping stopping.killing",
      "stopped",
      "stopped",
      "starting starting.spawning",
      "starting starting.settling",
      "backoff backoff.deciding",
      "failed",
    ]);
  });

  it("show only the branches that its rules allow", () => {
    const { send, passTime } = serviceRun();
    send({ type: "START", run: 1, at: 0, ...because });
    send({ type: "SPAWNED", run: 1, pid: 7 });
    const running = passTime();
    expect(running.legal.filter((id) => id.includes("EXITED"))).toEqual([
      "running: EXITED [isToBeRestarted] -> backoff",
    ]);
    const stopping = send({ type: "STOP", mode: "ordered", ...because });
    expect(stopping.legal.filter((id) => id.includes("EXITED"))).toEqual([
      "stopping: EXITED [stopsOnRequest] -> stopped",
    ]);
  });

  it("show every branch of an exit without samples", () => {
    const actor = createActor(serviceMachine, { input: { rules, lastRun: 0 }, clock: virtualClock() });
    actor.start();
    actor.send({ type: "START", run: 1, at: 0, ...because });
    actor.send({ type: "SPAWNED", run: 1, pid: 7 });
    const { legal } = lightingOf(actor.getSnapshot(), [], null);
    expect(legal.filter((id) => id.includes("EXITED"))).toHaveLength(3);
    expect(legal.some((id) => id.includes("RESUME"))).toBe(false);
  });

  it("show the timer that runs, and none whose condition does not hold", () => {
    const { send } = serviceRun();
    send({ type: "START", run: 1, at: 0, ...because });
    expect(send({ type: "SPAWNED", run: 1, pid: 7 }).timer).toEqual({
      state: "starting.settling",
      id: "starting.settling.byTime: after minUptime -> running",
      delay: "minUptime",
    });
    const unlimited = serviceRun({ ready: { kind: "exit", timeoutMs: null } });
    unlimited.send({ type: "START", run: 1, at: 0, ...because });
    expect(unlimited.send({ type: "SPAWNED", run: 1, pid: 7 }).timer).toBeNull();
  });
});

describe("the lights of a supervisor's chart", () => {
  const crash = { kind: "ended", end: "crash", upMs: 5, curable: true } as const;

  it("are all drawn, from a start over a restart of the group to its failure", () => {
    const { first, send } = supervisorRun();
    const lit = [
      first,
      send({ type: "START", at: 0, ...because }),
      send({ type: "CHILD_STARTED", child: "a" }),
      send({ type: "CHILD_STARTED", child: "b" }),
      send({ type: "CHILD_ENDED", child: "a", failure: crash }),
      send({ type: "WORK", at: 10, dice: 0 }),
      send({ type: "CHILD_STOPPED", child: "b" }),
      send({ type: "CHILD_STARTED", child: "a" }),
      send({ type: "CHILD_STARTED", child: "b" }),
      send({ type: "KILLED", at: 20, ...because }),
      send({ type: "CHILD_STOPPED", child: "b" }),
      send({ type: "CHILD_STOPPED", child: "a" }),
      send({ type: "BACK_OFF", delayMs: 500 }),
      send({ type: "FAIL", reason: "limit", curable: false }),
    ];
    const { layout } = committedLayouts.supervisor;
    expectDrawn(layout, lit);
    expectConnected(layout, lit);
    expect(lit.map(({ on }) => on.at(-1))).toEqual([
      "stopped",
      "starting",
      "starting",
      "running.idle",
      "running.idle",
      "running.regrouping.stopping",
      "running.regrouping.starting",
      "running.regrouping.starting",
      "running.idle",
      "stopping.brutally",
      "stopping.brutally",
      "backoff.deciding",
      "backoff.waiting",
      "failed",
    ]);
  });

  it("show what the next failure would lead to", () => {
    const { send } = supervisorRun();
    send({ type: "START", at: 0, ...because });
    send({ type: "CHILD_STARTED", child: "a" });
    const { legal } = send({ type: "CHILD_STARTED", child: "b" });
    const work = legal.filter((id) => id.includes("WORK"));
    expect(work).toContain("running.idle: WORK [takesGroupAlong] -> running.regrouping");
    expect(work).not.toContain("running.idle: WORK [escalates] -> stopping");
  });
});
