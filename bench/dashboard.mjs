// Measures the dashboard in Chromium (`node bench/dashboard.mjs`, `--minutes 30` for the heap): first load on a cold cache, the map of
// 1,000 children while they are killed, how long a transition takes to the pixel, the heap over time, and scrolling a million
// lines. Chromium draws in software and shares the machine with the daemon and its children.
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { ensureInstalled } from "../scripts/ensureInstalled.mjs";

ensureInstalled();
const { ensureBuilt } = await import("../scripts/ensureBuilt.mjs");
ensureBuilt();
const { fileOf, pause, round, untilRunning } = await import("./observing.mjs");
const { withSite } = await import("./dashboard/site.mjs");
const { measureFirstLoad } = await import("./dashboard/firstLoad.mjs");
const { measureMap } = await import("./dashboard/map.mjs");
const { measureHeap } = await import("./dashboard/heap.mjs");
const { chatterOf, measureScroll } = await import("./dashboard/scroll.mjs");

const { values } = parseArgs({ options: { minutes: { type: "string", default: "5" } } });
const minutes = Number(values.minutes);
if (!(minutes >= 2)) throw new Error("the heap is watched for two minutes at least: --minutes 2");
const row = (what, value) => console.log(`| ${what} | ${value} |`);
const mapRow = (what, { rate, frames, longest, long, busy, nodes, heap, pixel, seen }) => {
  row(
    `${what}, ${rate} transitions/s`,
    `${frames} frames/s, ${long} tasks over 50 ms, the longest ${longest} ms; ${busy} % busy, ${nodes} nodes, ${heap} MB`,
  );
  row("… transition to pixel, p50 / p95 / p99", `${pixel} ms (${seen} seen)`);
};

row(`load ${round(loadavg()[0])}`, "");
console.log("| --- | --- |");
await withSite(fileOf(120), async (site) => {
  await untilRunning(site.home, 120, { every: 100 });
  await pause(10_000);
  row("first load, 120 children: first paint, the tree shown", await measureFirstLoad(site, "/", ".cell"));
});
await withSite(fileOf(1_000), async (site) => {
  await untilRunning(site.home, 1_000, { every: 200 });
  await pause(30_000);
  row("first load, 1,000 children", await measureFirstLoad(site, "/", ".cell"));
  mapRow("map of 1,000", await measureMap(site, "/tree?view=map", 50));
  mapRow("Overview of 1,000", await measureMap(site, "/", 50));
  mapRow("map of 1,000", await measureMap(site, "/tree?view=map", 100));
  row("Overview, heap at 20 transitions/s", await measureHeap(site, minutes, 20));
});
await withSite(chatterOf(1_000_000), async (site) => {
  await untilRunning(site.home, 1, { every: 200 });
  await pause(20_000);
  row("scrolling 1,000,000 lines", await measureScroll(site));
});
