import type { JobRun } from "../../../src/domain/job/JobRun.ts";
import type { JobState } from "../../../src/domain/job/JobState.ts";
import type { InstantOutcome, LedgerRow } from "../../../src/domain/job/Ledger.ts";
import { conditionOf, nextInstant } from "../../../src/policy/job/condition.ts";
import { decide } from "../../../src/policy/job/decide.ts";
import type { Decision } from "../../../src/policy/job/decisions.ts";
import type { EndedRun, JobEvent } from "../../../src/policy/job/events.ts";
import type { Now } from "../../../src/policy/job/now.ts";
import { hasInstantsDue, nextWake, passing } from "../../../src/policy/job/passing.ts";
import type { TreeRules } from "../../../src/policy/job/rules.ts";
import { rulesOf, treeRulesOf } from "./caseRules.ts";
import type { Answer, Away, Case, CaseState, Observed, Stimulus } from "./jobCase.ts";
import { SimulatedRuns } from "./SimulatedRuns.ts";
import { seenLedger, seenRuns } from "./seen.ts";
import { duration, textOf, timeOf } from "./times.ts";

/** A time without a daemon, or asleep: `ended` in its first second. */
interface Absence {
  readonly kind: Away;
  readonly since: Now;
  readonly until: number;
  readonly ended: ReadonlyArray<EndedRun>;
}

const isAbsence = (stimulus: Stimulus): stimulus is Extract<Stimulus, { readonly do: Away }> =>
  stimulus.do === "down" || stimulus.do === "off" || stimulus.do === "sleep";

/** A case on the decisions alone: runs are simulated, and a second is processed in the order of rule 1. */
export class PolicyRun {
  readonly jobs = new Map<string, JobState>();
  readonly ledger = new Map<string, Map<number, InstantOutcome>>();
  readonly runs = new Map<string, JobRun>();
  readonly decided: Array<Decision> = [];
  private readonly states: Array<CaseState> = [];
  private readonly answers: Array<Answer> = [];
  private readonly theCase: Case;
  private readonly simulated: SimulatedRuns;
  private rules: TreeRules;
  private declared: Case["jobs"];
  private absence: Absence | null = null;
  private real: number;
  private offset = 0;

  constructor(theCase: Case) {
    this.theCase = theCase;
    this.simulated = new SimulatedRuns(theCase.jobs);
    this.rules = treeRulesOf(theCase);
    this.declared = theCase.jobs;
    this.real = timeOf(theCase.from);
  }

  observe(): Observed {
    for (const job of this.rules.jobs.keys()) this.dispatch({ type: "load", job });
    const until = timeOf(this.theCase.until);
    while (this.real <= until) {
      this.liveThroughSecond();
      this.real = this.nextSecond();
    }
    const names = Object.keys(this.theCase.jobs);
    return {
      ledger: seenLedger(names, this.ledger),
      runs: seenRuns(names, [...this.runs.values()]),
      ...(this.states.length > 0 ? { states: this.states } : {}),
      ...(this.answers.length > 0 ? { answers: this.answers } : {}),
    };
  }

  private get now(): Now {
    return { wall: this.real + this.offset, real: this.real };
  }

  private stimuli(): ReadonlyArray<Stimulus> {
    return (this.theCase.do ?? []).filter(({ at }) => timeOf(at) === this.real);
  }

  private liveThroughSecond(): void {
    if (this.absence?.until === this.real) this.return(this.absence);
    const stimuli = this.stimuli();
    for (const stimulus of stimuli) {
      if (isAbsence(stimulus)) this.leave(stimulus.do, timeOf(stimulus.to));
      if (stimulus.do === "pause") this.perform(stimulus);
    }
    if (!this.absence) {
      this.endRuns();
      for (const stimulus of stimuli)
        if (!isAbsence(stimulus) && stimulus.do !== "pause") this.perform(stimulus);
      this.passTime();
    }
    if (this.theCase.look?.some((at) => timeOf(at) === this.real)) this.look();
  }

  private leave(kind: Away, until: number): void {
    const ended = kind === "down" ? [] : this.simulated.ended(this.now);
    this.absence = { kind, since: this.now, until, ended };
    if (kind === "off") this.simulated.lose();
    if (kind === "sleep") this.simulated.sleep(until - this.real);
  }

  private return({ kind, since, ended }: Absence): void {
    this.absence = null;
    const before = { wall: this.now.wall - 1_000, real: this.real - 1_000 };
    this.dispatch({
      type: "back",
      from: kind === "sleep" ? "asleep" : kind,
      since,
      ended: [...ended, ...this.simulated.ended(before)],
    });
  }

  private endRuns(): void {
    for (const ended of this.simulated.ended(this.now)) this.dispatch({ type: "ended", ...ended });
  }

  private passTime(): void {
    for (const event of passing(this.rules)) {
      const state = event.type === "instants" ? this.jobs.get(event.job) : undefined;
      if (!state || hasInstantsDue(state, this.now)) this.dispatch(event);
    }
    if (this.wakeAt() <= this.real) this.passTime();
  }

  private perform(stimulus: Stimulus): void {
    switch (stimulus.do) {
      case "pause":
        this.dispatch({
          type: "pause",
          job: stimulus.job,
          until: stimulus.until === undefined ? null : timeOf(stimulus.until),
        });
        return;
      case "clock": {
        const from = this.now.wall;
        this.offset += duration(stimulus.by);
        this.dispatch({ type: "clock_set", from, ahead: this.rowsFrom(this.now.wall) });
        return;
      }
      case "edit": {
        const { job } = stimulus;
        this.declared = { ...this.declared, [job]: { ...this.declared[job], ...stimulus.set } };
        const rules = rulesOf(job, this.declared[job] ?? {});
        this.dispatch({ type: "edit", job, rules });
        this.rules = {
          ...this.rules,
          jobs: new Map(this.rules.jobs).set(job, rules),
        };
        return;
      }
      case "remove":
        this.dispatch({ type: "remove", job: stimulus.job, cause: "removed" });
        this.rules = {
          ...this.rules,
          jobs: new Map([...this.rules.jobs].filter(([job]) => job !== stimulus.job)),
        };
        return;
      case "run":
        this.runByHand(stimulus.job);
        return;
      case "resume":
      case "skip_next":
      case "abort":
        this.dispatch({ type: stimulus.do, job: stimulus.job });
        return;
      default:
        throw new Error(`unknown stimulus ${stimulus.do}`);
    }
  }

  private runByHand(job: string): void {
    const answers = this.dispatch({ type: "run", job, request: { by: "system", parameters: {} } });
    const admitted = answers.find(({ kind }) => kind === "admit");
    const start =
      admitted?.kind === "admit"
        ? this.jobs.get(job)?.starts.find(({ id }) => id === admitted.start)
        : undefined;
    const waits = admitted && start?.phase.kind !== "running";
    const answer = admitted ? (waits ? "waiting" : "started") : "refused";
    this.answers.push({ at: textOf(this.real), job, answer });
  }

  private look(): void {
    for (const job of Object.keys(this.theCase.jobs)) {
      const state = this.jobs.get(job);
      const rules = this.rules.jobs.get(job) ?? null;
      if (!state) continue;
      const next = rules && nextInstant(state, rules, this.now);
      this.states.push({
        at: textOf(this.real),
        job,
        state: conditionOf(state, rules, this.now),
        waiting: state.line.length,
        next: next === null ? null : textOf(next),
      });
    }
  }

  private dispatch(event: JobEvent): ReadonlyArray<Decision> {
    const { changed, decisions } = decide(this.jobs, this.rules, event, this.now);
    for (const [job, state] of changed) this.jobs.set(job, state);
    for (const decision of decisions) this.carryOut(decision);
    this.decided.push(...decisions);
    if (decisions.some(({ kind }) => kind === "stop" || kind === "kill")) this.endRuns();
    return decisions;
  }

  private carryOut(decision: Decision): void {
    switch (decision.kind) {
      case "start": {
        const { job, run, slot, trigger, scheduledFor, startedAt, attempt } = decision;
        const open = { endedAt: null, outcome: "running", reason: null } as const;
        this.runs.set(`${job} ${run}`, {
          job,
          run,
          slot,
          trigger,
          scheduledFor,
          startedAt,
          attempt,
          ...open,
        });
        this.simulated.start(job, run, this.now);
        return;
      }
      case "stop":
        this.simulated.askToStop(decision.job, decision.run, this.now);
        return;
      case "kill":
        this.simulated.kill(decision.job, decision.run, this.now);
        return;
      case "end": {
        const run = this.runs.get(`${decision.job} ${decision.run}`);
        if (run?.outcome !== "running") throw new Error(`run ${decision.run} ended although it did not run`);
        const { endedAt, outcome, reason } = decision;
        this.runs.set(`${decision.job} ${decision.run}`, { ...run, endedAt, outcome, reason });
        return;
      }
      case "settle":
        this.rowsOf(decision.job).set(decision.at, decision.outcome);
        return;
      case "supersede": {
        const { from, until, reason } = decision.range;
        for (const [at, outcome] of this.rowsOf(decision.job))
          if (from <= at && at < until && "reason" in outcome && outcome.reason === reason)
            this.rowsOf(decision.job).set(at, { outcome: "superseded" });
        return;
      }
      case "expect_again":
        for (const [at, { outcome }] of this.rowsOf(decision.job))
          if (at >= decision.from && (outcome === "missed" || outcome === "superseded"))
            this.rowsOf(decision.job).delete(at);
    }
  }

  private rowsOf(job: string): Map<number, InstantOutcome> {
    const rows = this.ledger.get(job) ?? new Map<number, InstantOutcome>();
    this.ledger.set(job, rows);
    return rows;
  }

  private rowsFrom(wall: number): ReadonlyArray<LedgerRow> {
    return [...this.ledger].flatMap(([job, rows]) =>
      [...rows].filter(([at]) => at >= wall).map(([at, outcome]) => ({ job, at, outcome })),
    );
  }

  /** The real time at which something is due; infinity if nothing is. */
  private wakeAt(): number {
    const { wall, real } = nextWake(this.jobs, this.rules, this.now);
    return Math.min(
      real ?? Number.POSITIVE_INFINITY,
      wall === null ? Number.POSITIVE_INFINITY : wall - this.offset,
    );
  }

  private nextSecond(): number {
    const { do: stimuli = [], look = [], until } = this.theCase;
    const planned = [...stimuli.map(({ at }) => at), ...look, until].map(timeOf);
    const later = planned.filter((at) => at > this.real);
    const moving = this.absence
      ? [this.absence.until]
      : [Math.max(this.wakeAt(), this.real + 1_000), this.simulated.nextEnd()];
    return Math.min(timeOf(until) + 1_000, ...later, ...moving);
  }
}
