import type { StopCause } from "../../src/domain/job/JobRun.ts";
import type { JobState } from "../../src/domain/job/JobState.ts";
import type { LedgerRow } from "../../src/domain/job/Ledger.ts";
import { type ChildPath, join } from "../../src/domain/tree/ChildPath.ts";
import { decide } from "../../src/policy/job/decide.ts";
import type { Decision } from "../../src/policy/job/decisions.ts";
import type { JobEvent } from "../../src/policy/job/events.ts";
import type { Now } from "../../src/policy/job/now.ts";
import { hasInstantsDue, nextWake, passing } from "../../src/policy/job/passing.ts";
import type { JobRules, TreeRules } from "../../src/policy/job/rules.ts";
import { counted } from "../../src/policy/job/tally.ts";
import { isBusy } from "../../src/policy/job/turn.ts";
import type { ClockReading } from "../../src/ports/machine/Clocks.ts";
import type { LedgerBatch } from "../../src/ports/store/Ledger.ts";

export type StartDecision = Extract<Decision, { readonly kind: "start" }>;

/** A run that goes: its number in its job, and that of its slot. */
interface Going {
  readonly run: number;
  readonly slot: number;
}

/** What the engine needs from the tree: it carries the decisions out, and shows and stores what has changed. */
interface Hands {
  readonly start: (decision: StartDecision) => void;
  readonly stop: (job: ChildPath, going: Going, cause: StopCause) => void;
  readonly kill: (job: ChildPath, going: Going) => void;
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
  readonly #rules = new Map<ChildPath, JobRules>();
  #pools: TreeRules["pools"] = {};
  readonly #busy = new Set<ChildPath>();
  /** The first instant that is expected; undefined: it has to be looked for. */
  #first: number | null | undefined = null;
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

  /** The paths of the slots whose runs have a slot of this pool. */
  usersOf(pool: string): ReadonlyArray<ChildPath> {
    return [...this.#busy].flatMap((job) =>
      (this.#jobs.get(job)?.starts ?? []).flatMap(({ phase }) =>
        "going" in phase && phase.going.pool === pool ? [join(job, `#${phase.going.slot}`)] : [],
      ),
    );
  }

  rulesOf(job: ChildPath): JobRules | null {
    return this.#rules.get(job) ?? null;
  }

  /** These rules of a job hold from now on; null: it is not declared any more. */
  declare(job: ChildPath, rules: JobRules | null): void {
    if (rules) this.#rules.set(job, rules);
    else this.#rules.delete(job);
  }

  set pools(pools: TreeRules["pools"]) {
    this.#pools = pools;
  }

  get #declared(): TreeRules {
    return { jobs: this.#rules, pools: this.#pools };
  }

  /** The states that an earlier daemon left. */
  recall(jobs: Iterable<readonly [ChildPath, JobState]>): void {
    for (const [job, state] of jobs) this.#set(job, state);
  }

  #set(job: ChildPath, state: JobState): void {
    const before = this.#jobs.get(job);
    this.#jobs.set(job, state);
    if (isBusy(state)) this.#busy.add(job);
    else this.#busy.delete(job);
    const first = this.#first;
    if (first === undefined) return;
    if (before?.next === first && before?.next !== state.next) this.#first = undefined;
    else if (state.next !== null && (first === null || state.next < first)) this.#first = state.next;
  }

  /** Decide about an event, and have the decisions carried out and stored. */
  tell(event: JobEvent): ReadonlyArray<Decision> {
    const { now } = this;
    const decided = decide(this.#jobs, this.#declared, event, now, [...this.#busy]);
    const { decisions } = decided;
    if (decided.changed.size === 0 && decisions.length === 0) return decisions;
    const changed = counted(decided.changed, this.#jobs, decisions);
    for (const [job, state] of changed) this.#set(job, state);
    this.#hands.store(this.#batch(changed, decisions, now));
    for (const decision of decisions) this.#carryOut(decision);
    for (const [job, state] of changed) this.#hands.changed(job, state);
    return decisions;
  }

  /** The events that are due by now; each is told before the next is asked for. */
  *due(): Generator<JobEvent> {
    // Read once: with thousands of jobs, the clock itself would cost more than the rest.
    const { now } = this;
    for (const event of passing(this.#declared)) {
      const state = event.type === "instants" ? this.#jobs.get(event.job) : undefined;
      if (event.type !== "instants" || (state && hasInstantsDue(state, now))) yield event;
    }
  }

  /** In how many milliseconds something is due; null: nothing is. */
  untilDue(): number | null {
    const { now } = this;
    const busy = new Map([...this.#busy].flatMap((job) => this.#withState(job)));
    const { wall, real } = nextWake(busy, this.#declared, now);
    const first = this.#firstInstant();
    const times = [
      ...(first === null ? [] : [first - now.wall]),
      ...(wall === null ? [] : [wall - now.wall]),
      ...(real === null ? [] : [real - now.real]),
    ];
    return times.length === 0 ? null : Math.max(0, Math.min(...times));
  }

  #withState(job: ChildPath): ReadonlyArray<readonly [ChildPath, JobState]> {
    const state = this.#jobs.get(job);
    return state ? [[job, state]] : [];
  }

  /** The first instant of all jobs. Of thousands, few have the first one, so it is seldom looked for. */
  #firstInstant(): number | null {
    if (this.#first === undefined) {
      let first: number | null = null;
      for (const { next } of this.#jobs.values())
        if (next !== null && (first === null || next < first)) first = next;
      this.#first = first;
    }
    return this.#first;
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
        const going = this.#going(decision);
        if (going) this.#hands.stop(decision.job, going, decision.cause);
        return;
      }
      case "kill": {
        const going = this.#going(decision);
        if (going) this.#hands.kill(decision.job, going);
        return;
      }
      default:
    }
  }

  #going({ job, run }: { readonly job: ChildPath; readonly run: number }): Going | undefined {
    for (const { phase } of this.#jobs.get(job)?.starts ?? [])
      if ("going" in phase && phase.going.run === run) return phase.going;
    return undefined;
  }

  #batch(
    changed: ReadonlyMap<ChildPath, JobState>,
    decisions: ReadonlyArray<Decision>,
    now: Now,
  ): LedgerBatch {
    const rows = new Map<string, LedgerRow>();
    const superseded: Array<LedgerBatch["superseded"][number]> = [];
    const expectedAgain: Array<{ readonly job: ChildPath; readonly from: number }> = [];
    for (const decision of decisions) {
      if (decision.kind === "settle") {
        const { job, at, outcome } = decision;
        rows.set(`${at} ${job}`, { job, at, outcome });
      }
      if (decision.kind === "supersede") superseded.push({ job: decision.job, range: decision.range });
      if (decision.kind === "expect_again") expectedAgain.push({ job: decision.job, from: decision.from });
    }
    return {
      at: { ...now, boot: this.#boot },
      jobs: [...changed].map(([job, state]) => ({ job, state })),
      rows: [...rows.values()],
      superseded,
      expectedAgain,
    };
  }
}
