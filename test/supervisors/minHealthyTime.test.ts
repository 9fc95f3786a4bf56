// `update.min_healthy_time` of children with probes means that they are healthy for so long, not only up.
import { Effect, Fiber } from "effect";
import { describe, expect, it } from "vitest";
import type { Attempt } from "../../src/ports/machine/Prober.ts";
import { treeOf } from "../policy/trees.ts";
import { onMachine, pass } from "./machine.ts";

const well: Attempt = { outcome: "success", message: "status 200" };
const ill: Attempt = { outcome: "failure", message: "status 503" };

const pool = (command: string, deadline = "5m"): string =>
  `children: { web: { command: ${command}, min_uptime: 0, backoff: none, replicas: 2,
     update: { min_healthy_time: 10s, healthy_deadline: ${deadline} },
     ready: { min_uptime: 0 }, probes: { ready: { tcp: 80, every: 1s, jitter: 0, failures: 1 } } } }`.replace(
    "min_uptime: 0, backoff",
    "backoff",
  );

/** What the probe of each instance finds; well unless told otherwise. */
const makeAnswers = () => {
  const found = new Map<string, Attempt>();
  return {
    found,
    answers: (_: unknown, { path }: { readonly path: string }) => Effect.sync(() => found.get(path) ?? well),
  };
};

const how = { by: "user:me", source: "/srv/test.yaml", message: "applied" };
const seconds = (count: number) => Effect.repeatN(pass(1_000), count - 1);

describe("a rolling change of children with probes", () => {
  it("goes on when an instance has been healthy for so long, counted from its first success", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { found, answers } = makeAnswers();
        const { supervision } = yield* machine.daemon(pool("one"), { answers });
        yield* seconds(3);
        found.set("web#1", ill);
        const applying = yield* Effect.fork(supervision.apply(treeOf(pool("two")), how));
        yield* seconds(30);
        expect(machine.asked, "web#1 is up, and not healthy").toEqual(["web#1 1"]);
        found.set("web#1", well);
        yield* seconds(9);
        expect(machine.asked).toEqual(["web#1 1"]);
        yield* seconds(3);
        expect(machine.asked).toEqual(["web#1 1", "web#2 1"]);
        yield* seconds(15);
        expect((yield* Fiber.join(applying)).applied).toBe(true);
      }),
    ));

  it("counts anew when an instance is unhealthy in between", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { found, answers } = makeAnswers();
        const { supervision } = yield* machine.daemon(pool("one"), { answers });
        yield* seconds(3);
        const applying = yield* Effect.fork(supervision.apply(treeOf(pool("two")), how));
        yield* seconds(7);
        found.set("web#1", ill);
        yield* seconds(2);
        found.set("web#1", well);
        yield* seconds(8);
        expect(machine.asked, "17 s after its start, and 8 s after it was well again").toEqual(["web#1 1"]);
        yield* seconds(4);
        expect(machine.asked).toEqual(["web#1 1", "web#2 1"]);
        yield* seconds(15);
        expect((yield* Fiber.join(applying)).applied).toBe(true);
      }),
    ));

  it("is taken back when an instance is never healthy, although it runs", () =>
    onMachine((machine) =>
      Effect.gen(function* () {
        const { found, answers } = makeAnswers();
        const { supervision } = yield* machine.daemon(pool("one", "20s"), { answers });
        yield* seconds(3);
        found.set("web#1", ill);
        const applying = yield* Effect.fork(supervision.apply(treeOf(pool("two", "20s")), how));
        yield* seconds(40);
        const { applied, error } = yield* Fiber.join(applying);
        expect([applied, error]).toEqual([
          ...[false, "web#1 was not healthy for 10 s within 20 s (update.healthy_deadline)"],
        ]);
        expect(
          machine.asked.filter((asked) => asked.startsWith("web#2")),
          "its turn had not come",
        ).toEqual([]);
      }),
    ));
});
