// The map while children are killed: frames, long tasks, the browser's work, and how long a transition takes to the pixel.
import { pause, round } from "../observing.mjs";
import { changing, follow } from "./changes.mjs";
import { framesWhile } from "./frames.mjs";
import { figuresOf } from "./site.mjs";

const lastsMs = 20_000;

/** Note the moment of the frame in which a cell shows another state: `[path, state, ms since 1970]`. Runs in the page. */
const watchCells = () => {
  window.shown = [];
  let changed = [];
  const note = () => {
    const at = performance.timeOrigin + performance.now();
    for (const [path, state] of changed) window.shown.push([path, state, at]);
    changed = [];
  };
  new MutationObserver((records) => {
    // The frame after this one begins when this one has been painted.
    if (changed.length === 0) requestAnimationFrame(() => requestAnimationFrame(note));
    for (const { target } of records)
      changed.push([target.dataset.path, target.getAttribute("aria-label").split(": ").at(-1)]);
  }).observe(document.querySelector("main"), {
    subtree: true,
    attributes: true,
    attributeFilter: ["aria-label"],
  });
};

/** From the transition by which the state was entered to its pixel, in ms, sorted. */
const delays = (shown, entered) =>
  shown
    .flatMap(([path, state, at]) => {
      const entry = (entered.get(path) ?? []).findLast((one) => one.state === state && one.at <= at);
      return entry === undefined ? [] : [at - entry.at];
    })
    .sort((one, other) => one - other);

const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

/** The page with the map at this rate of transitions. */
export const measureMap = async ({ home, url, open }, path, perSecond) => {
  const entered = new Map();
  let transitions = 0;
  const { pids, leave } = await follow(home, (child, state, at) => {
    transitions += 1;
    entered.set(child, [...(entered.get(child) ?? []), { state, at }]);
  });
  const page = await open();
  await page.goto(url + path);
  await page.locator(".cell").first().waitFor();
  await pause(3_000);
  const figures = await figuresOf(page);
  await page.evaluate(watchCells);
  const before = await figures.read();
  const stop = changing(pids, perSecond);
  transitions = 0;
  const frames = await framesWhile(page, () => pause(lastsMs));
  const after = await figures.read();
  const rate = (transitions * 1000) / lastsMs;
  stop();
  const late = delays(await page.evaluate(() => window.shown), entered);
  leave();
  await page.context().close();
  const busy = ((after.TaskDuration - before.TaskDuration) * 100_000) / lastsMs;
  return {
    rate: round(rate, 0),
    frames: round(frames.perSecond),
    longest: round(frames.longest, 0),
    long: frames.long,
    busy: round(busy, 0),
    nodes: after.Nodes,
    heap: round(after.JSHeapUsedSize / 1e6),
    pixel: [0.5, 0.95, 0.99].map((share) => round(quantile(late, share), 0)).join(" / "),
    seen: late.length,
  };
};
