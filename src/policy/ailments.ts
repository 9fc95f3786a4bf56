import type { Vitals } from "../domain/Vitals.ts";

/** Beyond these a person should look. */
export const limits = {
  /** A tree of a thousand children must never stall for longer than a person notices, in ms. */
  eventLoopMs: 250,
  /** Ten times what a daemon with a hundred children takes, in bytes. */
  memory: 600 * 1024 * 1024,
  /** Share of the descriptors that may be open: each start needs some more. */
  descriptors: 0.8,
  /** Room for what children print until somebody has seen the alarm, in bytes. */
  diskFree: 200 * 1024 * 1024,
  /** Who reads what is printed, or searches it, should not miss more than this, in ms. */
  outputLagMs: 10_000,
} as const;

/** A sign that is beyond its limit. */
export interface Ailment {
  readonly sign: "event loop" | "memory" | "descriptors" | "disk" | "output";
  readonly reason: string;
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`;

/** What is wrong with the daemon itself. */
export const ailmentsOf = (vitals: Vitals): ReadonlyArray<Ailment> => {
  const { event_loop_delay_ms: delay, memory, descriptors, disk_free, output_lag } = vitals;
  const found: Array<Ailment> = [];
  if (delay.max > limits.eventLoopMs) {
    const reason = `the event loop was held for ${Math.round(delay.max)} ms: the machine is overloaded, the daemon was stopped for a while, or it has a bug`;
    found.push({ sign: "event loop", reason });
  }
  if (memory > limits.memory) {
    const reason = `the daemon uses ${megabytes(memory)} of memory; \`sentinel daemon --replace\` starts a fresh one and touches no child`;
    found.push({ sign: "memory", reason });
  }
  if (descriptors && descriptors.open > descriptors.limit * limits.descriptors) {
    const reason = `${descriptors.open} of ${descriptors.limit} descriptors are open; raise the limit (ulimit -n, LimitNOFILE)`;
    found.push({ sign: "descriptors", reason });
  }
  if (disk_free !== null && disk_free < limits.diskFree) {
    const reason = `${megabytes(disk_free)} are free on the disk of the home; free some space`;
    found.push({ sign: "disk", reason });
  }
  if (output_lag.oldest_unread_ms > limits.outputLagMs) {
    const seconds = Math.round(output_lag.oldest_unread_ms / 1000);
    const reason = `what ${output_lag.child} prints is read ${seconds} s late, ${megabytes(output_lag.unread_bytes)} wait in all: nothing is lost, but \`logs\` does not show it yet; let it print less, or see what else keeps the machine busy`;
    found.push({ sign: "output", reason });
  }
  return found;
};

/** The ailments that were not there before: each is told once, until it has gone. */
export const fresh = (before: ReadonlyArray<Ailment>, now: ReadonlyArray<Ailment>): ReadonlyArray<Ailment> =>
  now.filter(({ sign }) => !before.some((one) => one.sign === sign));
