import { Effect, Stream } from "effect";
import { Hono } from "hono";
import { type LogQuery, LogStore } from "../../src/ports/LogStore.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import { ndjson } from "../ndjson.ts";
import { answer } from "../problem.ts";
import { theChildren } from "../resolve.ts";
import type { ApiRuntime } from "../runtime.ts";

/** The services that are meant: those named, or under what is named; all without a name. */
const services = (typed: string | undefined) =>
  Effect.gen(function* () {
    const supervision = yield* Supervision;
    const roots = typed === undefined ? [""] : yield* theChildren(typed);
    const statuses = yield* Effect.forEach(roots, (path) => supervision.status(path));
    return [
      ...new Set(
        statuses.flatMap(({ children }) =>
          children.flatMap((child) => (child.kind === "service" ? [child.path] : [])),
        ),
      ),
    ];
  });

const queryOf = (query: Record<string, string>): Omit<LogQuery, "path" | "last"> => ({
  ...(query.run === undefined ? {} : { run: Number(query.run) }),
  ...(query.stream === "stdout" || query.stream === "stderr" ? { stream: query.stream } : {}),
});

/** What the children have printed, and what they print. */
export const logs = (runtime: ApiRuntime): Hono =>
  new Hono()
    .get("/logs", (context) => {
      const query = context.req.query();
      const effect = Effect.gen(function* () {
        const store = yield* LogStore;
        const last = Number(query.last ?? 20);
        const lines = yield* Effect.forEach(yield* services(query.path), (path) =>
          store.read({ ...queryOf(query), path, last }),
        );
        return { lines: lines.flat() };
      });
      return answer(context, runtime, effect);
    })
    .get("/logs/live", (context) => {
      const query = context.req.query();
      const lines = Effect.gen(function* () {
        const store = yield* LogStore;
        const paths = yield* Effect.orElseSucceed(services(query.path), () => []);
        return Stream.mergeAll(
          paths.map((path) => store.follow({ ...queryOf(query), path })),
          { concurrency: "unbounded" },
        );
      });
      return ndjson(context, runtime, Stream.unwrap(lines));
    });
