/** What one process has used up to now, and where it belongs. */
export interface ProcessCounters {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** 0 if the system does not report it. */
  readonly session: number;
  /** The start time as the system writes it: it identifies the process if its pid is reused. */
  readonly startedAt: string;
  /** How long ago that was, in seconds. */
  readonly ageSeconds: () => number;
  /** With the time of its ended children that it has waited for, if the system reports that. */
  readonly cpuSeconds: number;
  /** Bytes. */
  readonly memory: number;
}
