// The first load on a cold cache: until the first paint, and until the page shows the tree.
import { median, round } from "../observing.mjs";

const turns = 9;

const timesOf = () => {
  const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN;
  const resources = performance.getEntriesByType("resource");
  const scripts = resources.filter(({ name }) => name.endsWith(".js"));
  return {
    paint,
    shown: performance.now(),
    kilobytes: scripts.reduce((sum, { transferSize }) => sum + transferSize, 0) / 1000,
    all: resources.reduce((sum, { transferSize }) => sum + transferSize, 0) / 1000,
  };
};

/** `sign`: what is there once the page shows the tree. */
export const measureFirstLoad = async ({ url, open }, path, sign) => {
  const times = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const page = await open();
    await page.goto(url + path, { waitUntil: "commit" });
    await page.locator(sign).first().waitFor();
    times.push(await page.evaluate(timesOf));
    await page.context().close();
  }
  const of = (what) => round(median(times.map((time) => time[what])), 0);
  return `${of("paint")} ms, ${of("shown")} ms; ${of("kilobytes")} kB of scripts, ${of("all")} kB in all`;
};
