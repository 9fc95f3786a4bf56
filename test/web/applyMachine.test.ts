import { describe, expect, it } from "vitest";
import { createActor, fromPromise, SimulatedClock } from "xstate";
import type { Applied, Plan } from "../../web/api/config.ts";
import {
  applyMachine,
  type Order,
  Outdated,
  type Planned,
  type Wanted,
} from "../../web/pages/config/plan/applyMachine.ts";

const plan = { revision: "sha256:1", steps: [], untouched: 2 } satisfies Plan;
const applied = { ...plan, revision: "sha256:2", applied: true, error: null, restore_error: null } as const;
const visible = { seq: 1, epoch: "e" };
const text = (of: string): Wanted => ({ kind: "text", text: of });
const newest = { number: 7, revision: "sha256:7", by: "user:ann" };

interface Daemon {
  readonly plan?: (wanted: Wanted) => Promise<Planned>;
  readonly apply?: (order: Order) => Promise<Applied>;
}

/** A machine whose time is told by the test. */
const begin = (daemon: Daemon = {}) => {
  const clock = new SimulatedClock();
  const planned: Array<Wanted> = [];
  const orders: Array<Order> = [];
  const actors = {
    plan: fromPromise<Planned, Wanted>(({ input }) => {
      planned.push(input);
      return daemon.plan?.(input) ?? Promise.resolve({ kind: "plan", plan });
    }),
    apply: fromPromise<Applied, Order>(({ input }) => {
      orders.push(input);
      return daemon.apply?.(input) ?? Promise.resolve({ ...applied, ...visible });
    }),
  };
  const actor = createActor(applyMachine.provide({ actors }), { clock }).start();
  const state = () => actor.getSnapshot().value;
  const reaches = (value: string) => expect.poll(state).toBe(value);
  return { actor, clock, planned, orders, state, reaches };
};

/** The same, with a plan for a text. */
const beginPlanned = async (daemon: Daemon = {}) => {
  const begun = begin(daemon);
  begun.actor.send({ type: "EDIT", wanted: text("a") });
  begun.clock.increment(500);
  await begun.reaches("planned");
  return begun;
};
const order = { type: "APPLY", message: "more", write: "hash" } as const;

describe("an edited text", () => {
  it("is planned half a second after the last change", async () => {
    const { actor, clock, planned, state, reaches } = begin();
    actor.send({ type: "EDIT", wanted: text("a") });
    clock.increment(499);
    actor.send({ type: "EDIT", wanted: text("ab") });
    clock.increment(499);
    expect(state()).toBe("editing");
    clock.increment(1);
    await reaches("planned");
    expect(planned).toEqual([text("ab")]);
  });

  it("is not planned while the browser finds a mistake in it", () => {
    const { actor, clock, state } = begin();
    actor.send({ type: "EDIT", wanted: null });
    clock.increment(5_000);
    expect(state()).toBe("editing");
  });

  it("is applied after a plan and a second press, on the revision that was planned on", async () => {
    const { actor, orders, state, reaches } = await beginPlanned();
    actor.send({ type: "CONFIRM" });
    expect(state()).toBe("planned");
    actor.send(order);
    expect(state()).toBe("confirming");
    actor.send({ type: "CONFIRM" });
    await reaches("applied");
    expect(orders).toEqual([{ wanted: text("a"), revision: plan.revision, message: "more", write: "hash" }]);
  });

  it("has 6 s for the second press", async () => {
    const { actor, clock, state } = await beginPlanned();
    actor.send(order);
    clock.increment(5_999);
    expect(state()).toBe("confirming");
    clock.increment(1);
    expect(state()).toBe("planned");
    actor.send(order);
    actor.send({ type: "CANCEL" });
    expect(state()).toBe("planned");
  });

  it("is planned again when it changes, and only then", async () => {
    const { actor, state } = await beginPlanned();
    actor.send(order);
    actor.send({ type: "EDIT", wanted: text("a") });
    expect(state()).toBe("confirming");
    actor.send({ type: "EDIT", wanted: text("b") });
    expect(state()).toBe("editing");
    expect(actor.getSnapshot().context.plan).toBeNull();
  });

  it("is not planned while it has mistakes", async () => {
    const mistakes = [{ file: "sentinel.yaml", line: 1, column: 1, message: "unknown key", hint: null }];
    const { actor, clock, reaches } = begin({ plan: async () => ({ kind: "mistakes", mistakes }) });
    actor.send({ type: "EDIT", wanted: text("a") });
    clock.increment(500);
    await reaches("mistaken");
    expect(actor.getSnapshot().context.mistakes).toEqual(mistakes);
  });

  it("can be planned again after a failure", async () => {
    let isDown = true;
    const { actor, clock, reaches } = begin({
      plan: () => (isDown ? Promise.reject(new Error("gone")) : Promise.resolve({ kind: "plan", plan })),
    });
    actor.send({ type: "EDIT", wanted: text("a") });
    clock.increment(500);
    await reaches("failed");
    isDown = false;
    actor.send({ type: "PLAN" });
    await reaches("planned");
  });

  it("is not applied if it declares another tree", async () => {
    const { actor, state } = await beginPlanned({
      plan: async () => ({ kind: "plan", plan: { ...plan, another_tree: "it declares another tree" } }),
    });
    actor.send(order);
    expect(state()).toBe("planned");
  });
});

describe("when somebody else applies meanwhile", () => {
  it("a plan becomes outdated, and is made again on request", async () => {
    const { actor, planned, state, reaches } = await beginPlanned();
    actor.send({ type: "MOVED", newest: { ...newest, revision: plan.revision } });
    expect(state()).toBe("planned");
    actor.send({ type: "MOVED", newest });
    expect(state()).toBe("outdated");
    expect(actor.getSnapshot().context.meanwhile).toEqual(newest);
    actor.send(order);
    expect(state()).toBe("outdated");
    actor.send({ type: "PLAN" });
    await reaches("planned");
    expect(planned).toEqual([text("a"), text("a")]);
  });

  it("a confirmed plan becomes outdated, too", async () => {
    const { actor, reaches } = await beginPlanned({ apply: () => Promise.reject(new Outdated("tree")) });
    actor.send(order);
    actor.send({ type: "CONFIRM" });
    await reaches("outdated");
    actor.send({ type: "MOVED", newest });
    expect(actor.getSnapshot().context.meanwhile).toEqual(newest);
  });
});

describe("an apply that fails", () => {
  const fails = async (apply: () => Promise<Applied>) => {
    const begun = await beginPlanned({ apply });
    begun.actor.send(order);
    begun.actor.send({ type: "CONFIRM" });
    await begun.reaches("refused");
    return begun;
  };

  it("shows the daemon's reason, and keeps the text", async () => {
    const { actor } = await fails(async () => ({
      ...applied,
      ...visible,
      applied: false,
      error: "api failed",
    }));
    expect(actor.getSnapshot().context).toMatchObject({
      ...{ wanted: text("a"), applied: { error: "api failed" } },
    });
  });

  it("is reported when the file has changed meanwhile", async () => {
    const { actor, reaches } = await fails(() => Promise.reject(new Outdated("file")));
    actor.send({ type: "PLAN" });
    await reaches("planned");
  });

  it("accepts no other text until it is over", async () => {
    const { actor, state } = await beginPlanned({ apply: () => new Promise(() => undefined) });
    actor.send(order);
    actor.send({ type: "CONFIRM" });
    actor.send({ type: "EDIT", wanted: text("b") });
    expect(state()).toBe("applying");
    expect(actor.getSnapshot().context.wanted).toEqual(text("a"));
  });
});
