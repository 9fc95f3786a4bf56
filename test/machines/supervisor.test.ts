import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createActor } from "xstate";
import type { ChildCommand } from "../../machines/childProtocol.ts";
import type { SupervisorRules } from "../../machines/supervisor/context.ts";
import type { SupervisorEvent } from "../../machines/supervisor/events.ts";
import { supervisorMachine } from "../../machines/supervisor.ts";
import type { ChildState } from "../../src/domain/tree/State.ts";
import { membersToStart } from "../../src/policy/adoption/resume.ts";
import type { Member, MemberRules } from "../../src/policy/restart/roster.ts";
import type { Failure } from "../../src/policy/restart/verdict.ts";
import { examples } from "../support/examples.ts";
import { tableOf, visitor } from "./transitions.ts";
import { virtualClock } from "./virtualClock.ts";

const { unvisited, inspect } = visitor();

const steps = [
  "start",
  "resume running",
  "resume stopping",
  "resume backoff",
  "resume failed",
  "resume given up",
  "resume finished",
  "resume stopped",
  "stop",
  "stop brutally",
  "kill",
  "parent pauses",
  "parent gives up",
  "parent gives up for good",
  "child starts",
  "child fails to start",
  "child can't be run",
  "child is refused",
  "child is held",
  "child is cleared",
  "child is not wanted here",
  "child crashes",
  "child ends well",
  "two children crash",
  "child stops",
  "pause is over",
  "retry is due",
  "work",
  "start child",
  "stop child",
  "add child",
  "remove child",
  "time passes",
  "update",
] as const;
type Step = (typeof steps)[number];

const anyRules: fc.Arbitrary<SupervisorRules> = fc.record({
  isRoot: fc.boolean(),
  restart: fc.constantFrom("permanent", "transient", "temporary"),
  shutdown: fc.constantFrom<SupervisorRules["shutdown"]>("infinity", 100, "brutal_kill"),
  strategy: fc.constantFrom("one_for_one", "one_for_all", "rest_for_one", "simple_one_for_one"),
  intensity: fc.nat(4),
  periodMs: fc.constantFrom(1, 1_000_000),
  autoShutdown: fc.constantFrom("never", "any_significant", "all_significant"),
  start: fc.constantFrom("serial", "parallel"),
  retryFailedMs: fc.constantFrom(undefined, null, 200),
});

const anyMember = (id: string): fc.Arbitrary<Member> =>
  fc.record({
    id: fc.constant(id),
    restart: fc.constantFrom("permanent", "transient", "temporary"),
    backoff: fc.constantFrom(
      { initialMs: 0, factor: 1, maxMs: 0, jitter: 0, resetAfterMs: 0, healthyAfterMs: 1000 },
      { initialMs: 10, factor: 2, maxMs: 100, jitter: 0, resetAfterMs: 1000, healthyAfterMs: 1000 },
    ),
    limit: fc.constantFrom(null, { restarts: 2, periodMs: 1000 }),
    onLimit: fc.constantFrom<Member["onLimit"]>(null, "escalate", "fail", "wait"),
    streak: fc.constant(0),
    refusals: fc.constant(0),
    restarts: fc.constant([]),
    significant: fc.boolean(),
    wanted: fc.constantFrom("up", "up", "up", "down"),
    standing: fc.constant("down"),
  });

/** What a declaration says of a member, whatever has become of it. */
const asDeclared = ({ id, restart, significant, backoff, limit, onLimit }: Member): MemberRules => ({
  id,
  restart,
  significant,
  backoff,
  limit,
  onLimit,
});

/** What a child really is, as far as its supervisor can tell. */
type Actual = "down" | "starting" | "up" | "ended" | "stopping";

/** A supervisor in a world of children that do as they are told, and the rules that must never be broken. */
const makeWorld = (rules: SupervisorRules, members: ReadonlyArray<Member>) => {
  const clock = virtualClock();
  const actor = createActor(supervisorMachine, { input: { rules, children: members }, clock, inspect });
  const actual = new Map<string, Actual>(members.map(({ id }) => [id, "down"]));
  /** Those that have been told to pause, and still do. */
  const paused = new Set<string>();
  /** Those that were given up and will be tried again. */
  const givenUp = new Set<string>();
  const reports: Array<string> = [];
  // Collected, because XState keeps what listeners throw from the sender.
  const violations: Array<string> = [];
  let added = 0;
  let mayStart: "yes" | "no" = "no";

  const send = (event: SupervisorEvent): void => actor.send(event);
  const obey = (child: string, command: ChildCommand): void => {
    if (command.type === "BACK_OFF") paused.add(child);
    else paused.delete(child);
    if (command.type === "FAIL" && command.curable) givenUp.add(child);
    else givenUp.delete(child);
    const is = actual.get(child) ?? "down";
    if (command.type === "START") {
      if (is !== "down" && is !== "ended") violations.push(`${child} is started while it is ${is}`);
      if (mayStart === "no") violations.push(`${child} is started after a stop`);
      actual.set(child, "starting");
    }
    if (command.type === "STOP") {
      if (is === "starting" || is === "up") actual.set(child, "stopping");
      else if (is !== "stopping") {
        actual.set(child, "down");
        send({ type: "CHILD_STOPPED", child });
      }
    }
    if (command.type === "FAIL") actual.set(child, "down");
  };
  actor.on("*", (emitted) => {
    if (emitted.type === "COMMAND") obey(emitted.child, emitted.command);
    else reports.push(emitted.type);
  });
  actor.start();

  const state = (): string => {
    const { value } = actor.getSnapshot();
    return typeof value === "string" ? value : (Object.keys(value)[0] ?? "");
  };
  const pick = (...wanted: ReadonlyArray<Actual>): string | undefined =>
    [...actual].find(([, is]) => wanted.includes(is))?.[0];
  const on = (child: string | undefined, then: (child: string) => void): void => {
    if (child !== undefined) then(child);
  };
  const stamp = () => ({ at: clock.now(), dice: 0.5 });
  const ends = (child: string, failure: Failure): void => {
    actual.set(child, "ended");
    send({ type: "CHILD_ENDED", child, failure });
  };
  const ended = (end: "crash" | "normal"): Failure => ({ kind: "ended", end, upMs: 5, curable: true });
  const failsToStart = (failure: Failure): void =>
    on(pick("starting"), (child) => {
      actual.set(child, "ended");
      send({ type: "CHILD_START_FAILED", child, failure, ...stamp() });
    });
  const because = { reason: "test", by: "test" };
  const stop = (mode: "ordered" | "brutal"): void => {
    mayStart = "no";
    send({ type: "STOP", mode, ...because });
  };
  /** Where members may stand under a supervisor that is taken up, and what they really are. */
  const leftAs = [
    ["up", "up"],
    ["starting", "starting"],
    ["stopping", "stopping"],
    ["waiting", "ended"],
    ["down", "down"],
    ["finished", "down"],
    ["failed", "down"],
    ["dropped", "down"],
  ] as const;
  let resumed = 0;
  const resume = (to: ChildState, isRetried = false): void => {
    if (state() !== "stopped" || [...actual.values()].some((is) => is !== "down")) return;
    // The timers of before ended with the daemon that had set them.
    paused.clear();
    givenUp.clear();
    const isActive = to === "running" || to === "stopping";
    const children = actor.getSnapshot().context.children.map((entry, index): Member => {
      const [standing, is] = leftAs[(++resumed * 3 + index * 5) % leftAs.length] ?? ["down", "down"];
      if (!isActive) return { ...entry, standing: "down" };
      actual.set(entry.id, is);
      if (is === "ended") paused.add(entry.id);
      return { ...entry, standing };
    });
    mayStart = to === "stopping" ? "no" : "yes";
    const group = to === "running" ? membersToStart(rules.strategy, children) : [];
    const stop = { purpose: "request", mode: "ordered" } as const;
    const times = { startedAt: clock.now(), upMs: 0, delayMs: 30, isRetried };
    send({ type: "RESUME", found: { state: to, children, group, window: [], stop, ...times, ...because } });
  };
  const act: Readonly<Record<Step, () => void>> = {
    "resume running": () => resume("running"),
    "resume stopping": () => resume("stopping"),
    "resume backoff": () => resume("backoff"),
    "resume failed": () => resume("failed"),
    "resume given up": () => resume("failed", true),
    "resume finished": () => resume("finished"),
    "resume stopped": () => resume("stopped"),
    start: () => {
      if (!["stopped", "backoff", "failed", "finished"].includes(state())) return;
      mayStart = "yes";
      send({ type: "START", at: clock.now(), ...because });
    },
    stop: () => stop("ordered"),
    "stop brutally": () => stop("brutal"),
    kill: () => send({ type: "KILLED", at: clock.now(), ...because }),
    "parent pauses": () => send({ type: "BACK_OFF", delayMs: 20 }),
    "parent gives up": () => send({ type: "FAIL", reason: "test", curable: true }),
    "parent gives up for good": () => send({ type: "FAIL", reason: "test", curable: false }),
    "child starts": () =>
      on(pick("starting"), (child) => {
        actual.set(child, "up");
        send({ type: "CHILD_STARTED", child });
      }),
    "child fails to start": () => failsToStart({ kind: "start_failed", curable: true }),
    "child can't be run": () => failsToStart({ kind: "start_failed", curable: false }),
    "child is refused": () => failsToStart({ kind: "start_refused" }),
    "child is held": () => on(pick("starting"), (child) => send({ type: "CHILD_HELD", child })),
    "child is cleared": () => on(pick("starting"), (child) => send({ type: "CHILD_CLEARED", child })),
    "child is not wanted here": () =>
      on(pick("starting"), (child) => {
        actual.set(child, "down");
        send({ type: "CHILD_IGNORED", child });
      }),
    "child crashes": () => on(pick("up"), (child) => ends(child, ended("crash"))),
    "child ends well": () => on(pick("up"), (child) => ends(child, ended("normal"))),
    "two children crash": () => {
      on(pick("up"), (child) => ends(child, ended("crash")));
      on(pick("up"), (child) => ends(child, ended("crash")));
    },
    "child stops": () =>
      on(pick("stopping"), (child) => {
        actual.set(child, "down");
        send({ type: "CHILD_STOPPED", child });
      }),
    "pause is over": () => {
      on([...paused][0], (child) => {
        paused.delete(child);
        send({ type: "CHILD_DUE", child });
      });
    },
    "retry is due": () => {
      on([...givenUp][0], (child) => {
        givenUp.delete(child);
        send({ type: "CHILD_DUE", child });
      });
    },
    work: () => send({ type: "WORK", ...stamp() }),
    "start child": () => {
      const child = actor
        .getSnapshot()
        .context.children.find(({ standing }) => ["down", "failed", "finished"].includes(standing));
      if (child && actual.get(child.id) === "down")
        send({ type: "START_CHILD", child: child.id, ...because });
    },
    "stop child": () =>
      on(pick("up", "starting", "ended"), (child) =>
        send({ type: "STOP_CHILD", child, purpose: "stop", wanted: "down", ...because }),
      ),
    "add child": () => {
      if (added >= 2) return;
      const member: Member = {
        ...(members[0] as Member),
        id: `added${++added}`,
        wanted: "up",
        significant: false,
      };
      actual.set(member.id, "down");
      send({ type: "ADD_CHILD", member, ...because });
    },
    "remove child": () =>
      on(pick("down"), (child) => {
        const member = actor.getSnapshot().context.children.find(({ id }) => id === child);
        if (!member || ["starting", "trying", "up", "stopping", "waiting"].includes(member.standing)) return;
        actual.delete(child);
        givenUp.delete(child);
        send({ type: "REMOVE_CHILD", child });
      }),
    update: () =>
      send({ type: "UPDATE", rules, children: actor.getSnapshot().context.children.map(asDeclared) }),
    "time passes": () => {
      const before = JSON.stringify(actor.getSnapshot().value);
      if (clock.toNext() && JSON.stringify(actor.getSnapshot().value) === before)
        violations.push(`a timer leads nowhere in ${before}`);
    },
  };
  return { act, state, reports, actual, violations, context: () => actor.getSnapshot().context };
};

describe("a supervisor's chart", () => {
  const members = fc.tuple(anyMember("a"), anyMember("b"), anyMember("c"));
  const begin = fc.constantFrom<Step>("start", "start", "resume running", "resume stopping", "resume failed");
  const walk = fc.array(fc.constantFrom<Step>(...steps, "work", "child starts", "child stops"), {
    minLength: 60,
    maxLength: 120,
  });

  it("never starts a child twice, respects its intensity, starts nothing after a stop, and always stops", () => {
    fc.assert(
      fc.property(anyRules, members, begin, walk, (rules, children, first, path) => {
        const world = makeWorld(rules, children);
        world.act[first]();
        for (const step of path) {
          world.act[step]();
          const { window, rules: own } = world.context();
          // An `expect` for each of 300,000 steps would take longer than the chart.
          if (window.length > own.intensity)
            world.violations.push(`${window.length} restarts in the window of ${own.intensity}`);
        }
        // Whoever stores or posts it does so as JSON: a set would arrive empty.
        expect(JSON.parse(JSON.stringify(world.context()))).toEqual(world.context());
        const before = world.reports.length;
        world.act.stop();
        for (let tries = 0; tries < 20 && world.state() !== "stopped"; tries += 1) world.act["child stops"]();
        expect(world.state()).toBe("stopped");
        expect([...world.actual.values()].filter((is) => is === "up" || is === "starting")).toEqual([]);
        expect(world.reports.slice(before)).toContain("STOPPED");
        expect(world.violations).toEqual([]);
      }),
      examples(3000, 20_261_121),
    );
  }, 300_000);

  const plainRules: SupervisorRules = {
    isRoot: true,
    restart: "permanent",
    shutdown: "infinity",
    strategy: "rest_for_one",
    intensity: 9,
    periodMs: 1000,
    autoShutdown: "never",
    start: "serial",
  };
  const crash: Failure = { kind: "ended", end: "crash", upMs: 5, curable: true };
  const noStart: Failure = { kind: "start_failed", curable: true };
  const by = { reason: "test", by: "test" };
  const up = (...children: ReadonlyArray<string>): ReadonlyArray<SupervisorEvent> =>
    children.map((child) => ({ type: "CHILD_STARTED", child }));
  const work: SupervisorEvent = { type: "WORK", at: 1, dice: 0.5 };
  const crashes = (child: string): SupervisorEvent => ({ type: "CHILD_ENDED", child, failure: crash });
  const stops = (child: string): SupervisorEvent => ({ type: "CHILD_STOPPED", child });
  const startFails = (child: string, at: number): SupervisorEvent => ({
    type: "CHILD_START_FAILED",
    child,
    failure: noStart,
    at,
    dice: 0,
  });
  const stopByHand = (child: string): SupervisorEvent => ({
    type: "STOP_CHILD",
    purpose: "stop",
    child,
    wanted: "down",
    ...by,
  });
  const due = (child: string): SupervisorEvent => ({ type: "CHILD_DUE", child });
  const startByHand = (child: string): SupervisorEvent => ({ type: "START_CHILD", child, ...by });
  /** A child without a pause between restarts. */
  const member = (id: string, standing: Member["standing"]): Member => ({
    id,
    backoff: { initialMs: 0, factor: 1, maxMs: 0, jitter: 0, resetAfterMs: 0, healthyAfterMs: 1000 },
    restart: "permanent",
    limit: null,
    onLimit: null,
    streak: 0,
    refusals: 0,
    restarts: [],
    significant: false,
    wanted: "up",
    standing,
  });

  /** What children a, b and c are told after they are up, and where they stand in the end. */
  const told = (rules: Partial<SupervisorRules>, ...events: ReadonlyArray<SupervisorEvent>) => {
    const children = ["a", "b", "c"].map((id) => member(id, "down"));
    const actor = createActor(supervisorMachine, {
      input: { rules: { ...plainRules, ...rules }, children },
      inspect,
    });
    const commands: Array<string> = [];
    actor.on("COMMAND", ({ child, command }) => commands.push(`${command.type} ${child}`));
    actor.start();
    for (const event of [{ type: "START", at: 0, ...by } as const, ...up("a", "b", "c"), ...events])
      actor.send(event);
    return [commands.slice(3), actor.getSnapshot().context.children.map(({ standing }) => standing)];
  };

  it("abandons a group restart if its next child is stopped by hand: the later ones stay down (E13)", () => {
    const seen = told({}, crashes("b"), work, stops("c"), stopByHand("b"), stops("b"));
    expect(seen).toEqual([
      ["STOP c", "START b", "STOP b"],
      ["up", "down", "down"],
    ]);
  });

  // The restart was decided on: what a person had stopped ran again, and stayed "stopped by hand".
  it.each([
    ["crashed", crashes("b")],
    ["did not start", startFails("b", 2)],
    ["is due", due("b")],
  ])("does not restart a child that was stopped by hand before it reports that it %s", (_, late) => {
    const alone = { strategy: "one_for_one" } as const;
    expect(told(alone, stopByHand("b"), late, stops("b"), work)).toEqual([["STOP b"], ["up", "down", "up"]]);
    expect(told(alone, stopByHand("b"), stops("b"), late, work)).toEqual([["STOP b"], ["up", "down", "up"]]);
  });

  it("does not fail because of a failed start that is reported after the child was stopped by hand", () => {
    const restart = [{ type: "STOP", mode: "ordered", ...by }, ...["c", "b", "a"].map(stops)] as const;
    const begin = { type: "START", at: 1, ...by } as const;
    const seen = told(
      {},
      ...restart,
      begin,
      stopByHand("a"),
      startFails("a", 2),
      stops("a"),
      ...up("b", "c"),
    );
    expect(seen).toEqual([
      ["STOP c", "STOP b", "STOP a", "START a", "STOP a", "START b", "START c"],
      ["down", "up", "up"],
    ]);
    const group = told(
      {},
      crashes("b"),
      work,
      stops("c"),
      stopByHand("b"),
      startFails("b", 3),
      stops("b"),
      work,
    );
    expect(group).toEqual([
      ["STOP c", "START b", "STOP b"],
      ["up", "down", "down"],
    ]);
  });

  it("continues a group restart when a child outside of the group is stopped by hand", () => {
    const seen = told({}, crashes("b"), work, stops("c"), stopByHand("a"), stops("a"), ...up("b", "c"));
    expect(seen).toEqual([
      ["STOP c", "START b", "STOP a", "START c"],
      ["down", "up", "up"],
    ]);
  });

  it("does not retry a child that was started by hand during a group restart", () => {
    const seen = told({}, crashes("b"), work, stops("c"), startByHand("c"), startFails("c", 2), ...up("b"));
    expect(seen).toEqual([
      ["STOP c", "START b", "START c", "FAIL c"],
      ["up", "up", "failed"],
    ]);
  });

  it("accepts manual starts of earlier children while it is starting; a failure affects that child alone", () => {
    const seen = told(
      {},
      { type: "STOP", mode: "ordered", ...by },
      ...["c", "b", "a"].map(stops),
      { type: "START", at: 1, ...by },
      ...up("a"),
      stopByHand("a"),
      stops("a"),
      startByHand("c"),
      startByHand("a"),
      startFails("a", 2),
      ...up("b", "c"),
    );
    expect(seen).toEqual([
      ["STOP c", "STOP b", "STOP a", "START a", "START b", "STOP a", "START a", "FAIL a", "START c"],
      ["failed", "up", "up"],
    ]);
  });

  // The one that was wanted again counted as down: the supervisor had stopped, and could be started, beside its process.
  it("waits for each child that it stops, even if it should be up again in the meantime", () => {
    const seen = told({}, { type: "STOP", mode: "ordered", ...by }, startByHand("c"));
    expect(seen).toEqual([["STOP c"], ["up", "up", "stopping"]]);
  });

  const refused = (child: string): SupervisorEvent => ({
    type: "CHILD_START_FAILED",
    child,
    failure: { kind: "start_refused" },
    at: 2,
    dice: 0.5,
  });
  // It was a failed start: a full disk used up the intensity within seconds and took the tree down.
  it("puts a child into backoff if the system refuses its start, without touching others or counting it", () => {
    const alone = { strategy: "one_for_one", intensity: 1 } as const;
    const again = [refused("b"), work, due("b"), work];
    const seen = told(alone, crashes("b"), work, ...again, ...again, ...again, ...up("b"));
    const pauses = ["BACK_OFF b", "START b"];
    expect(seen).toEqual([
      ["START b", ...pauses, ...pauses, ...pauses],
      ["up", "up", "up"],
    ]);
  });

  it("makes the group wait for a child whose start the system refuses", () => {
    const before = [crashes("b"), work, stops("c")];
    const seen = told({ intensity: 1 }, ...before, refused("b"), work, due("b"), work, ...up("b", "c"));
    expect(seen).toEqual([
      ["STOP c", "START b", "BACK_OFF b", "START b", "START c"],
      ["up", "up", "up"],
    ]);
  });

  /** As `told`, from the beginning of a start that the system refuses b, which none of its group survives. */
  const toldFromTheBeginning = (strategy: SupervisorRules["strategy"]) => {
    const stop: SupervisorEvent = { type: "STOP", mode: "ordered", ...by };
    const begun = [stop, ...["c", "b", "a"].map(stops), { type: "START", at: 1, ...by } as const];
    const [commands = [], standings] = told(
      { strategy, intensity: 0 },
      ...begun,
      ...up("a"),
      refused("b"),
      work,
    );
    return [commands.slice(3), standings];
  };

  it("continues its own start if the system refuses that of a child, unless the others wait for it", () => {
    const first = ["START a", "START b", "BACK_OFF b"];
    expect(toldFromTheBeginning("one_for_one")).toEqual([
      [...first, "START c"],
      ["up", "waiting", "starting"],
    ]);
    expect(toldFromTheBeginning("rest_for_one")).toEqual([first, ["up", "waiting", "down"]]);
    expect(toldFromTheBeginning("one_for_all")).toEqual([
      [...first, "STOP a"],
      ["stopping", "waiting", "down"],
    ]);
  });

  it("handles a failed manual start outside of a group restart", () => {
    const seen = told(
      {},
      stopByHand("a"),
      stops("a"),
      crashes("b"),
      work,
      startByHand("a"),
      startFails("a", 2),
      stops("c"),
      ...up("b", "c"),
    );
    expect(seen).toEqual([
      ["STOP a", "STOP c", "START a", "FAIL a", "START b", "START c"],
      ["failed", "up", "up"],
    ]);
  });

  it("notes a failed start of a child that it is about to stop", () => {
    const seen = told(
      { strategy: "one_for_all", start: "parallel" },
      crashes("a"),
      work,
      stops("c"),
      stops("b"),
      startFails("a", 2),
      work,
      startFails("b", 3),
      stops("c"),
      stops("b"),
    );
    expect(seen[0]).toEqual([
      "STOP c",
      "STOP b",
      "START a",
      "START b",
      "START c",
      "STOP c",
      "STOP b",
      "START a",
      "START b",
      "START c",
    ]);
  });

  /** Where a, b and c stand, and what a supervisor makes of it that is taken up. */
  const takenUp = (
    rules: Partial<SupervisorRules>,
    state: ChildState,
    standings: ReadonlyArray<Member["standing"]>,
    ...events: ReadonlyArray<SupervisorEvent>
  ) => {
    const clock = virtualClock();
    const own = { ...plainRules, ...rules };
    const children = ["a", "b", "c"].map((id, index) => member(id, standings[index] ?? "down"));
    const actor = createActor(supervisorMachine, { input: { rules: own, children: [] }, clock, inspect });
    const said: Array<string> = [];
    actor.on("*", (emitted) => {
      if (emitted.type === "COMMAND") said.push(`${emitted.command.type} ${emitted.child}`);
      else said.push(emitted.type);
    });
    actor.start();
    const group = state === "running" ? membersToStart(own.strategy, children) : [];
    const stop = { purpose: "gave_up", mode: "ordered" } as const;
    const times = { startedAt: 0, upMs: 5, delayMs: 30, isRetried: state === "failed" };
    actor.send({ type: "RESUME", found: { state, children, group, window: [], stop, ...times, ...by } });
    for (const event of events) actor.send(event);
    return {
      said,
      clock,
      standings: () => actor.getSnapshot().context.children.map(({ standing }) => standing),
      value: () => actor.getSnapshot().value,
    };
  };

  it("resumed, starts only children that are down, one after the other", () => {
    const seen = takenUp({}, "running", ["up", "down", "down"]);
    expect(seen.said).toEqual(["STARTED", "START b"]);
    expect(takenUp({}, "running", ["up", "down", "down"], ...up("b", "c")).said).toEqual([
      "STARTED",
      "START b",
      "START c",
    ]);
    expect(takenUp({}, "running", ["up", "failed", "finished"]).said).toEqual(["STARTED"]);
  });

  it("resumed, waits for children that are starting, and starts those that were being stopped once they have stopped", () => {
    const events = [...up("a"), stops("b"), ...up("b")];
    expect(takenUp({}, "running", ["starting", "stopping", "up"]).said).toEqual(["STARTED"]);
    const seen = takenUp({}, "running", ["starting", "stopping", "up"], ...events);
    expect(seen.said).toEqual(["STARTED", "START b"]);
    expect(seen.value()).toEqual({ running: "idle" });
  });

  it("resumed, does not touch a group that waits for a member in backoff, then restarts it as a whole", () => {
    const due: SupervisorEvent = { type: "CHILD_DUE", child: "b" };
    expect(takenUp({}, "running", ["down", "waiting", "down"], ...up("a")).said).toEqual([
      "STARTED",
      "START a",
    ]);
    const seen = takenUp({}, "running", ["up", "waiting", "down"], due, work, ...up("b"));
    expect(seen.said).toEqual(["STARTED", "WAKE", "START b", "START c"]);
  });

  it("restarts a waiting group as a whole if the member in backoff is restarted by hand, but not if it is stopped", () => {
    const standings = ["up", "waiting", "down"] as const;
    const restart: SupervisorEvent = {
      type: "STOP_CHILD",
      child: "b",
      purpose: "restart",
      wanted: "up",
      ...by,
    };
    const seen = takenUp({}, "running", standings, restart, stops("b"), work, ...up("b"));
    expect(seen.said).toEqual(["STARTED", "STOP b", "WAKE", "START b", "START c"]);
    const stopped = takenUp({}, "running", standings, stopByHand("b"), stops("b"), work);
    expect(stopped.said).toEqual(["STARTED", "STOP b"]);
  });

  it("resumed, handles each failed start separately, including manual ones", () => {
    const failed = startFails("a", 1);
    const seen = takenUp({ strategy: "one_for_one" }, "running", ["starting", "down", "up"], failed);
    expect(seen.said).toEqual(["STARTED", "START b", "WAKE"]);
    expect(seen.standings()).toEqual(["waiting", "starting", "up"]);
    const tried = takenUp({ strategy: "one_for_one" }, "running", ["trying", "starting", "up"], failed);
    expect(tried.said).toEqual(["STARTED", "FAIL a"]);
  });

  it("resumed while it was stopping, keeps the purpose of the stop: it gave up, which is reported to its parent", () => {
    const standings = ["up", "failed", "stopping"] as const;
    const seen = takenUp({ isRoot: false }, "stopping", standings, stops("c"), stops("a"));
    expect(seen.said).toEqual(["STOP a", "ENDED"]);
    expect(seen.value()).toEqual({ backoff: "deciding" });
  });

  // `down --now` left a child alive that a person, or an earlier daemon, had asked to stop with a long timeout.
  it("stopped brutally, kills children that are being stopped already", () => {
    const atOnce: SupervisorEvent = { type: "STOP", mode: "brutal", ...by };
    const seen = takenUp({}, "running", ["up", "stopping", "failed"], atOnce, stops("a"), stops("b"));
    expect(seen.said.filter((word) => word.startsWith("STOP "))).toEqual(["STOP b", "STOP a"]);
    expect(seen.value()).toBe("stopped");
  });

  it("has a stop timeout only if one is declared, and kills all remaining children after it", () => {
    const standings = ["up", "up", "up"] as const;
    const stop: SupervisorEvent = { type: "STOP", mode: "ordered", ...by };
    const limited = takenUp({ shutdown: 100 }, "running", standings, stop);
    expect([limited.value(), limited.clock.due()]).toEqual([
      { stopping: { inOrder: "withDeadline" } },
      [100],
    ]);
    limited.clock.toNext();
    expect(limited.said).toEqual(["STARTED", "STOP c", "STOP c", "STOP b", "STOP a"]);
    expect(limited.value()).toEqual({ stopping: "brutally" });
    const unlimited = takenUp({ shutdown: "infinity" }, "running", standings, stop);
    expect([unlimited.value(), unlimited.clock.due()]).toEqual([{ stopping: { inOrder: "unlimited" } }, []]);
  });

  it("resumed in backoff, is due when the delay ends; a root that gave up is retried after its time", () => {
    const paused = takenUp({ isRoot: false }, "backoff", ["down", "down", "down"]);
    paused.clock.toNext();
    expect([paused.said, paused.clock.now()]).toEqual([["DUE"], 30]);
    const failed = takenUp({}, "failed", ["failed", "down", "down"]);
    failed.clock.toNext();
    expect([failed.said, failed.clock.now()]).toEqual([["START a"], 30]);
  });

  it("retries a child that was given up when the retry is due: once, alone, and again later if it fails", () => {
    const due: SupervisorEvent = { type: "CHILD_DUE", child: "b" };
    for (const strategy of ["one_for_one", "rest_for_one", "one_for_all"] as const) {
      const seen = takenUp(
        { strategy },
        "running",
        ["up", "failed", "up"],
        due,
        work,
        startFails("b", 2),
        due,
        work,
      );
      expect(seen.said).toEqual(["STARTED", "WAKE", "START b", "FAIL b", "WAKE", "START b"]);
      expect(seen.standings()).toEqual(["up", "trying", "up"]);
    }
  });

  it("keeps a root that gave up down if retry_failed is never, otherwise retries it after that time", () => {
    const fails = (retryFailedMs: number | null | undefined) => {
      const clock = virtualClock();
      const rules = { ...plainRules, retryFailedMs };
      const children = [{ ...member("a", "down"), onLimit: "escalate" as const }];
      const actor = createActor(supervisorMachine, { input: { rules, children }, clock, inspect });
      actor.start();
      for (const event of [{ type: "START", at: 0, ...by } as const, startFails("a", 1)]) actor.send(event);
      const value = actor.getSnapshot().value;
      clock.toNext();
      return [value, clock.now(), actor.getSnapshot().value];
    };
    expect(fails(200)).toEqual([{ failed: "waiting" }, 200, "starting"]);
    expect(fails(undefined)).toEqual([{ failed: "waiting" }, 300_000, "starting"]);
    expect(fails(null)).toEqual([{ failed: "over" }, 0, { failed: "over" }]);
  });

  it("is tested in every cell of its transition table", () => {
    expect(unvisited(supervisorMachine)).toEqual([]);
  });

  it("has its transition table in the docs", async () => {
    const table = tableOf("Transitions of a supervisor", supervisorMachine);
    await expect(table).toMatchFileSnapshot("../../docs/reference/supervisor-transitions.md");
  });
});
