import { afterEach, beforeEach, expect, it } from "vitest";
import { ask } from "../../src/client/client.ts";
import { eventually, makePlace, type Place } from "./sentinel.ts";

const tree = `
version: 1
name: shop
defaults: { min_uptime: 0 }
children:
  again:
    command: [sh, -c, 'echo begins; sleep 1.5; exit 1']
    backoff: { initial: 100ms, max: 100ms, jitter: 0 }
    limit: { restarts: 100, period: 1h }
`;

let place: Place;
beforeEach(async () => {
  place = makePlace(tree);
  expect((await place.sentinel("up", "--detach")).code).toBe(0);
});
afterEach(() => place.leave());

const lines = async (until?: string) => {
  const query = { path: ["again"], last: 100, ...(until === undefined ? {} : { until }) };
  return (await ask(place.home, "GET /logs", { query })).items;
};

// The files of a run are made in advance: its first line counted as one that may be as old as those.
it("a later run's first line has the time at which it was printed, and is not among those until an earlier one", async () => {
  await eventually("it has run twice", async () => (await lines()).length >= 2);
  const [first, second] = await lines();
  expect(second).toMatchObject({ run: 2, text: "begins" });
  expect(second).not.toHaveProperty("at_earliest");
  const between = new Date(Date.parse(first?.at ?? "") + 500).toISOString();
  expect((await lines(between)).map(({ run }) => run)).toEqual([1]);
});
