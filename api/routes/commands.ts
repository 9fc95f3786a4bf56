import { Effect } from "effect";
import { Hono } from "hono";
import { root } from "../../src/domain/ChildPath.ts";
import { type Outcome, Supervision } from "../../supervisors/Supervision.ts";
import { AddRequest, ChildRequest, ScaleRequest, type SignalAnswer, SignalRequest } from "../contract.ts";
import { pathOf } from "../selection.ts";
import { type AppOptions, body, json } from "../serve.ts";

/** Changing the tree by hand: each command is to one child and answers with what it came to. */
export const commandRoutes = (options: AppOptions): Hono => {
  const routes = new Hono();
  for (const verb of ["start", "stop", "restart", "remove"] as const) {
    routes.post(`/commands/${verb}`, (context) => {
      const commanded = Effect.gen(function* () {
        const { path: typed, ...how } = yield* body(context, ChildRequest);
        const path = yield* pathOf(typed);
        return yield* (yield* Supervision)[verb](path, how);
      });
      return json<Outcome>(options, commanded);
    });
  }
  return routes
    .post("/commands/add", (context) => {
      const added = Effect.gen(function* () {
        const { under, name, command, ...how } = yield* body(context, AddRequest);
        const parent = under === root ? root : yield* pathOf(under);
        return yield* (yield* Supervision).add(parent, name, command, how);
      });
      return json<Outcome>(options, added, 201);
    })
    .post("/commands/scale", (context) => {
      const scaled = Effect.gen(function* () {
        const { path: typed, replicas, ...how } = yield* body(context, ScaleRequest);
        const path = yield* pathOf(typed);
        return yield* (yield* Supervision).scale(path, replicas, how);
      });
      return json<Outcome>(options, scaled);
    })
    .post("/commands/signal", (context) => {
      const signalled = Effect.gen(function* () {
        const { path: typed, signal, by } = yield* body(context, SignalRequest);
        const path = yield* pathOf(typed);
        const pids = yield* (yield* Supervision).signal(path, signal, by);
        return { pids };
      });
      return json<SignalAnswer>(options, signalled);
    });
};
