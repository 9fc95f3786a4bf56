import type { ChildPath } from "./ChildPath.ts";

/** How the daemon's process is. */
export interface ProcessVitals {
  /** How late the event loop's timers were since the last reading, in ms. */
  readonly event_loop_delay_ms: { readonly p50: number; readonly p99: number; readonly max: number };
  /** Resident memory, in bytes. */
  readonly memory: number;
  /** Open files, sockets and FIFOs, and how many there may be; null where the system doesn't tell. */
  readonly descriptors: { readonly open: number; readonly limit: number } | null;
  /** What is free on the disk of the home, in bytes; null where the system doesn't tell. */
  readonly disk_free: number | null;
}

/** How far the daemon's reading of the children's files is behind what they have printed. */
export interface OutputLag {
  /** Of all children together; the beginning of a line that was read and has no end yet is none of them. */
  readonly unread_bytes: number;
  /** How long the daemon has known of the oldest of them, in ms; 0 where nothing is unread. */
  readonly oldest_unread_ms: number;
  /** Whose that one is; null where nothing is unread. */
  readonly child: ChildPath | null;
}

/** How the daemon itself is. */
export interface Vitals extends ProcessVitals {
  readonly output_lag: OutputLag;
}

/** The vitals, and what is wrong with them. */
export interface Health extends Vitals {
  /** For people: each sign that is beyond its limit, and what to do. */
  readonly ailments: ReadonlyArray<string>;
}
