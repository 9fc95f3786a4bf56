/** The uptime is told in hundredths of a second. */
const errorMs = 100;

/** The clocks of a system in ms: one that stands still while the machine sleeps, and its uptime, which includes sleep. */
interface SystemClocks {
  readonly awake: () => number;
  readonly uptime: () => number;
}

/**
 * For Linux: the monotonic clock of Node stands still in sleep (CLOCK_MONOTONIC), and the uptime of the system does not
 * (CLOCK_BOOTTIME). The uptime is coarse, so it only tells how much they differ.
 */
export class SleepByUptime {
  readonly #clocks: SystemClocks;
  #asleepMs: number;

  constructor(clocks: SystemClocks) {
    this.#clocks = clocks;
    this.#asleepMs = clocks.uptime() - clocks.awake();
  }

  read(): { readonly real: number; readonly awake: number } {
    const awake = this.#clocks.awake();
    const asleepMs = this.#clocks.uptime() - awake;
    if (Math.abs(asleepMs - this.#asleepMs) > errorMs) this.#asleepMs = asleepMs;
    return { real: awake + this.#asleepMs, awake };
  }
}
