const window = 60_000;

/** So many keys are counted; of more, the oldest are forgotten. */
const counted = 10_000;

/** How often something was done lately, for each of many keys. */
export class PingRate {
  readonly #uses = new Map<string, { readonly since: number; count: number }>();
  readonly #most: number;

  /** `most`: so many uses of one key are allowed within a minute. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Whether one more use is allowed now, ms since the epoch; otherwise in how many seconds. */
  take(key: string, now: number): "ok" | number {
    const uses = this.#uses.get(key);
    if (!uses || now - uses.since >= window || now < uses.since) {
      this.#uses.delete(key);
      this.#uses.set(key, { since: now, count: 1 });
      const [oldest] = this.#uses.keys();
      if (this.#uses.size > counted && oldest !== undefined) this.#uses.delete(oldest);
      return "ok";
    }
    if (uses.count >= this.#most) return Math.ceil((uses.since + window - now) / 1000);
    uses.count += 1;
    return "ok";
  }
}
