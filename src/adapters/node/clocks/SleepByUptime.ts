/** The uptime has a resolution of 10 ms; a smaller change of the difference than this, in ms, is not sleep. */
const errorMs = 100;

/** The clocks of a system in ms: a monotonic one that excludes sleep, and the uptime, which includes it. */
interface SystemClocks {
  readonly awake: () => number;
  readonly uptime: () => number;
}

/**
 * For Linux. Node's monotonic clock excludes sleep (CLOCK_MONOTONIC), and the uptime of the system includes it
 * (CLOCK_BOOTTIME). The uptime is coarse, so it is used only to measure the difference between the two.
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
