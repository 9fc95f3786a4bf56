/** How the daemon itself is. */
export interface Vitals {
  /** How late the event loop's timers were since the last reading, in ms. */
  readonly event_loop_delay_ms: { readonly p50: number; readonly p99: number; readonly max: number };
  /** Resident memory, in bytes. */
  readonly memory: number;
  /** Open files, sockets and FIFOs, and how many there may be; null where the system doesn't tell. */
  readonly descriptors: { readonly open: number; readonly limit: number } | null;
  /** What is free on the disk of the home, in bytes; null where the system doesn't tell. */
  readonly disk_free: number | null;
}

/** The vitals, and what is wrong with them. */
export interface Health extends Vitals {
  /** For people: each sign that is beyond its limit, and what to do. */
  readonly ailments: ReadonlyArray<string>;
}
