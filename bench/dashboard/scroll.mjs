// Scrolling through the output of a child that has printed a million lines.
import { pause, round } from "../observing.mjs";
import { framesWhile } from "./frames.mjs";

/** A child that prints so many lines of about 70 bytes, some of them coloured, and stays. */
export const chatterOf = (lines) =>
  `version: 1\nname: bench\nchildren:\n  chatter:\n    command: ["sh", "-c", "seq -f 'request %.0f took 12 ms, \\e[32mstatus 200\\e[0m, of /api/v1/orders' ${lines}; exec sleep 100000"]\n    min_uptime: 0\n`;

export const measureScroll = async ({ url, open }) => {
  const page = await open();
  await page.goto(`${url}/logs?path=chatter`);
  await page.locator(".line").first().waitFor();
  await pause(2_000);
  await page.mouse.move(800, 500);
  const frames = await framesWhile(page, async () => {
    const until = Date.now() + 10_000;
    while (Date.now() < until) await page.mouse.wheel(0, -900);
  });
  await page.context().close();
  return `${round(frames.perSecond)} frames/s, ${frames.long} tasks over 50 ms, the longest ${round(frames.longest, 0)} ms`;
};
