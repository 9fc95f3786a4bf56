import type { ChildPath } from "../tree/ChildPath.ts";

/** Measurements of the daemon's process. */
export interface ProcessStats {
  /** The delay of the event loop's timers since the last measurement, in ms. */
  readonly event_loop_delay_ms: { readonly p50: number; readonly p99: number; readonly max: number };
  /** Resident memory, in bytes. */
  readonly memory: number;
  /** Seconds of CPU time since its start; older daemons don't report it. */
  readonly cpu_seconds?: number;
  /** The number of open file descriptors and its limit; null if the system doesn't report it. */
  readonly descriptors: { readonly open: number; readonly limit: number } | null;
  /** Free space on the disk of the home, in bytes; null if the system doesn't report it. */
  readonly disk_free: number | null;
  /** If the home was deleted or moved while the daemon runs: what happened to it, and what to do. */
  readonly home_lost?: string;
}

/** How far the daemon is behind in reading the output of its children. */
export interface OutputLag {
  /** The sum over all children, without partial lines that were read already. */
  readonly unread_bytes: number;
  /** How long the daemon has known of the oldest unread byte, in ms; 0 if nothing is unread. */
  readonly oldest_unread_ms: number;
  /** The child that wrote it; null if nothing is unread. */
  readonly child: ChildPath | null;
}

/** A journal that can't be written. */
export interface JournalTrouble {
  readonly reason: string;
  /** The number of events that wait in memory to be written. */
  readonly waiting: number;
  /** The number of events for which there was no room in memory. */
  readonly dropped: number;
}

/** Measurements of the daemon: its process, its reading of output, and its journal. */
export interface DaemonStats extends ProcessStats {
  readonly output_lag: OutputLag;
  /** Omitted while the journal can be written. */
  readonly journal?: JournalTrouble;
}

/** The measurements, and the problems they show. */
export interface DaemonHealth extends DaemonStats {
  /** For each measurement beyond its limit: what is wrong, and what to do. */
  readonly ailments: ReadonlyArray<string>;
}
