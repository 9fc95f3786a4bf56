import type { JobState } from "../../src/domain/job/JobState.ts";
import { runId } from "../../src/domain/Run.ts";
import { type ChildPath, join } from "../../src/domain/tree/ChildPath.ts";
import type { Decision } from "../../src/policy/job/decisions.ts";

/** What is known of a start that somebody asked for, also after its end. */
export interface RequestedStart {
  /** The ids of its runs. */
  readonly runs: ReadonlyArray<string>;
  /** Why it ended without a run; null: it did not. */
  readonly withdrawn: Extract<Decision, { readonly kind: "withdraw" }>["because"] | null;
}

/** How many starts of a job are remembered. */
const most = 100;

/**
 * The newest starts by hand of each job, for those who asked for them. The state of a job forgets a start as soon as it has ended,
 * and a follower may look later. In memory only: the runs themselves are in the history, and the next daemon recalls what goes on.
 */
export class RequestedStarts {
  readonly #starts = new Map<ChildPath, Map<number, RequestedStart>>();

  /** Those that an earlier daemon left, with the attempt that goes on: others asked for the earlier attempts. */
  recall(job: ChildPath, { starts, line }: JobState): void {
    for (const { id, request } of line)
      if (request !== null) this.#set({ job, start: id }, { runs: [], withdrawn: null });
    for (const { id, request, phase } of starts) {
      if (request === null) continue;
      const runs = "going" in phase ? [runId(join(job, `#${phase.going.slot}`), phase.going.run)] : [];
      this.#set({ job, start: id }, { runs, withdrawn: null });
    }
  }

  /** Take a decision into account. */
  hear(decision: Decision): void {
    if (decision.kind === "admit") this.#set(decision, { runs: [], withdrawn: null });
    else if (decision.kind === "withdraw") this.#set(decision, { runs: [], withdrawn: decision.because });
    else if (decision.kind === "start" && decision.request !== null) {
      const { job, start, slot, run } = decision;
      const runs = [...(this.find(job, start)?.runs ?? []), runId(join(job, `#${slot}`), run)];
      this.#set(decision, { runs, withdrawn: null });
    }
  }

  find(job: ChildPath, start: number): RequestedStart | undefined {
    return this.#starts.get(job)?.get(start);
  }

  #set({ job, start }: { readonly job: ChildPath; readonly start: number }, known: RequestedStart): void {
    const starts = this.#starts.get(job) ?? new Map<number, RequestedStart>();
    this.#starts.set(job, starts.set(start, known));
    const [oldest] = starts.keys();
    if (starts.size > most && oldest !== undefined) starts.delete(oldest);
  }
}
