import { Effect } from "effect";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Daemon, makeDaemon } from "./daemon.ts";

const tree = `
version: 1
name: shop
defaults: { ready: { log: up }, backoff: none }
children:
  db: { command: db }
  web: { children: { api: { command: api }, worker: { command: worker } } }
`;

let daemon: Daemon;
beforeEach(async () => {
  daemon = await makeDaemon(tree);
});
afterEach(() => daemon.end());

const minute = 60_000;
const begin = Math.floor(Date.now() / minute) * minute - 10 * minute;

/** Two minutes of memory: 10, 20, 30 and 40 of each, times 1, 2 and 3. */
const measure = () =>
  Effect.runPromise(
    daemon.samples.write(
      ["db", "web/api", "web/worker"].flatMap((subject, index) =>
        [10, 20, 30, 40].map((value, step) => ({
          ...{ metric: "memory_bytes", kind: "gauge" as const, subject, labels: { side: `s${index % 2}` } },
          at: begin + step * 30_000,
          value: value * (index + 1),
        })),
      ),
    ),
  );

const range = `from=${new Date(begin).toISOString()}&to=${new Date(begin + 2 * minute).toISOString()}&step=1m`;
const ask = async (query: string) => {
  const { status, body } = await daemon.get(`/metrics?metric=memory_bytes&${range}&${query}`);
  return status === 200
    ? body.series.map(({ labels, points }: { labels: object; points: ReadonlyArray<[number, number]> }) => [
        Object.values(labels).join(),
        ...points.map(([at, value]) => [(at - begin) / minute, value]),
      ])
    : [status, body.detail];
};

describe("GET /metrics of the prefix", () => {
  it("answers by child, by label, for all together, and for a part of the tree", async () => {
    await measure();
    expect(await ask("group_by=subject")).toEqual([
      ["db", [0, 15], [1, 35]],
      ["web/api", [0, 30], [1, 70]],
      ["web/worker", [0, 45], [1, 105]],
    ]);
    expect(await ask("group_by=side&agg=max")).toEqual([
      ["s0", [0, 60], [1, 120]],
      ["s1", [0, 40], [1, 80]],
    ]);
    expect(await ask("agg=sum")).toEqual([["", [0, 90], [1, 210]]]);
    expect(await ask("agg=sum&subject=web")).toEqual([["", [0, 75], [1, 175]]]);
    expect(await ask("labels=side%3Ds1&agg=min")).toEqual([["s1", [0, 20], [1, 60]]]);
  });

  it("says what is wrong with a question", async () => {
    await measure();
    expect(await ask("agg=rate")).toEqual([400, expect.stringContaining("rate of a gauge says nothing")]);
    expect(await ask("agg=p42")).toEqual([400, expect.stringContaining("is one of avg, min")]);
    expect(await ask("labels=side")).toEqual([400, 'labels takes name=value, not "side"']);
    expect(await ask("subject=nobody")).toEqual([404, expect.stringContaining("nobody")]);
    const refused = async (query: string) => (await daemon.get(`/metrics?${query}`)).body.detail;
    expect(await refused("metric=nothing")).toBe("there are no samples of nothing");
    expect(await refused("metric=memory_bytes&step=0s")).toContain("a duration of at least a second");
    expect(
      await refused(`metric=memory_bytes&from=${new Date(begin).toISOString()}&to=2020-01-01T00:00:00Z`),
    ).toBe("from is not before to");
  });
});

describe("GET /metrics/names", () => {
  it("lists the metrics of a part of the tree", async () => {
    expect((await daemon.get("/metrics/names")).body).toEqual({ items: [], next: null });
    await measure();
    expect((await daemon.get("/metrics/names?subject=web")).body.items).toEqual([
      { metric: "memory_bytes", kind: "gauge", series: 2 },
    ]);
  });
});

describe("what a user may see of the samples", () => {
  it("is that of their part of the tree", async () => {
    await measure();
    const { body: made } = await daemon.post("/keys", { name: "web", role: "viewer", scope: ["web"] });
    const path = `/metrics?metric=memory_bytes&${range}&group_by=subject`;
    const { body } = await daemon.remotely("GET", path, { headers: { authorization: `Bearer ${made.key}` } });
    expect(body.series.map(({ labels }: { labels: { subject: string } }) => labels.subject)).toEqual([
      "web/api",
      "web/worker",
    ]);
  });
});
