import { describe, expect, it } from "vitest";
import { createActor, createMachine } from "xstate";
import { chartOf, edgeOf, transitionsOf } from "../../machines/edges.ts";
import { serviceMachine } from "../../machines/service.ts";
import { supervisorMachine } from "../../machines/supervisor.ts";
import { virtualClock } from "./virtualClock.ts";

const rules = {
  restart: "permanent",
  ready: { kind: "alive", minUptimeMs: 10 },
  shutdown: 100,
  stopSignal: "SIGTERM",
  exitRules: { success: [0], fatal: [], ignore: [] },
} as const;

describe("the edges of a chart", () => {
  it("have unique ids within a chart", () => {
    for (const machine of [serviceMachine, supervisorMachine]) {
      const ids = transitionsOf(machine).map((transition) => edgeOf(transition).id);
      expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    }
  });

  it("have ids of state, event, guard and target, which are the same when an edge is taken", () => {
    const taken: Array<string> = [];
    const clock = virtualClock();
    const actor = createActor(serviceMachine, {
      input: { rules, lastRun: 0 },
      clock,
      inspect: (event) => {
        if (event.type === "@xstate.microstep")
          taken.push(...event._transitions.map((one) => edgeOf(one).id));
      },
    });
    actor.start();
    actor.send({ type: "START", run: 1, at: 0, reason: "test", by: "test" });
    actor.send({ type: "SPAWNED", run: 1, pid: 7 });
    clock.toNext();
    actor.send({ type: "UPDATE", rules, at: 0 });
    actor.send({ type: "EXITED", run: 1, at: 20, exit: { code: 1 } });
    expect(taken).toEqual([
      "stopped: START -> starting",
      "starting.spawning: SPAWNED [ofThisRun] -> starting.settling",
      "starting.settling.beginning: always [isReadyByTime] -> starting.settling.byTime",
      "starting.settling.byTime: after minUptime -> running",
      "running: UPDATE",
      "running: EXITED [isToBeRestarted] -> backoff",
    ]);
    const known = chartOf(serviceMachine).edges.map(({ id }) => id);
    expect(taken.filter((id) => !known.includes(id))).toEqual([]);
  });

  it("are distinguished by the parameters of their guards", () => {
    const ids = chartOf(serviceMachine).edges.map(({ id }) => id);
    expect(ids).toContain("running: EXITED [endedAs(normal)] -> finished");
    expect(ids).toContain("running: EXITED [endedAs(shutdown)] -> stopped");
    expect(chartOf(supervisorMachine).edges.map(({ id }) => id)).toContain(
      "stopping: always [allStopped and wasAsked] -> stopped",
    );
  });
});

describe("a chart as data", () => {
  it("lists its states with their initial substates, and survives JSON", () => {
    const chart = chartOf(serviceMachine);
    expect(chart.id).toBe("service");
    expect(chart.initial).toBe("stopped");
    const described = { description: null };
    expect(chart.states).toContainEqual({
      ...{ path: "stopping.asking", type: "compound", initial: "beginning" },
      ...described,
    });
    expect(chart.states).toContainEqual({
      path: "running",
      type: "compound",
      initial: "unknown",
      ...described,
    });
    expect(JSON.parse(JSON.stringify(chart))).toEqual(chart);
  });

  it("says what the definitions of states and transitions say for people", () => {
    const chart = chartOf(
      createMachine({
        initial: "on",
        states: {
          on: { description: "It glows.", on: { OFF: { target: "off", description: "by hand" } } },
          off: { type: "final" },
        },
      }),
    );
    expect(chart.states.map(({ type, description }) => `${type} ${description}`)).toEqual([
      "atomic It glows.",
      "final null",
    ]);
    expect(chart.edges.map(({ id, description }) => `${id} ${description}`)).toEqual([
      "on: OFF -> off by hand",
    ]);
  });

  it("lists its delays by name, with their duration if it is constant", () => {
    expect(chartOf(serviceMachine).delays).toEqual([
      { name: "minUptime", state: "starting.settling.byTime", ms: null },
      { name: "readyTimeout", state: "starting.settling.withDeadline", ms: null },
      { name: "backoff", state: "backoff.waiting", ms: null },
      { name: "stopTimeout", state: "stopping.asking.withDeadline", ms: null },
      { name: "killDeadline", state: "stopping.killing", ms: 5000 },
      { name: "retry", state: "failed.waiting", ms: null },
    ]);
    expect(chartOf(supervisorMachine).delays.map(({ name, state }) => `${name} in ${state}`)).toEqual([
      "shutdown in stopping.inOrder.withDeadline",
      "backoff in backoff.waiting",
      "retry in failed.waiting",
    ]);
  });
});
