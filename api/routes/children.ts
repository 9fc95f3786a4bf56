import { Effect, Schema } from "effect";
import { Hono } from "hono";
import { isWithin, legalName } from "../../src/domain/ChildPath.ts";
import { Command } from "../../src/domain/ChildSpec.ts";
import type { NotPossible } from "../../src/domain/Errors.ts";
import { signalNames } from "../../src/domain/signals.ts";
import { type Outcome, Supervision } from "../../supervisors/Supervision.ts";
import { answer } from "../problem.ts";
import { body } from "../request.ts";
import { oneChild, theChildren } from "../resolve.ts";
import type { ApiRuntime } from "../runtime.ts";

const common = { by: Schema.String, wait: Schema.optionalWith(Schema.Boolean, { default: () => true }) };
const Wanted = Schema.Struct({ ...common, paths: Schema.NonEmptyArray(Schema.String) });
const Name = Schema.String.pipe(
  Schema.pattern(legalName, {
    message: ({ actual }) =>
      `"${actual}" is no name for a child: letters, digits, ".", "_" and "-", beginning with a letter or digit`,
  }),
);
const Addition = Schema.Struct({ ...common, under: Schema.String, name: Name, command: Command });
const Scaling = Schema.Struct({ ...common, path: Schema.String, replicas: Schema.NonNegativeInt });
const Signalling = Schema.Struct({
  by: Schema.String,
  path: Schema.String,
  signal: Schema.Literal(...signalNames),
});

type Act = (path: string) => Effect.Effect<Outcome, NotPossible, Supervision>;

const depthOf = (path: string): number => path.split(/[/#]/).length;

/** The children that are meant, without those that lie under another one that is meant too. */
const topmost = (paths: ReadonlyArray<string>): ReadonlyArray<string> =>
  paths.filter((path) => !paths.some((other) => other !== path && isWithin(other, path)));

/** All that is meant, level by level: a child can't be started before its supervisor. */
const byLevel = (paths: ReadonlyArray<string>, act: Act) =>
  Effect.gen(function* () {
    const depths = [...new Set(paths.map(depthOf))].sort((a, b) => a - b);
    const outcomes = yield* Effect.forEach(depths, (depth) =>
      Effect.forEach(
        paths.filter((path) => depthOf(path) === depth),
        act,
        { concurrency: "unbounded" },
      ),
    );
    return outcomes.flat();
  });

const meant = (typed: ReadonlyArray<string>) =>
  Effect.map(Effect.forEach(typed, theChildren), (found) => [...new Set(found.flat())]);

type Verb = "start" | "stop" | "restart";

/** Commands to children: wanted state, and the tree itself. */
export const children = (runtime: ApiRuntime): Hono => {
  const app = new Hono();
  for (const verb of ["start", "stop", "restart"] satisfies ReadonlyArray<Verb>) {
    app.post(`/children/${verb}`, (context) => {
      const effect = Effect.gen(function* () {
        const { paths, ...options } = yield* body(Wanted, () => context.req.json());
        const supervision = yield* Supervision;
        const children = yield* meant(paths);
        const act: Act = (path) => supervision[verb](path, options);
        return { outcomes: yield* byLevel(verb === "start" ? children : topmost(children), act) };
      });
      return answer(context, runtime, effect);
    });
  }
  app.post("/children/add", (context) => {
    const effect = Effect.gen(function* () {
      const { under, name, command, ...options } = yield* body(Addition, () => context.req.json());
      const parent = yield* oneChild(under);
      const supervision = yield* Supervision;
      return { outcomes: [yield* supervision.add(parent, name, command, options)] };
    });
    return answer(context, runtime, effect);
  });
  app.post("/children/remove", (context) => {
    const effect = Effect.gen(function* () {
      const { paths, ...options } = yield* body(Wanted, () => context.req.json());
      const supervision = yield* Supervision;
      return {
        outcomes: yield* byLevel(topmost(yield* meant(paths)), (path) => supervision.remove(path, options)),
      };
    });
    return answer(context, runtime, effect);
  });
  app.post("/children/scale", (context) => {
    const effect = Effect.gen(function* () {
      const { path, replicas, ...options } = yield* body(Scaling, () => context.req.json());
      const supervision = yield* Supervision;
      return { outcomes: [yield* supervision.scale(yield* oneChild(path), replicas, options)] };
    });
    return answer(context, runtime, effect);
  });
  app.post("/children/signal", (context) => {
    const effect = Effect.gen(function* () {
      const { path, signal, by } = yield* body(Signalling, () => context.req.json());
      const supervision = yield* Supervision;
      const pids = yield* Effect.forEach(yield* theChildren(path), (one) =>
        supervision.signal(one, signal, by),
      );
      return { pids: pids.flat() };
    });
    return answer(context, runtime, effect);
  });
  return app;
};
