import { Effect, Fiber } from "effect";
import { describe, expect, it } from "vitest";
import { treeOf } from "../policy/trees.ts";
import { over, pass, running, statesOf } from "./applyWorld.ts";

const by = { by: "user:test", wait: true };
const pool = (rest: string) => treeOf(`children: { pool: { command: p, replicas: 1, ${rest} } }`);

describe("scale", () => {
  // The first instance that failed ended the wait for the others: they stayed in the tree, of which there was no
  // revision, and the next daemon stopped them.
  it("keeps the instances that come up where another one does not, and makes a revision of that", () =>
    running(pool("min_uptime: 5s"), ({ supervision, revisions, world }) =>
      Effect.gen(function* () {
        const scaling = yield* Effect.fork(supervision.scale("pool", 3, by));
        yield* pass(1000);
        world.live.get("pool#2")?.exit({ code: 1 });
        const { reached, reason } = yield* over(Fiber.join(scaling));
        expect([reached, reason]).toEqual([
          false,
          "pool#2 was not added: did not start; last: exit code 1 before it was ready; 2 instances",
        ]);
        expect(yield* statesOf(supervision)).toEqual({
          pool: "running",
          "pool#1": "running",
          "pool#3": "running",
        });
        const last = (yield* revisions.list).at(-1);
        expect(last?.message).toBe("pool was scaled to 2");
        expect(last?.revision).toBe((yield* supervision.status()).revision);
      }),
    ));

  it("makes no revision where there are so many already", () =>
    running(pool("min_uptime: 0"), ({ supervision, revisions }) =>
      Effect.gen(function* () {
        expect(yield* over(supervision.scale("pool", 1, by))).toMatchObject({ reached: true });
        expect(yield* revisions.list).toHaveLength(1);
      }),
    ));

  // The file refuses two children with one port; scale gave an instance the port of another child.
  it("refuses to give an instance a port that another child declares, and changes nothing", () =>
    running(
      treeOf(
        "children: { pool: { command: p, replicas: 2, port: 3000, min_uptime: 0 }, web: { command: w, port: 3002, min_uptime: 0 } }",
      ),
      ({ supervision, revisions }) =>
        Effect.gen(function* () {
          const refused = yield* Effect.flip(over(supervision.scale("pool", 4, by)));
          expect(refused).toMatchObject({
            reason: "invalid_spec",
            message: "port 3002 of pool#3 is also that of web; give one of the two another port in the file",
          });
          expect(Object.keys(yield* statesOf(supervision))).toEqual(["pool", "pool#1", "pool#2", "web"]);
          expect(yield* revisions.list).toHaveLength(1);
          expect(yield* over(supervision.scale("pool", 1, by))).toMatchObject({ reached: true });
        }),
    ));

  // Instances that are not started were waited for, and dropped as if they had failed.
  it("adds instances to a group that is down, or started by hand, and starts none", () =>
    running(pool("autostart: false"), ({ supervision, world }) =>
      Effect.gen(function* () {
        expect(yield* over(supervision.scale("pool", 2, by))).toMatchObject({ reached: true });
        expect(yield* statesOf(supervision)).toEqual({
          pool: "stopped",
          "pool#1": "stopped",
          "pool#2": "stopped",
        });
        expect(world.happened).toEqual([]);
      }),
    ));
});
