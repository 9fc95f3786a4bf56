import { Effect, Stream } from "effect";
import { Hono } from "hono";
import { isWithin } from "../../src/domain/ChildPath.ts";
import { Journal } from "../../src/ports/Journal.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import { ndjson } from "../ndjson.ts";
import { answer } from "../problem.ts";
import { theChildren } from "../resolve.ts";
import type { ApiRuntime } from "../runtime.ts";

const wholeNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;

/** The journal: what was, and what comes. */
export const events = (runtime: ApiRuntime): Hono =>
  new Hono()
    .get("/events", (context) => {
      const { path, last, after } = context.req.query();
      const effect = Effect.gen(function* () {
        const paths = path === undefined ? [""] : yield* theChildren(path);
        const journal = yield* Journal;
        const supervision = yield* Supervision;
        yield* supervision.recorded;
        const [newest, from] = [wholeNumber(last), wholeNumber(after)];
        const query = {
          ...(newest === undefined ? {} : { last: newest }),
          ...(from === undefined ? {} : { after: from }),
        };
        const found = yield* Effect.forEach(paths, (within) => journal.read({ ...query, within }));
        const entries = [...new Map(found.flat().map((entry) => [entry.seq, entry])).values()];
        entries.sort((a, b) => a.seq - b.seq);
        return {
          entries: newest === undefined ? entries : entries.slice(Math.max(0, entries.length - newest)),
        };
      });
      return answer(context, runtime, effect);
    })
    .get("/events/live", (context) => ndjson(context, runtime, liveWithin(context.req.query("path"))));

const liveWithin = (typed: string | undefined) =>
  Stream.unwrap(
    Effect.gen(function* () {
      const supervision = yield* Supervision;
      const paths =
        typed === undefined ? [""] : yield* Effect.orElseSucceed(theChildren(typed), () => [typed]);
      return Stream.filter(supervision.live, ({ subject }) => paths.some((path) => isWithin(path, subject)));
    }),
  );
