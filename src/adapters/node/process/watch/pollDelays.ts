import { setTimeout as sleep } from "node:timers/promises";

const first = 10;
const longest = 100;

/** Yields when to poll something that gives no notice: soon at first, then every 100 ms, for `patience` ms in all. */
export async function* pollDelays(patience: number): AsyncGenerator<void> {
  let waited = 0;
  for (let delay = first; ; delay = Math.min(longest, delay * 2)) {
    yield;
    if (waited >= patience) return;
    await sleep(delay);
    waited += delay;
  }
}
