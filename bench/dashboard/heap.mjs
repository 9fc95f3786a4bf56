// The heap of a page that stays open while children are killed: what is alive after each minute, and how it grows.
import { pause, round } from "../observing.mjs";
import { changing, follow } from "./changes.mjs";
import { figuresOf } from "./site.mjs";

/** Least squares over two values or more: what is added a minute. */
const slopeOf = (values) => {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const [over, under] = values.reduce(
    ([product, square], value, at) => [product + (at - middle) * (value - mean), square + (at - middle) ** 2],
    [0, 0],
  );
  return over / under;
};

export const measureHeap = async ({ home, url, open }, minutes, perSecond) => {
  const { pids, leave } = await follow(home, () => undefined);
  const page = await open();
  await page.goto(`${url}/`);
  await page.locator(".cell").first().waitFor();
  const { read, collect } = await figuresOf(page);
  const stop = changing(pids, perSecond);
  const alive = [];
  for (let minute = 0; minute <= minutes; minute += 1) {
    if (minute > 0) await pause(60_000);
    await collect();
    alive.push((await read()).JSHeapUsedSize / 1e6);
  }
  stop();
  leave();
  await page.context().close();
  // The first minute fills what is kept of each node.
  const settled = alive.slice(1);
  return `${round(settled[0])} MB after a minute, ${round(settled.at(-1))} MB after ${minutes}; ${round(slopeOf(settled), 2)} MB a minute`;
};
