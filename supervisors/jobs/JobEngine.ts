import type { JobState } from "../../src/domain/job/JobState.ts";
import type { LedgerRow } from "../../src/domain/job/Ledger.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import { decide } from "../../src/policy/job/decide.ts";
import type { Decision } from "../../src/policy/job/decisions.ts";
import type { JobEvent } from "../../src/policy/job/events.ts";
import type { Now } from "../../src/policy/job/now.ts";
import { hasInstantsDue, nextWake, passing } from "../../src/policy/job/passing.ts";
import type { JobRules, TreeRules } from "../../src/policy/job/rules.ts";
import { counted } from "../../src/policy/job/tally.ts";
import type { ClockReading } from "../../src/ports/Clocks.ts";
import type { LedgerBatch } from "../../src/ports/Ledger.ts";

export type StartDecision = Extract<Decision, { readonly kind: "start" }>;

/** What the engine needs from the tree: it carries the decisions out, and shows and stores what has changed. */
interface Hands {
  readonly start: (decision: StartDecision) => void;
  readonly stop: (job: ChildPath, slot: number, reason: string) => void;
  readonly kill: (job: ChildPath, slot: number) => void;
  readonly changed: (job: ChildPath, state: JobState) => void;
  readonly store: (batch: LedgerBatch) => void;
}

/** Differences of the clocks below this are measuring errors, or a clock that is being slewed. */
const noticeableMs = 1_000;

/** What a comparison of the clocks shows. */
type Jump =
  | { readonly kind: "none" }
  | { readonly kind: "asleep"; readonly since: Now }
  | { readonly kind: "clock_set"; readonly from: number };

/** All jobs of a tree: their states, and the events that change them, one at a time. */
export class JobEngine {
  readonly #jobs = new Map<ChildPath, JobState>();
  #rules: TreeRules = { jobs: [], pools: {} };
  #last: ClockReading;
  readonly #read: () => ClockReading;
  readonly #boot: string;
  readonly #hands: Hands;

  constructor(clocks: { readonly read: () => ClockReading; readonly boot: string }, hands: Hands) {
    this.#read = clocks.read;
    this.#boot = clocks.boot;
    this.#hands = hands;
    this.#last = clocks.read();
  }

  get now(): Now {
    const { wall, real } = this.#read();
    return { wall, real };
  }

  stateOf(job: ChildPath): JobState | undefined {
    return this.#jobs.get(job);
  }

  rulesOf(job: ChildPath): JobRules | null {
    return this.#rules.jobs.find((rules) => rules.job === job) ?? null;
  }

  /** The jobs that are declared and loaded, in document order. */
  declare(rules: TreeRules): void {
    this.#rules = rules;
  }

  /** The states that an earlier daemon left. */
  recall(jobs: Iterable<readonly [ChildPath, JobState]>): void {
    for (const [job, state] of jobs) this.#jobs.set(job, state);
  }

  /** Decide about an event, and have the decisions carried out and stored. */
  tell(event: JobEvent): ReadonlyArray<Decision> {
    const { now } = this;
    const decided = decide(this.#jobs, this.#rules, event, now);
    const { decisions } = decided;
    if (decided.changed.size === 0 && decisions.length === 0) return decisions;
    const changed = counted(decided.changed, this.#jobs, decisions);
    for (const [job, state] of changed) this.#jobs.set(job, state);
    this.#hands.store(this.#batch(changed, decisions, now));
    for (const decision of decisions) this.#carryOut(decision);
    for (const [job, state] of changed) this.#hands.changed(job, state);
    return decisions;
  }

  /** The events that are due by now; each is told before the next is asked for. */
  *due(): Generator<JobEvent> {
    for (const event of passing(this.#rules)) {
      const state = event.type === "instants" ? this.#jobs.get(event.job) : undefined;
      if (event.type !== "instants" || (state && hasInstantsDue(state, this.now))) yield event;
    }
  }

  /** In how many milliseconds something is due; null: nothing is. */
  untilDue(): number | null {
    const { now } = this;
    const { wall, real } = nextWake(this.#jobs, this.#rules, now);
    const times = [...(wall === null ? [] : [wall - now.wall]), ...(real === null ? [] : [real - now.real])];
    return times.length === 0 ? null : Math.max(0, Math.min(...times));
  }

  /** Whether the machine slept, or its clock was set, since this was last asked. */
  jump(): Jump {
    const last = this.#last;
    const reading = this.#read();
    this.#last = reading;
    const realMs = reading.real - last.real;
    const sleptMs = realMs - (reading.awake - last.awake);
    const setMs = reading.wall - last.wall - realMs;
    if (Math.abs(setMs) >= noticeableMs) return { kind: "clock_set", from: reading.wall - setMs };
    if (sleptMs >= noticeableMs)
      return { kind: "asleep", since: { wall: reading.wall - sleptMs, real: reading.real - sleptMs } };
    return { kind: "none" };
  }

  #carryOut(decision: Decision): void {
    switch (decision.kind) {
      case "start":
        this.#hands.start(decision);
        return;
      case "stop": {
        const slot = this.#slotOf(decision.job, decision.run);
        if (slot !== undefined) this.#hands.stop(decision.job, slot, decision.cause);
        return;
      }
      case "kill": {
        const slot = this.#slotOf(decision.job, decision.run);
        if (slot !== undefined) this.#hands.kill(decision.job, slot);
        return;
      }
      default:
    }
  }

  #slotOf(job: ChildPath, run: number): number | undefined {
    for (const { phase } of this.#jobs.get(job)?.starts ?? [])
      if ("going" in phase && phase.going.run === run) return phase.going.slot;
    return undefined;
  }

  #batch(
    changed: ReadonlyMap<ChildPath, JobState>,
    decisions: ReadonlyArray<Decision>,
    now: Now,
  ): LedgerBatch {
    const rows = new Map<string, LedgerRow>();
    const expectedAgain: Array<{ readonly job: ChildPath; readonly from: number }> = [];
    for (const decision of decisions) {
      if (decision.kind === "settle") {
        const { job, at, outcome } = decision;
        rows.set(`${at} ${job}`, { job, at, outcome });
      }
      if (decision.kind === "expect_again") expectedAgain.push({ job: decision.job, from: decision.from });
    }
    return {
      at: { ...now, boot: this.#boot },
      jobs: [...changed].map(([job, state]) => ({ job, state })),
      rows: [...rows.values()],
      expectedAgain,
    };
  }
}
