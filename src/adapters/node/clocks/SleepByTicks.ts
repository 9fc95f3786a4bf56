/** How often the clock is read, in ms. */
export const tickMs = 5_000;

/**
 * For macOS. Node's monotonic clock includes sleep there (mach_continuous_time), and no clock that excludes it can be read.
 * A gap of two ticks or more between two readings is sleep, measured to within one tick.
 */
export class SleepByTicks {
  readonly #real: () => number;
  #lastMs: number;
  #asleepMs = 0;

  constructor(real: () => number) {
    this.#real = real;
    this.#lastMs = real();
  }

  /** To be called at every tick. */
  readonly read = (): { readonly real: number; readonly awake: number } => {
    const real = this.#real();
    const passedMs = real - this.#lastMs;
    if (passedMs >= 2 * tickMs) this.#asleepMs += passedMs - tickMs;
    this.#lastMs = real;
    return { real, awake: real - this.#asleepMs };
  };
}
