import { Effect, Runtime } from "effect";
import type { StopCause } from "../../src/domain/job/JobRun.ts";
import type { JobState } from "../../src/domain/job/JobState.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { JobCondition } from "../../src/domain/view/JobView.ts";
import { conditionOf, nextInstant } from "../../src/policy/job/condition.ts";
import type { Decision } from "../../src/policy/job/decisions.ts";
import { withoutDecisions } from "../../src/policy/job/declaring.ts";
import type { JobEvent, LedgerTrace } from "../../src/policy/job/events.ts";
import type { JobRules } from "../../src/policy/job/rules.ts";
import { emptyJobTally } from "../../src/policy/job/tally.ts";
import type { ClockReading } from "../../src/ports/machine/Clocks.ts";
import type { Ledger, UnreadableJob } from "../../src/ports/store/Ledger.ts";
import type { JobNode, ServiceNode } from "../node/node.ts";
import type { Wiring } from "../node/wiring.ts";
import { endOfRun } from "./endOfRun.ts";
import { JobEngine } from "./JobEngine.ts";
import type { JobsOfTree, SlotReport } from "./JobsOfTree.ts";
import { JobTimer } from "./JobTimer.ts";
import { RequestedStarts } from "./RequestedStarts.ts";
import { JobRecall } from "./recall/JobRecall.ts";
import { jobRules } from "./rules.ts";
import { SlotRuns } from "./SlotRuns.ts";
import { reasonFor, shownOf } from "./shown.ts";

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
  readonly #timer: JobTimer;
  readonly #slots: SlotRuns;
  /** What an earlier daemon left of the jobs. */
  readonly recall: JobRecall;
  readonly #outside: Outside;
  readonly #wiring: () => Wiring;
  readonly #nodes = new Map<ChildPath, JobNode>();
  /** The jobs whose next stop takes them out of the tree. */
  readonly #leaving = new Set<ChildPath>();
  #hear: (decision: Decision) => void = () => undefined;
  /** The starts that somebody asked for. */
  readonly requested = new RequestedStarts();
  #pools: Pools;

  constructor(outside: Outside, pools: Pools, wiring: () => Wiring) {
    this.#outside = outside;
    this.#pools = pools;
    this.#wiring = wiring;
    this.#slots = new SlotRuns(wiring);
    this.#engine = new JobEngine(outside.clocks, {
      start: (decision) => {
        const node = this.#nodes.get(decision.job);
        if (node) this.#slots.start(node, decision);
      },
      stop: (job, going, cause) => this.#stop(job, going, cause),
      kill: (job, { slot }) => {
        const node = this.#nodes.get(job);
        if (node) this.#slots.kill(node, slot);
      },
      changed: (job, state) => this.#show(job, state),
      store: (batch) => this.#wiring().log.store(outside.ledger.write(batch)),
    });
    this.#engine.pools = pools;
    const tell = (event: JobEvent): ReadonlyArray<Decision> => this.#tell(event);
    this.#timer = new JobTimer({ engine: this.#engine, wiring, ledger: outside.ledger, tell });
    this.recall = new JobRecall({
      engine: this.#engine,
      requested: this.requested,
      boot: outside.clocks.boot,
      tell: (event) => this.tell(event),
      declare: (node) => this.#declare(node),
      load: (node, left) => this.#loadAnew(node, left),
      show: (job, state) => this.#show(job, state),
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
    this.#engine.pools = pools;
    this.tell({ type: "deadlines" });
  }

  get ledger(): typeof Ledger.Service {
    return this.#outside.ledger;
  }

  readonly load = (node: JobNode): void => {
    this.#nodes.set(node.path, node);
    this.#leaving.delete(node.path);
    if (!this.recall.awaits(node)) this.#loadAnew(node);
  };

  /** A job of which nothing is stored, or can be read, goes on counting its runs; `left`: what its rows tell of it. */
  #loadAnew(node: JobNode, left?: UnreadableJob): void {
    const { path, slots } = node;
    const lastRun = Math.max(0, ...slots.map((slot) => slot.lastRun));
    if (this.#engine.stateOf(path) === undefined && lastRun > 0)
      this.#engine.recall([[path, withoutDecisions(lastRun)]]);
    this.#declare(node);
    this.tell({ type: "load", job: path, trace: left && traceIn(left) });
  }

  readonly resume = (node: JobNode): void => {
    this.#nodes.set(node.path, node);
    this.recall.resumed(node);
  };

  readonly unload = (node: JobNode, mode: "ordered" | "brutal"): void => {
    const state = this.#engine.stateOf(node.path);
    if (!state) return;
    const cause = this.#leaving.delete(node.path) ? "removed" : "requested";
    this.tell({ type: "remove", job: node.path, cause });
    if (mode === "brutal")
      for (const { phase } of this.#engine.stateOf(node.path)?.starts ?? [])
        if ("going" in phase) this.#slots.kill(node, phase.going.slot);
    const left = this.#engine.stateOf(node.path);
    if (left) this.#show(node.path, left);
  };

  /** What is at these paths is about to be stopped because it is taken out of the tree. */
  leave(paths: ReadonlyArray<ChildPath>): void {
    for (const path of paths) if (this.#nodes.has(path)) this.#leaving.add(path);
  }

  /** The run that goes in a slot, or whose next attempt is to come; undefined: there is none. */
  runIn(slot: ServiceNode, job: JobNode): number | undefined {
    const number = Number(slot.spec.id.slice(1));
    for (const { phase, runs } of this.#engine.stateOf(job.path)?.starts ?? []) {
      const isMeant = "going" in phase ? phase.going.slot === number : runs.at(-1) === slot.lastRun;
      if (isMeant) return runs.at(-1);
    }
    return undefined;
  }

  readonly redeclared = (node: JobNode): void => {
    const { path } = node;
    if (this.#engine.rulesOf(path)) this.tell({ type: "edit", job: path, rules: this.rulesFor(node) });
    this.#declare(node);
  };

  readonly slotReported = (slot: ServiceNode, type: SlotReport): void => {
    const { job } = slot;
    if (job === null || type === "STARTED" || type === "HELD" || type === "CLEARED") return;
    if (slot.state === "backoff")
      slot.actor.send({ type: "FAIL", reason: "its job decides what follows", curable: false });
    if (this.#slots.isAwaited(slot)) {
      this.#slots.rested(slot);
      return;
    }
    const number = Number(slot.spec.id.slice(1));
    const run = this.#engine
      .stateOf(job.path)
      ?.starts.flatMap(({ phase }) => ("going" in phase ? [phase.going] : []))
      .find((one) => one.slot === number)?.run;
    if (run === undefined) return;
    const { end, endedAt } = endOfRun(slot, run);
    const { wall, real } = this.#engine.now;
    const at = endedAt ?? wall;
    const agoMs = Math.max(0, wall - at);
    this.#ended({ job: job.path, run, end, at: { wall: at, real: real - agoMs } });
  };

  #ended(ended: Omit<Extract<JobEvent, { type: "ended" }>, "type">): void {
    const wiring = this.#wiring();
    wiring.crashPoint("job.run-ended");
    Runtime.runFork(wiring.runtime)(this.request({ type: "ended", ...ended }));
  }

  /** The same for an event from outside: what the clocks did before it is decided first. */
  readonly request = (event: JobEvent): Effect.Effect<ReadonlyArray<Decision>> =>
    Effect.zipRight(
      this.lookAtClocks,
      Effect.sync(() => this.tell(event)),
    );

  /** Decide about an event, and set the timer for what is due next. */
  tell(event: JobEvent): ReadonlyArray<Decision> {
    const decisions = this.#tell(event);
    this.#timer.set();
    return decisions;
  }

  #tell(event: JobEvent): ReadonlyArray<Decision> {
    const decisions = this.#engine.tell(event);
    for (const decision of decisions) {
      this.requested.hear(decision);
      this.#hear(decision);
    }
    return decisions;
  }

  /** Called with each decision, before the next event. */
  listen(hear: (decision: Decision) => void): void {
    this.#hear = hear;
  }

  /** Look at the clocks now: what a sleep or a clock step has passed over is decided. */
  readonly lookAtClocks = Effect.suspend(() => this.#timer.lookAtClocks);

  untilDue(): number | null {
    return this.#engine.untilDue();
  }

  stateOf(job: ChildPath): JobState | undefined {
    return this.#engine.stateOf(job);
  }

  /** The paths of the slots whose runs have a slot of this pool. */
  usersOf(pool: string): ReadonlyArray<ChildPath> {
    return this.#engine.usersOf(pool);
  }

  /** The wall time at which a moment of the real clock is reached, in ms since 1970, as long as nobody sets the clock. */
  wallAt(real: number): number {
    const { now } = this.#engine;
    return now.wall + real - now.real;
  }

  conditionOf(job: ChildPath): JobCondition {
    const state = this.#engine.stateOf(job);
    return state ? conditionOf(state, this.#engine.rulesOf(job), this.#engine.now) : "removed";
  }

  nextInstantOf(job: ChildPath): number | null {
    const [state, rules] = [this.#engine.stateOf(job), this.#engine.rulesOf(job)];
    return state && rules ? nextInstant(state, rules, this.#engine.now) : null;
  }

  #declare(node: JobNode): void {
    this.#engine.declare(node.path, this.rulesFor(node));
  }

  #stop(
    job: ChildPath,
    { run, slot }: { readonly run: number; readonly slot: number },
    cause: StopCause,
  ): void {
    const node = this.#nodes.get(job);
    if (!node || this.#slots.stop(node, slot, cause)) return;
    const end = { kind: "refused", message: "it was stopped before it began" } as const;
    this.#ended({ job, run, end, at: this.#engine.now });
  }

  #show(job: ChildPath, state: JobState): void {
    const node = this.#nodes.get(job);
    if (!node) return;
    const rules = this.#engine.rulesOf(job);
    const condition = conditionOf(state, rules, this.#engine.now);
    node.shown = shownOf(state, condition, this.nextInstantOf(job));
    node.counted = state.tally ?? emptyJobTally;
    const reason = reasonFor(condition, rules?.pool ?? null);
    this.#wiring().mailbox.send(() => node.actor.send({ type: "DECIDED", condition, reason, by: "system" }));
  }
}

/** What is expected of a job of which only its rows can be read. */
const traceIn = ({ newest, waiting }: UnreadableJob): LedgerTrace | undefined =>
  newest === null ? undefined : { seenBefore: newest + 1, waiting };
