import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { eventually, makePlace, type Place } from "./sentinel.ts";

/** Has a child of its own that uses 150 MB in the first run, and nearly nothing later. */
const program = `
const { existsSync, writeFileSync } = require("node:fs");
const { fork } = require("node:child_process");
if (process.argv[2] === "child") {
  const kept = existsSync("grown") ? null : Buffer.alloc(150e6, 1);
  writeFileSync("grown", "");
  setInterval(() => kept, 1000);
} else fork(__filename, ["child"]);
`;

let place: Place;
beforeEach(() => {
  place = makePlace(
    "version: 1\nname: shop\nchildren:\n  web: { command: node grows.cjs, min_uptime: 0, memory: { restart_above: 200MB, samples: 1 } }\n",
  );
  writeFileSync(join(place.folder, "grows.cjs"), program);
});
afterEach(() => place.leave());

it("a program whose descendant takes too much memory is restarted with all of it, and says why", async () => {
  await place.sentinel("up", "--detach");
  const before = await place.pids();
  await eventually("it runs again", async () => {
    const [child] = (await place.status()).children;
    return child?.kind === "service" && child.state === "running" && child.run === 2;
  });
  const { out } = await place.sentinel("events");
  expect(out).toMatch(/used 2\d\d MB, over 200 MB in 1 sample/);
  expect((await place.pids()).web).not.toBe(before.web);
  // The new run has its child a moment after it is running.
  await eventually("it has its child again", async () => {
    const [child] = (await place.status()).children;
    return child?.kind === "service" && child.descendants === 1 && child.last_exit?.run === 1;
  });
});
