/** How often the clock is looked at, ms. */
export const tickMs = 5_000;

/**
 * For macOS, where the monotonic clock of Node goes on in sleep (mach_continuous_time) and none that stands still can be
 * read: a machine on which nobody has looked at the clock for long has slept. The time asleep is known up to a tick.
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
