import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import type { Usage } from "../../src/ports/machine/Sampler.ts";
import { onMachine, pass, written } from "./machine.ts";

const by = { by: "user:ann", wait: true } as const;
const crash = { code: 1 } as const;

/** A sampler by which each process uses the same memory, in MB. */
const sampler = (megabytes: number) => {
  let now = megabytes;
  const usage = (): Usage => ({
    cpu: 0,
    cpuSeconds: 0,
    memory: now * 1e6,
    descendants: 0,
    openFiles: null,
    readBytes: null,
    writtenBytes: null,
  });
  const pids = Array.from({ length: 100 }, (_, index) => 1000 + index);
  return {
    sampled: Effect.sync(() => new Map(pids.map((pid) => [pid, usage()]))),
    set: (next: number) => {
      now = next;
    },
  };
};

/** A tree whose group `shop` has this quota and two children. */
const shop = (quota: string): string => `
children:
  shop:
    quota: { ${quota} }
    children:
      web: { command: web, min_uptime: 0, backoff: none }
      api: { command: api, min_uptime: 0, backoff: none }
  other: { command: other, min_uptime: 0 }`;

describe("a quota of memory", () => {
  it("holds every start below it while more is used, with the reason and one alarm, and leaves alone what runs", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { sampled, set } = sampler(600);
        const daemon = yield* machine.daemon(shop("memory: 500MB"), { sampled });
        yield* pass(5_000);
        yield* machine.exit("shop/web", crash);
        yield* machine.exit("other", crash);
        yield* pass(5_000);
        set(200);
        const { children } = yield* daemon.supervision.status();
        const web = children.find(({ path }) => path === "shop/web");
        expect([web?.value, web?.reason]).toEqual([
          "starting.held",
          "waits for the quota of shop: 600 MB of 500 MB memory in use",
        ]);
        expect(machine.live()).toEqual(["shop/api 1", "other 2"]);
        yield* pass(5_001);
        expect(machine.live()).toEqual(["shop/api 1", "other 2", "shop/web 2"]);
        yield* written;
        const alarms = (yield* machine.journal.read({})).filter((entry) => entry.type === "alarm");
        expect(alarms).toMatchObject([
          { alarm: "quota", subject: "shop", reason: "the quota of shop: 1.2 GB of 500 MB memory in use" },
        ]);
      }),
    ));
});

describe("a quota of restarts", () => {
  it("holds one restart too many until the period allows it, over all children below", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(shop("restarts: 2, period: 1m"));
        yield* pass(10_000);
        yield* machine.exit("shop/web", crash);
        yield* pass(5_000);
        yield* machine.exit("shop/api", crash);
        yield* pass(5_000);
        expect(machine.live()).toEqual(["other 1", "shop/web 2", "shop/api 2"]);
        yield* machine.exit("shop/web", crash);
        yield* pass(100);
        const { children } = yield* daemon.supervision.status();
        expect(children.find(({ path }) => path === "shop/web")?.reason).toBe(
          "waits for the quota of shop: 2 restarts in 60 s are used up",
        );
        // The first one counts until 70 s.
        yield* pass(49_800);
        expect(machine.live()).toEqual(["other 1", "shop/api 2"]);
        yield* pass(300);
        expect(machine.live()).toEqual(["other 1", "shop/api 2", "shop/web 3"]);
        const explanation = yield* daemon.supervision.explain("shop");
        expect(explanation.sentences).toContain("Its quota: 2 of 2 restarts in 60 s.");
      }),
    ));

  it("lets only as many go at once as it allows, though all were held", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        yield* machine.daemon(shop("restarts: 1, period: 1m"));
        yield* pass(10_000);
        yield* machine.exit("shop/web", crash);
        yield* pass(1_000);
        yield* machine.exit("shop/web", crash);
        yield* machine.exit("shop/api", crash);
        yield* pass(59_500);
        expect(machine.live()).toHaveLength(2);
      }),
    ));

  it("holds no start by hand", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const daemon = yield* machine.daemon(shop("restarts: 0"));
        yield* pass(1_000);
        yield* Effect.fork(daemon.supervision.restart("shop/web", by));
        yield* pass(100);
        expect(machine.live()).toContain("shop/web 2");
        yield* machine.exit("shop/web", crash);
        yield* pass(100);
        expect(machine.live()).not.toContain("shop/web 3");
      }),
    ));
});

describe("a quota of children", () => {
  it("refuses a child added by hand, and instances, beyond it", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { supervision } = yield* machine.daemon(
          "quota: { children: 3 }\nchildren:\n  web: { command: web, min_uptime: 0, replicas: 2 }\n  g: { children: { a: { command: a, min_uptime: 0 } } }",
        );
        yield* pass(100);
        const added = yield* Effect.flip(supervision.add("g", "b", { argv: ["b"] }, by));
        expect(added.message).toBe(
          "b can't be added: the quota of the tree is 3 children, and there would be 4",
        );
        const scaled = yield* Effect.flip(supervision.scale("web", 5, by));
        expect(scaled.message).toBe(
          "web can't be scaled to 5: the quota of the tree is 3 children, and there would be 6",
        );
        yield* supervision.scale("web", 1, by);
        expect((yield* Effect.either(supervision.scale("web", 2, by)))._tag).toBe("Right");
      }),
    ));
});
