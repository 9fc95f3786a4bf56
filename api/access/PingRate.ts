/** So many reports of one key are taken within a minute. */
const most = 120;
const window = 60_000;

/** So many keys are counted; of more, the oldest are forgotten. */
const counted = 10_000;

/** How often the keys of ping addresses were used lately. */
export class PingRate {
  readonly #uses = new Map<string, { readonly since: number; count: number }>();

  /** Whether one more report may come now, ms since the epoch; otherwise in how many seconds. */
  take(key: string, now: number): "ok" | number {
    const uses = this.#uses.get(key);
    if (!uses || now - uses.since >= window || now < uses.since) {
      this.#uses.delete(key);
      this.#uses.set(key, { since: now, count: 1 });
      const [oldest] = this.#uses.keys();
      if (this.#uses.size > counted && oldest !== undefined) this.#uses.delete(oldest);
      return "ok";
    }
    if (uses.count >= most) return Math.ceil((uses.since + window - now) / 1000);
    uses.count += 1;
    return "ok";
  }
}
