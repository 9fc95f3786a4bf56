import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { eventually, makePlace, type Place } from "./sentinel.ts";

let place: Place;
afterEach(() => place.leave());

const web = async () => {
  const child = (await place.status()).children.find(({ path }) => path === "web");
  if (child?.kind !== "service") throw new Error("web is a service");
  return child;
};

it("a child is restarted after a change of a file that it watches, also by the next daemon", async () => {
  place = makePlace(`version: 1
name: shop
children:
  web: { command: sleep 1000, min_uptime: 0, watch: { paths: [app.conf], debounce: 100ms } }
`);
  const file = join(place.folder, "app.conf");
  writeFileSync(file, "one");
  await place.sentinel("up", "--detach");
  const first = (await web()).run ?? 0;
  const runs = (run: number) => async () => {
    const { state, run: now } = await web();
    return state === "running" && now === run;
  };
  writeFileSync(file, "two");
  await eventually("it is restarted", runs(first + 1));
  await place.killDaemon();
  await place.sentinel("up", "--detach");
  expect(await runs(first + 1)(), "it is adopted").toBe(true);
  writeFileSync(file, "three");
  await eventually("it is restarted again", runs(first + 2));
  expect((await place.sentinel("events")).out).toContain("app.conf");
});
