/**
 * A daemon that launchd keeps is killed with -9 again and again, and each time launchd's next one takes up the tree: every
 * child lives on, and no line is lost or doubled. Five times; by `npm run test:nightly`, a hundred.
 */
import { expect, it } from "vitest";
import { counting, eventually } from "../../e2e/sentinel.ts";
import { numbersOf, serviceWorld } from "./serviceWorld.ts";

const deaths = Number(process.env.SERVICE_DEATHS ?? 5);

const tree = `
version: 1
name: shop
children:
  web: { command: ${counting(0.05)}, min_uptime: 0 }
  pool: { command: ${counting(0.2)}, replicas: 3, min_uptime: 0 }
`;

it(`a daemon that is killed ${deaths} times under launchd loses nothing`, {
  timeout: 3_600_000,
}, async () => {
  const world = serviceWorld(tree);
  expect(await world.sentinel("service", "install")).toMatchObject({ code: 0 });
  await eventually("all children run", async () => Object.keys(await world.pids()).length === 4);
  const pids = await world.pids();
  for (let death = 1; death <= deaths; death += 1) {
    await world.killAndRestart();
    expect([death, await world.pids()]).toEqual([death, pids]);
  }
  expect(await world.service()).toMatchObject({ state: "running", starts: deaths + 1 });
  for (const path of Object.keys(pids)) {
    const numbers = await numbersOf(path, world.sentinel);
    expect(numbers.length).toBeGreaterThan(deaths);
    expect([path, numbers]).toEqual([path, numbers.map((_, index) => index + 1)]);
  }
  const events = await world.sentinel("events", "--json", "-n", "100000");
  expect(events.out).not.toContain('"to":"backoff"');
});
