import { setTimeout as sleep } from "node:timers/promises";

const first = 10;
const slowest = 100;

/** Moments to look at something that can't be waited for: soon at first, then every 100 ms, for `patience` ms. */
export async function* looks(patience: number): AsyncGenerator<void> {
  let waited = 0;
  for (let pause = first; ; pause = Math.min(slowest, pause * 2)) {
    yield;
    if (waited >= patience) return;
    await sleep(pause);
    waited += pause;
  }
}
