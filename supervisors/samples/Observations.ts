import type { Sample, SampleKind, SampleLabels } from "../../src/domain/sample/Sample.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { Now } from "../node/views/clock.ts";

/** How many wait to be taken; beyond it the oldest are dropped. */
const mostWaiting = 10_000;

/** What happens now and then and is measured at once: ends of runs, restarts, attempts of probes. */
export class Observations {
  readonly #now: Now;
  #waiting: Array<Sample> = [];

  constructor(now: Now) {
    this.#now = now;
  }

  /** A run of a child ended after so many seconds. */
  runEnded(subject: ChildPath, result: string, seconds: number): void {
    this.#add("sentinel_process_run_duration_seconds", "dist", subject, { result }, seconds);
  }

  /** A child was restarted without a request. */
  restarted(subject: ChildPath, reason: string): void {
    this.#add("sentinel_process_restarts_total", "counter", subject, { reason }, 1);
  }

  /** An attempt of a probe took so many seconds. */
  probed(subject: ChildPath, probe: string, outcome: string, seconds: number): void {
    this.#add("sentinel_process_probe_duration_seconds", "dist", subject, { probe, outcome }, seconds);
  }

  addAll(samples: ReadonlyArray<Sample>): void {
    this.#waiting = [...this.#waiting, ...samples].slice(-mostWaiting);
  }

  /** Those since the last call. */
  take(): ReadonlyArray<Sample> {
    const taken = this.#waiting;
    this.#waiting = [];
    return taken;
  }

  #add(metric: string, kind: SampleKind, subject: ChildPath, labels: SampleLabels, value: number): void {
    if (this.#waiting.length >= mostWaiting) this.#waiting.shift();
    this.#waiting.push({ metric, kind, subject, labels, at: Date.parse(this.#now.wall()), value });
  }
}
