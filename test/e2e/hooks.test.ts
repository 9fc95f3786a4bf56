import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { eventually, isAlive, makePlace, type Place } from "./sentinel.ts";

let place: Place;
afterEach(() => place.leave());

const web = async () => {
  const child = (await place.status()).children.find(({ path }) => path === "web");
  if (child?.kind !== "service") throw new Error("web is a service");
  return child;
};

it("a hook during which the daemon is killed runs again, and its child starts once", async () => {
  place = makePlace(`version: 1
name: shop
children:
  web:
    command: [sh, -c, 'echo began >> began; exec sleep 1000']
    min_uptime: 0
    hooks: { before_start: 'echo $$$$ >> hooks; until [ -e migrated ]; do sleep 0.1; done' }
`);
  const [hooks, began, migrated] = ["hooks", "began", "migrated"].map((name) => join(place.folder, name)) as [
    string,
    string,
    string,
  ];
  const pids = (): ReadonlyArray<number> =>
    existsSync(hooks) ? readFileSync(hooks, "utf8").trim().split("\n").map(Number) : [];
  // It waits for the start of the tree, and so for the hook.
  const first = place.sentinel("up", "--detach");
  await eventually("the hook runs", () => pids().length === 1);
  await place.killDaemon();
  await first;
  expect(existsSync(began)).toBe(false);
  const second = place.sentinel("up", "--detach");
  await eventually("the hook runs again", () => pids().length === 2);
  // What is left of the first one is ended, so that two migrations never run beside each other.
  await eventually("the first hook is gone", () => !isAlive(pids()[0] as number));
  expect(existsSync(began)).toBe(false);
  writeFileSync(migrated, "");
  await second;
  await eventually("it runs", async () => (await web()).state === "running");
  expect(readFileSync(began, "utf8")).toBe("began\n");
  expect(pids()).toHaveLength(2);
});
