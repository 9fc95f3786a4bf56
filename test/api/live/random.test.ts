import { Effect } from "effect";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { Supervision } from "../../../supervisors/Supervision.ts";
import { onMachine, pass } from "../../supervisors/machine.ts";
import { examples } from "../../support/examples.ts";
import { channelOf, greet, type Heard, viewer } from "./listening.ts";
import { Replica } from "./Replica.ts";

const by = { by: "user:test", wait: false };
const tree = `
defaults: { min_uptime: 50ms, stop: { timeout: 1s }, backoff: { initial: 200ms, jitter: 0 } }
children:
  a: { command: a }
  pool: { command: p, replicas: 2 }
  group: { children: { one: { command: one }, two: { command: two } } }
`;

const path = fc.constantFrom(
  "a",
  "group/one",
  "group/two",
  "pool#1",
  "pool#2",
  "group",
  "extra",
  "group/more",
);
const step = fc.oneof(
  fc.record({ what: fc.constantFrom("exit", "stop", "start", "restart", "remove"), path }),
  fc.record({ what: fc.constant("add"), path: fc.constantFrom("a", "extra", "group/one", "group/more") }),
  fc.record({ what: fc.constant("scale"), replicas: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ what: fc.constant("pass"), ms: fc.integer({ min: 1, max: 700 }) }),
  fc.record({
    what: fc.constantFrom("leave", "return", "clog", "clear"),
    client: fc.integer({ min: 0, max: 2 }),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const scopes = [null, null, ["group"]];

it("whatever happens, and however often they leave and return, all clients have what GET /state has", () =>
  fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) =>
      onMachine((machine) =>
        Effect.scoped(
          Effect.gen(function* () {
            const { supervision } = yield* machine.daemon(tree);
            const channel = yield* channelOf(supervision);
            const replicas = scopes.map(() => new Replica());
            const clients: Array<Heard | null> = scopes.map(() => null);
            const callers = scopes.map((scope) => viewer(scope, scope === null ? "all" : "some"));
            let told = 0;

            /** What a client has heard is what its replica has, over all its connections. */
            const take = (at: number): void => {
              for (const frame of clients[at]?.fresh() ?? []) {
                told += 1;
                replicas[at]?.hear(frame);
              }
            };
            const leave = (at: number): void => {
              take(at);
              clients[at]?.listening.closed();
              clients[at] = null;
            };
            const comeBack = (at: number) =>
              Effect.gen(function* () {
                if (clients[at]) return;
                clients[at] = yield* greet(channel, {
                  ...{ caller: callers[at] ?? viewer(), has: replicas[at] ?? null },
                });
              });
            const ignored = <A, E>(effect: Effect.Effect<A, E>) => Effect.fork(Effect.ignore(effect));
            const carryOut = (one: Step): Effect.Effect<unknown> => {
              if ("ms" in one) return pass(one.ms);
              if ("replicas" in one) return ignored(supervision.scale("pool", one.replicas, by));
              if ("client" in one) {
                const client = clients[one.client];
                if (one.what === "return") return comeBack(one.client);
                if (one.what === "leave") return Effect.sync(() => leave(one.client));
                return Effect.sync(() => {
                  if (client) client.unsent = one.what === "clog" ? 300_000 : 0;
                });
              }
              const parts = one.path.split("/");
              const [name = "", parent = ""] = [parts.at(-1), parts.at(-2)];
              switch (one.what) {
                case "exit":
                  return machine.exit(one.path, { code: 1 });
                case "add":
                  return ignored(supervision.add(parent, name, { argv: ["x"] }, { ...by }));
                case "remove":
                  return ignored(supervision.remove(one.path, by));
                case "stop":
                  return ignored(supervision.stop(one.path, by));
                case "start":
                  return ignored(supervision.start(one.path, by));
                default:
                  return ignored(supervision.restart(one.path, by));
              }
            };
            for (const one of steps) yield* carryOut(one);
            for (const [at, client] of clients.entries()) {
              if (client) client.unsent = 0;
              yield* comeBack(at);
            }
            yield* pass(4000);
            for (const [at, scope] of scopes.entries()) {
              take(at);
              const state = yield* Effect.provideService(channel.snapshot(scope), Supervision, supervision);
              expect(replicas[at]?.columns, `client ${at}`).toEqual(state.nodes);
            }
            expect(told).toBeGreaterThan(3);
          }),
        ),
      ),
    ),
    examples(15),
  ));
