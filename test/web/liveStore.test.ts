import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Latency } from "../../web/live/connection/Latency.ts";
import { LiveStore } from "../../web/live/LiveStore.ts";
import type { NodeRecord } from "../../web/live/protocol.ts";
import { shownStateOf, shownStates } from "../../web/live/shownState.ts";
import { examples } from "../support/examples.ts";
import { DaemonModel, nodeOf } from "./daemonModel.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const root = nodeOf(0, { parent: null, path: "", kind: "supervisor" });
const group = nodeOf(1, { path: "group", kind: "supervisor" });
const start = [root, group, nodeOf(2), nodeOf(3, { parent: 1, path: "group/n3" })];

/** A daemon and a page in contact with it. */
const contactWith = async (daemon: DaemonModel): Promise<LiveStore> => {
  const store = new LiveStore(daemon.open);
  store.start();
  await vi.advanceTimersByTimeAsync(1);
  return store;
};

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(30_000);

const tallyOf = (nodes: ReadonlyArray<NodeRecord>) =>
  Object.fromEntries(
    shownStates.map((state) => [
      state,
      nodes.filter((node) => node.kind === "service" && shownStateOf(node) === state).length,
    ]),
  );

/** What the page shows is what the daemon has. */
const expectSame = ({ tree }: LiveStore, { nodes }: DaemonModel): void => {
  expect(tree.order.map((i) => tree.node(i))).toEqual(nodes);
  expect(tree.tallyOf(null)).toEqual(tallyOf(nodes));
  expect(tree.tallyOf(1)).toEqual(tallyOf(nodes.filter(({ parent }) => parent === 1)));
  for (const { i, path } of nodes) expect(tree.numberOf(path)).toBe(i);
};

const fail = (nodes: ReadonlyArray<NodeRecord>): ReadonlyArray<NodeRecord> =>
  nodes.map((node) => (node.i === 3 ? { ...node, state: "failed", value: "failed" } : node));

describe("the live store", () => {
  // Cause: until the first heartbeat, after up to five seconds, ages were told by the browser's clock, such as those of
  // sessions in the settings.
  it("knows the daemon's clock from the first frame on", async () => {
    const daemon = new DaemonModel(start);
    daemon.ahead = 3_600_000;
    const store = await contactWith(daemon);
    expect(store.place).not.toBeNull();
    expect(store.ahead).toBe(3_600_000);
  });

  it("notifies listeners at once after a quiet interval, then at most every 100 ms", async () => {
    const daemon = new DaemonModel(start);
    const store = await contactWith(daemon);
    await settle();
    let told = 0;
    store.nodes.add(3, () => {
      told += 1;
    });
    const set = (reason: string) =>
      daemon.change((nodes) => nodes.map((node) => (node.i === 3 ? { ...node, reason } : node)));
    set("one");
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toBe(1);
    set("two");
    set("three");
    await vi.advanceTimersByTimeAsync(99);
    expect(told).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(told).toBe(2);
    expect(store.node("group/n3")?.reason).toBe("three");
  });

  it("notifies the listeners of a node and its ancestors, and no others", async () => {
    const daemon = new DaemonModel(start);
    const store = await contactWith(daemon);
    await settle();
    const told: Array<number> = [];
    for (const i of [0, 1, 2, 3]) store.nodes.add(i, () => told.push(i));
    const before = [store.tree.node(2), store.tree.childrenOf(0)];
    daemon.change(fail);
    await vi.advanceTimersByTimeAsync(0);
    expect(told.sort()).toEqual([0, 1, 3]);
    expect(store.tree.node(2)).toBe(before[0]);
    expect(store.tree.childrenOf(0)).toBe(before[1]);
    expect(store.tree.tallyOf(1).failed).toBe(1);
  });

  it("requests the usage of all measured nodes, once for changes in the same turn", async () => {
    const daemon = new DaemonModel(start);
    const store = await contactWith(daemon);
    const inOutline = store.measure([2, 3]);
    const inInspector = store.measure([3]);
    await vi.advanceTimersByTimeAsync(0);
    inOutline();
    await vi.advanceTimersByTimeAsync(0);
    store.measure([2])();
    const again = store.measure([1, 3]);
    await vi.advanceTimersByTimeAsync(0);
    inInspector();
    again();
    await vi.advanceTimersByTimeAsync(0);
    expect(daemon.asked).toEqual([
      { subscribe: { metrics: { ids: [2, 3] } } },
      { subscribe: { metrics: { ids: [3] } } },
      { subscribe: { metrics: { ids: [1, 3] } } },
      { unsubscribe: "metrics" },
    ]);
  });

  it("is stale while there is no contact, and then continues where it was", async () => {
    const daemon = new DaemonModel(start);
    const store = await contactWith(daemon);
    expect(store.contact.name).toBe("live");
    daemon.drop();
    expect(store.contact).toMatchObject({ name: "stale", retryAt: expect.any(Number) });
    daemon.change(fail);
    await settle();
    expect(store.contact.name).toBe("live");
    expect(daemon.greetings[1]).toEqual({ epoch: "e1", seq: 1 });
    expectSame(store, daemon);
  });

  it("takes silence for a loss of contact, since a daemon sends a frame every 5 s", async () => {
    const daemon = new DaemonModel(start);
    const store = await contactWith(daemon);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(store.contact.name).toBe("live");
    await vi.advanceTimersByTimeAsync(1_100);
    expect(store.contact.name).toBe("stale");
  });

  it("does not reconnect by itself after a refusal", async () => {
    const daemon = new DaemonModel(start);
    const store = await contactWith(daemon);
    daemon.drop(4403);
    await settle();
    expect(store.contact.name).toBe("refused");
    expect(daemon.greetings).toHaveLength(1);
    store.retry();
    await vi.advanceTimersByTimeAsync(1);
    expect(store.contact.name).toBe("live");
  });

  it("knows whether it contains the effect of a write", async () => {
    const daemon = new DaemonModel(start);
    const store = await contactWith(daemon);
    expect(store.hasReached({ epoch: "e1", seq: 2 })).toBe(false);
    daemon.change(fail);
    expect(store.hasReached({ epoch: "e1", seq: 2 })).toBe(true);
    daemon.replace();
    await settle();
    expect(store.hasReached({ epoch: "e1", seq: 99 })).toBe(true);
  });

  const step = fc.oneof(
    fc.record({
      what: fc.constant("update"),
      i: fc.integer({ min: 2, max: 19 }),
      state: fc.constantFrom(...(["running", "failed", "backoff", "stopped"] as const)),
    }),
    fc.record({
      what: fc.constant("add"),
      i: fc.integer({ min: 4, max: 9 }),
      parent: fc.constantFrom(0, 1),
      first: fc.boolean(),
    }),
    fc.record({ what: fc.constant("remove"), i: fc.integer({ min: 2, max: 19 }) }),
    fc.record({ what: fc.constantFrom("drop", "replace", "twice", "once", "pass") }),
    fc.record({ what: fc.constant("lose"), frames: fc.integer({ min: 1, max: 4 }) }),
  );

  const take = (
    daemon: DaemonModel,
    one: typeof step extends fc.Arbitrary<infer Step> ? Step : never,
  ): void => {
    if (one.what === "update" && "state" in one)
      daemon.change((nodes) =>
        nodes.map((node) => (node.i === one.i ? { ...node, state: one.state } : node)),
      );
    else if (one.what === "add" && "parent" in one) {
      // A number belongs to one path.
      const i = one.parent === 1 ? one.i + 10 : one.i;
      const node = nodeOf(i, { parent: one.parent, path: `${one.parent === 1 ? "group/" : ""}n${i}` });
      daemon.change((nodes) => {
        const others = nodes.filter((other) => other.i !== node.i);
        const at = one.first ? others.findIndex((other) => other.i === one.parent) + 1 : others.length;
        return [...others.slice(0, at), node, ...others.slice(at)];
      });
    } else if (one.what === "remove" && "i" in one)
      daemon.change((nodes) => nodes.filter(({ i }) => i !== one.i));
    else if (one.what === "lose" && "frames" in one) daemon.lost = one.frames;
    else if (one.what === "drop") daemon.drop();
    else if (one.what === "replace") daemon.replace();
    else if (one.what === "twice" || one.what === "once") daemon.isTwice = one.what === "twice";
  };

  it("ends up with the daemon's nodes, whatever was lost, repeated or restarted", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
        const daemon = new DaemonModel(start);
        const store = await contactWith(daemon);
        for (const one of steps) {
          take(daemon, one);
          if (one.what === "pass") await settle();
        }
        daemon.lost = 0;
        daemon.drop();
        await settle();
        expect(store.contact.name).toBe("live");
        expectSame(store, daemon);
        store.leave();
      }),
      examples(200),
    );
  });
});

describe("a paused store", () => {
  it("shows no changes, counts them, and applies all of them afterwards", async () => {
    const daemon = new DaemonModel(start);
    const store = await contactWith(daemon);
    const before = store.tree.node(3);
    store.hold();
    expect(store.pause).toEqual({ since: Date.now(), changes: 0 });
    daemon.change(fail);
    daemon.change((nodes) => [...nodes, nodeOf(4)]);
    await vi.advanceTimersByTimeAsync(500);
    expect(store.tree.node(3)).toBe(before);
    expect(store.pause?.changes).toBe(2);
    store.goOn();
    expect(store.pause).toBeNull();
    expectSame(store, daemon);
  });

  it("has the daemon's nodes after the pause, whatever happened meanwhile", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("fail", "add", "drop", "replace", "hold", "goOn"), { maxLength: 20 }),
        async (steps) => {
          const daemon = new DaemonModel(start);
          const store = await contactWith(daemon);
          for (const [at, step] of steps.entries()) {
            if (step === "hold") store.hold();
            else if (step === "goOn") store.goOn();
            else if (step === "drop") daemon.drop();
            else if (step === "replace") daemon.replace();
            else daemon.change(step === "fail" ? fail : (nodes) => [...nodes, nodeOf(10 + at)]);
            await vi.advanceTimersByTimeAsync(300);
          }
          await settle();
          store.goOn();
          expectSame(store, daemon);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("resumes by itself when too many changes are held", async () => {
    const daemon = new DaemonModel(start);
    const store = await contactWith(daemon);
    store.hold();
    for (let times = 0; times < 5_000; times += 1)
      daemon.change((nodes) =>
        nodes.map((node) => (node.i === 3 ? { ...node, reason: String(times) } : node)),
      );
    expect(store.pause).toBeNull();
    expectSame(store, daemon);
  });
});

describe("the round-trip time to the daemon", () => {
  it("is measured at most every five seconds, and shown as the median of the last five", () => {
    const latency = new Latency();
    expect(latency.shown).toBeNull();
    const measure = (at: number, ms: number): void => {
      const number = latency.ask(at);
      if (number !== null) latency.answered(number, at + ms);
    };
    measure(0, 40);
    expect(latency.shown).toBe(40);
    expect(latency.ask(4_999)).toBeNull();
    for (const [at, ms] of [20, 900, 30, 50].entries()) measure(5_000 * (at + 1), ms);
    expect(latency.shown).toBe(40);
    // An answer to an older question tells nothing.
    expect(latency.answered(1, 60_000)).toBe(false);
  });
});
