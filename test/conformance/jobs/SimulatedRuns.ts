import type { EndedRun } from "../../../src/policy/job/events.ts";
import type { Now } from "../../../src/policy/job/now.ts";
import type { CaseJob, CaseRun } from "./jobCase.ts";
import { duration } from "./times.ts";

interface Simulated {
  readonly job: string;
  readonly run: number;
  readonly script: CaseRun;
  /** Real time; infinity: never by itself. */
  endsAt: number;
}

/** The processes of a case: each ends when its script says so, or when it obeys a request to stop. */
export class SimulatedRuns {
  private readonly alive = new Map<string, Simulated>();
  private readonly scripts: Readonly<Record<string, CaseJob>>;

  constructor(scripts: Readonly<Record<string, CaseJob>>) {
    this.scripts = scripts;
  }

  start(job: string, run: number, now: Now): void {
    const scripts = this.scripts[job]?.runs ?? [{}];
    const script = scripts[Math.min(run, scripts.length) - 1] ?? {};
    const takes = script.takes ?? "10s";
    const endsAt = takes === "forever" ? Number.POSITIVE_INFINITY : now.real + duration(takes);
    this.alive.set(`${job} ${run}`, { job, run, script, endsAt });
  }

  /** It ends at the earliest of its own end and the time that it needs to obey. */
  askToStop(job: string, run: number, now: Now): void {
    const simulated = this.alive.get(`${job} ${run}`);
    if (!simulated || simulated.script.on_term === "ignore") return;
    const { on_term: needs = "obey" } = simulated.script;
    simulated.endsAt = Math.min(simulated.endsAt, now.real + (needs === "obey" ? 0 : duration(needs)));
  }

  kill(job: string, run: number, now: Now): void {
    const simulated = this.alive.get(`${job} ${run}`);
    if (simulated) simulated.endsAt = now.real;
  }

  /** Those that have ended by now, in the order of their ends. */
  ended({ wall, real }: Now): ReadonlyArray<EndedRun> {
    const over = [...this.alive.values()]
      .filter(({ endsAt }) => endsAt <= real)
      .sort((a, b) => a.endsAt - b.endsAt);
    return over.map(({ job, run, script: { exit = 0 }, endsAt }) => {
      this.alive.delete(`${job} ${run}`);
      return {
        job,
        run,
        end: { kind: "exited", exit: { code: exit }, succeeded: exit === 0 },
        at: { wall: wall - (real - endsAt), real: endsAt },
      };
    });
  }

  /** They stood still for this long. */
  sleep(forMs: number): void {
    for (const simulated of this.alive.values()) simulated.endsAt += forMs;
  }

  /** The machine lost its power. */
  lose(): void {
    this.alive.clear();
  }

  /** When the next one ends. */
  nextEnd(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...[...this.alive.values()].map(({ endsAt }) => endsAt));
  }
}
