import type { DaemonStats } from "../../domain/view/DaemonStats.ts";

/** The limits beyond which the daemon reports a health problem. */
export const healthLimits = {
  /** In ms. A tree of a thousand children must not stall noticeably. */
  eventLoopMs: 250,
  /** In bytes; ten times what a daemon with a hundred children uses. */
  memory: 600 * 1024 * 1024,
  /** Fraction of the descriptors that may be open: each start needs some more. */
  descriptors: 0.8,
  /** In bytes; enough for the output of the children until someone responds to the alarm. */
  diskFree: 200 * 1024 * 1024,
  /** In ms; how old unread output may get before `logs` is noticeably behind. */
  outputLagMs: 10_000,
} as const;

/** A check of the daemon's own health that failed. */
export interface HealthProblem {
  readonly check: "event loop" | "memory" | "descriptors" | "disk" | "output" | "home" | "journal";
  readonly reason: string;
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`;

/** The problems of the daemon itself. */
export const healthProblems = (stats: DaemonStats): ReadonlyArray<HealthProblem> => {
  const { event_loop_delay_ms: delay, memory, descriptors, disk_free, output_lag } = stats;
  const found: Array<HealthProblem> = [];
  if (delay.max > healthLimits.eventLoopMs) {
    const reason = `the event loop was blocked for ${Math.round(delay.max)} ms: the machine is overloaded, the daemon was suspended for a while, or it has a bug`;
    found.push({ check: "event loop", reason });
  }
  if (memory > healthLimits.memory) {
    const reason = `the daemon uses ${megabytes(memory)} of memory; \`sentinel daemon --replace\` starts a new one without touching any child`;
    found.push({ check: "memory", reason });
  }
  if (descriptors && descriptors.open > descriptors.limit * healthLimits.descriptors) {
    const reason = `${descriptors.open} of ${descriptors.limit} descriptors are open; raise the limit (ulimit -n, LimitNOFILE)`;
    found.push({ check: "descriptors", reason });
  }
  if (disk_free !== null && disk_free < healthLimits.diskFree) {
    const reason = `only ${megabytes(disk_free)} are free on the disk of the home; free some space`;
    found.push({ check: "disk", reason });
  }
  if (output_lag.oldest_unread_ms > healthLimits.outputLagMs) {
    const seconds = Math.round(output_lag.oldest_unread_ms / 1000);
    const reason = `the output of ${output_lag.child} is read ${seconds} s late, with ${megabytes(output_lag.unread_bytes)} unread in total: nothing is lost, but \`logs\` does not show it yet; reduce its output, or check what else keeps the machine busy`;
    found.push({ check: "output", reason });
  }
  if (stats.journal !== undefined) {
    const { reason, waiting, dropped } = stats.journal;
    const lost = dropped === 0 ? "" : `, and ${dropped} older ones are lost`;
    found.push({ check: "journal", reason: `${reason} ${waiting} events wait${lost}` });
  }
  if (stats.home_lost !== undefined) found.push({ check: "home", reason: stats.home_lost });
  return found;
};

/** The problems that are new: each is reported once, until it is resolved. */
export const newProblems = (
  before: ReadonlyArray<HealthProblem>,
  now: ReadonlyArray<HealthProblem>,
): ReadonlyArray<HealthProblem> => now.filter(({ check }) => !before.some((one) => one.check === check));
