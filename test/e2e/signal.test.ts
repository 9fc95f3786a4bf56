import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually, makePlace, type Place } from "./sentinel.ts";

/** Says each SIGUSR1 that it gets. */
const notes = `[sh, -c, "trap 'echo got USR1' USR1; echo ready; while :; do sleep 0.05; done"]`;

let place: Place;
beforeAll(async () => {
  place = makePlace(`
version: 1
name: shop
children:
  web: { command: ${notes}, ready: { log: ready } }
  off: { command: sleep 1000, autostart: false }
`);
  place.stay("daemon");
  await eventually("web is ready", async () => (await place.sentinel("wait", "web")).code === 0);
});
afterAll(() => place.leave());

const linesOf = async (path: string): Promise<ReadonlyArray<string>> =>
  (await place.sentinel("logs", path)).out.split("\n");

// A signal that was never sent was noticed by no test, and left no event.
it("`sentinel signal` reaches the process, which runs on, and is an event", async () => {
  const { web = 0 } = await place.pids();
  expect(await place.sentinel("signal", "web", "USR1")).toMatchObject({
    code: 0,
    out: `SIGUSR1 sent to pid ${web}\n`,
  });
  await eventually("the program has got it", async () => (await linesOf("web")).includes("got USR1"));
  expect((await place.pids()).web).toBe(web);
  const { out } = await place.sentinel("events", "web");
  expect(out).toMatch(new RegExp(`web: signal by user:.+ done \\(SIGUSR1 sent to pid ${web}\\)\n$`));
});

it("`sentinel signal` fails where nothing runs, and that is an event, too", async () => {
  expect(await place.sentinel("signal", "off", "USR1")).toMatchObject({
    code: 1,
    err: "nothing runs at off\n",
  });
  expect((await place.sentinel("events", "off")).out).toContain("failed: SIGUSR1 sent to no process");
});
