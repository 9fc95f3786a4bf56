import { Duration, Effect, type Fiber, Runtime } from "effect";
import type { JobState } from "../../src/domain/job/JobState.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { JobCondition } from "../../src/domain/view/JobView.ts";
import { conditionOf, nextInstant } from "../../src/policy/job/condition.ts";
import type { Decision } from "../../src/policy/job/decisions.ts";
import type { JobEvent } from "../../src/policy/job/events.ts";
import { rebased } from "../../src/policy/job/rebase.ts";
import type { JobRules } from "../../src/policy/job/rules.ts";
import { isLive } from "../../src/policy/states.ts";
import type { ClockReading } from "../../src/ports/Clocks.ts";
import type { Ledger, RecalledJobs } from "../../src/ports/Ledger.ts";
import type { JobNode, ServiceNode } from "../node/node.ts";
import { commandService } from "../node/serviceNode.ts";
import type { Wiring } from "../node/wiring.ts";
import { endOfRun } from "./endOfRun.ts";
import { JobEngine, type StartDecision } from "./JobEngine.ts";
import type { JobsOfTree, SlotReport } from "./JobsOfTree.ts";
import { slotFor } from "./jobNode.ts";
import { jobRules } from "./rules.ts";

/** The longest sleep of the timer: what the clocks did meanwhile is noticed at its end at the latest. */
const longestSleepMs = 30_000;

/** What the jobs need beside the wiring of their tree. */
interface Outside {
  readonly clocks: { readonly read: () => ClockReading; readonly boot: string };
  readonly ledger: typeof Ledger.Service;
  readonly machine: string;
}

/** The slots of each pool. */
type Pools = Readonly<Record<string, number>>;

/** The jobs of a tree: one engine with one timer, whose decisions are carried out in the slots of the nodes. */
export class TreeJobs implements JobsOfTree {
  readonly #engine: JobEngine;
  readonly #outside: Outside;
  readonly #wiring: () => Wiring;
  readonly #nodes = new Map<ChildPath, JobNode>();
  #hear: (decision: Decision) => void = () => undefined;
  readonly #resumed: Array<JobNode> = [];
  #pools: Pools;
  #timer: Fiber.RuntimeFiber<void> | null = null;

  constructor(outside: Outside, pools: Pools, wiring: () => Wiring) {
    this.#outside = outside;
    this.#pools = pools;
    this.#wiring = wiring;
    this.#engine = new JobEngine(outside.clocks, {
      start: (decision) => this.#start(decision),
      stop: (job, slot, reason) => this.#stopSlot(job, slot, "ordered", reason),
      kill: (job, slot) => this.#stopSlot(job, slot, "brutal", "its time to stop is over"),
      changed: (job, state) => this.#show(job, state),
      store: (batch) => this.#wiring().log.store(outside.ledger.write(batch)),
    });
  }

  /** The rules of a job, as it is declared now. */
  rulesFor({ path, spec }: JobNode): JobRules {
    return jobRules(path, spec, this.#outside.machine);
  }

  get pools(): Pools {
    return this.#pools;
  }

  /** The pools have other sizes from now on: who waits for a slot may start; runs beyond a smaller size go on. */
  set pools(pools: Pools) {
    this.#pools = pools;
    this.#declare();
    this.tell({ type: "deadlines" });
  }

  get ledger(): typeof Ledger.Service {
    return this.#outside.ledger;
  }

  readonly load = (node: JobNode): void => {
    this.#nodes.set(node.path, node);
    this.#declare();
    this.tell({ type: "load", job: node.path });
  };

  readonly resume = (node: JobNode): void => {
    this.#nodes.set(node.path, node);
    this.#resumed.push(node);
    this.#declare();
  };

  /** After the nodes have resumed: the jobs go on where the last daemon left them. */
  continueFrom(recalled: RecalledJobs): void {
    const { at, jobs } = recalled;
    if (at === null) return;
    const now = this.#engine.now;
    const isSameBoot = at.boot === this.#outside.clocks.boot;
    const byMs = isSameBoot ? 0 : now.real - at.real - (now.wall - at.wall);
    this.#engine.recall(jobs.map(({ job, state }) => [job, rebased(state, byMs)]));
    this.#declare();
    for (const node of this.#resumed) {
      if (this.#engine.stateOf(node.path) === undefined) this.tell({ type: "load", job: node.path });
      else this.#loseOrphans(node);
    }
    this.tell({ type: "back", from: isSameBoot ? "down" : "off", since: at, ended: [] });
    for (const node of this.#resumed) {
      const state = this.#engine.stateOf(node.path);
      if (state) this.#show(node.path, state);
    }
    this.#resumed.length = 0;
  }

  /** A run that the last daemon had decided to start, and whose process is not there, was lost or never began. */
  #loseOrphans(node: JobNode): void {
    for (const { phase } of this.#engine.stateOf(node.path)?.starts ?? []) {
      if (!("going" in phase)) continue;
      const slot = node.slots.find(({ spec }) => spec.id === `#${phase.going.slot}`);
      if (slot && isLive(slot.state)) continue;
      this.tell({
        type: "ended",
        job: node.path,
        run: phase.going.run,
        end: { kind: "lost" },
        at: this.#engine.now,
      });
    }
  }

  readonly unload = (node: JobNode, mode: "ordered" | "brutal"): void => {
    const state = this.#engine.stateOf(node.path);
    if (!state) return;
    this.tell({ type: "remove", job: node.path, cause: "requested" });
    if (mode === "brutal")
      for (const slot of node.slots) this.#command(slot, "brutal", "its job is stopped at once");
    const left = this.#engine.stateOf(node.path);
    if (left) this.#show(node.path, left);
  };

  readonly redeclared = (node: JobNode): void => {
    const { path } = node;
    if (this.#engine.rulesOf(path)) this.tell({ type: "edit", job: path, rules: this.rulesFor(node) });
    this.#declare();
  };

  readonly slotReported = (slot: ServiceNode, type: SlotReport): void => {
    const { job } = slot;
    if (job === null || type === "STARTED" || type === "HELD" || type === "CLEARED") return;
    const number = Number(slot.spec.id.slice(1));
    const going = this.#engine
      .stateOf(job.path)
      ?.starts.flatMap(({ phase }) => ("going" in phase ? [phase.going] : []))
      .find((one) => one.slot === number);
    if (slot.state === "backoff")
      slot.actor.send({ type: "FAIL", reason: "its job decides what follows", curable: false });
    if (!going) return;
    const { end, endedAt } = endOfRun(slot);
    const { wall, real } = this.#engine.now;
    const at = endedAt ?? wall;
    const agoMs = Math.max(0, wall - at);
    const ended = { job: job.path, run: going.run, end, at: { wall: at, real: real - agoMs } };
    Runtime.runFork(this.#wiring().runtime)(this.request({ type: "ended", ...ended }));
  };

  /** The same for an event from outside: what the clocks did before it is decided first. */
  readonly request = (event: JobEvent): Effect.Effect<ReadonlyArray<Decision>> =>
    Effect.zipRight(
      Effect.suspend(() => this.#noticeJump()),
      Effect.sync(() => this.tell(event)),
    );

  /** Decide about an event, and set the timer for what is due next. */
  tell(event: JobEvent): ReadonlyArray<Decision> {
    const decisions = this.#engine.tell(event);
    this.#noteEnds(decisions);
    this.#setTimer();
    return decisions;
  }

  #noteEnds(decisions: ReadonlyArray<Decision>): void {
    for (const decision of decisions) {
      this.#hear(decision);
      if (decision.kind !== "end") continue;
      const { job, run, outcome, reason, endedAt } = decision;
      const node = this.#nodes.get(job);
      if (!node) continue;
      const ended_at = endedAt === null ? null : momentOf(endedAt);
      node.shown = { ...node.shown, last_run: { run, outcome, reason, ended_at } };
      this.#wiring().views.changed(node);
    }
  }

  /** Called with each decision, before the next event. */
  listen(hear: (decision: Decision) => void): void {
    this.#hear = hear;
  }

  /** Look at the clocks now: what a sleep or a clock step has passed over is decided. */
  readonly lookAtClocks = Effect.suspend(() => this.#noticeJump());

  untilDue(): number | null {
    return this.#engine.untilDue();
  }

  stateOf(job: ChildPath): JobState | undefined {
    return this.#engine.stateOf(job);
  }

  conditionOf(job: ChildPath): JobCondition {
    const state = this.#engine.stateOf(job);
    return state ? conditionOf(state, this.#engine.rulesOf(job), this.#engine.now) : "removed";
  }

  nextInstantOf(job: ChildPath): number | null {
    const [state, rules] = [this.#engine.stateOf(job), this.#engine.rulesOf(job)];
    return state && rules ? nextInstant(state, rules, this.#engine.now) : null;
  }

  #declare(): void {
    const jobs = [...this.#nodes.values()]
      .filter(({ path, state }) => state !== "stopped" || this.#engine.stateOf(path)?.removed === false)
      .map((node) => this.rulesFor(node));
    this.#engine.declare({ jobs, pools: this.#pools });
  }

  /** The start is stored before its process is there: a daemon that is killed in between must not start it twice. */
  #start({ job, slot: number, request, trigger, attempt }: StartDecision): void {
    const node = this.#nodes.get(job);
    if (!node) return;
    const wiring = this.#wiring();
    const reason = attempt > 1 ? `attempt ${attempt}` : `started by ${trigger.replace("_", "-")}`;
    const by = request?.by ?? "system";
    const slot = slotFor(node, number, request, wiring);
    const begin = Effect.sync(() =>
      wiring.mailbox.send(() => commandService(slot, { type: "START", reason, by }, wiring)),
    );
    Runtime.runFork(wiring.runtime)(Effect.zipRight(wiring.log.flushFast, begin), { scope: node.scope });
  }

  #stopSlot(job: ChildPath, number: number, mode: "ordered" | "brutal", reason: string): void {
    const slot = this.#nodes.get(job)?.slots.find(({ spec }) => spec.id === `#${number}`);
    if (slot) this.#command(slot, mode, reason);
  }

  #command(slot: ServiceNode, mode: "ordered" | "brutal", reason: string): void {
    const wiring = this.#wiring();
    wiring.mailbox.send(() => commandService(slot, { type: "STOP", mode, reason, by: "system" }, wiring));
  }

  #show(job: ChildPath, state: JobState): void {
    const node = this.#nodes.get(job);
    if (!node) return;
    const condition = conditionOf(state, this.#engine.rulesOf(job), this.#engine.now);
    node.shown = { ...node.shown, ...this.#shownOf(job, state, condition) };
    this.#wiring().mailbox.send(() =>
      node.actor.send({ type: "DECIDED", condition, reason: reasonFor(condition), by: "system" }),
    );
  }

  #shownOf(job: ChildPath, state: JobState, condition: JobCondition): Omit<JobNode["shown"], "last_run"> {
    const next = this.nextInstantOf(job);
    const { pause } = state;
    return {
      condition,
      next_at: next === null ? null : momentOf(next),
      waiting: state.line.length,
      paused: pause && pausedUntil(pause),
    };
  }

  #setTimer(): void {
    const wiring = this.#wiring();
    this.#timer?.unsafeInterruptAsFork(this.#timer.id());
    const inMs = this.#engine.untilDue();
    this.#timer =
      inMs === null
        ? null
        : Runtime.runFork(wiring.runtime)(
            // At least a millisecond: what else happens at this moment comes first.
            Effect.sleep(Duration.millis(Math.min(Math.max(1, inMs), longestSleepMs))).pipe(
              Effect.andThen(this.#pass),
            ),
          );
  }

  /** Time has passed. What follows from one event is delivered before the next, so that a run that is gone has gone. */
  readonly #pass = Effect.suspend(() => this.#noticeJump()).pipe(
    Effect.andThen(this.#delivered()),
    Effect.andThen(
      Effect.suspend(() => {
        const due = this.#engine.due();
        const next: Effect.Effect<void> = Effect.suspend(() => {
          const { done, value } = due.next();
          if (done) return Effect.void;
          const decisions = this.#engine.tell(value);
          this.#noteEnds(decisions);
          const asks = decisions.some(({ kind }) => kind === "stop" || kind === "kill");
          return asks ? Effect.zipRight(this.#delivered(), next) : next;
        });
        return next;
      }),
    ),
    Effect.andThen(Effect.sync(() => this.#setTimer())),
  );

  #delivered(): Effect.Effect<void> {
    const all = Effect.async<void>((resume) =>
      this.#wiring().mailbox.afterDelivery(() => resume(Effect.void)),
    );
    return Effect.zipRight(Effect.repeatN(Effect.zipRight(Effect.yieldNow(), all), 2), all);
  }

  #noticeJump(): Effect.Effect<void> {
    const jump = this.#engine.jump();
    if (jump.kind === "none") return Effect.void;
    if (jump.kind === "asleep")
      return Effect.sync(() => {
        this.tell({ type: "back", from: "asleep", since: jump.since, ended: [] });
      });
    const { wall } = this.#engine.now;
    const ahead =
      wall < jump.from
        ? this.#outside.ledger.ahead(wall).pipe(Effect.orElseSucceed(() => []))
        : Effect.succeed([]);
    return Effect.map(ahead, (rows) => {
      this.tell({ type: "clock_set", from: jump.from, ahead: rows });
    });
  }
}

/** A pause, as it is shown. */
const pausedUntil = ({
  until,
  by,
  reason,
}: NonNullable<JobState["pause"]>): NonNullable<JobNode["shown"]["paused"]> => ({
  until: until === null ? null : momentOf(until),
  ...(by === undefined ? {} : { by }),
  ...(reason === undefined ? {} : { reason }),
});

const momentOf = (at: number): string => new Date(at).toISOString();

/** Why a job is in its state, in a few words. */
const reasonFor = (condition: JobCondition): string => {
  const reasons: Readonly<Record<JobCondition, string>> = {
    stopping: "its run was asked to stop",
    running: "it runs",
    removed: "its last run has ended",
    backoff: "waits for its next attempt",
    "held:paused": "a start waits for the end of the pause",
    "held:blackout": "a start waits for the end of a blackout",
    "held:pool": "a start waits for a slot of its pool",
    paused: "paused",
    idle: "waits for its next instant",
  };
  return reasons[condition];
};
