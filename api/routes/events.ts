import { Effect, Stream } from "effect";
import { Hono } from "hono";
import { isWithin } from "../../src/domain/ChildPath.ts";
import { Journal } from "../../src/ports/Journal.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import { journalPage } from "../journalPage.ts";
import { ndjson } from "../ndjson.ts";
import { answer, respond } from "../problem.ts";
import { wholeNumber } from "../request.ts";
import { theChildren } from "../resolve.ts";
import type { ApiRuntime } from "../runtime.ts";

/** The children whose events are meant, each with all under it; the whole tree without a path. */
const subjects = (typed: string | undefined) =>
  typed === undefined ? Effect.succeed([""]) : theChildren(typed);

/** The journal: what was, and what comes. */
export const events = (runtime: ApiRuntime): Hono =>
  new Hono()
    .get("/events", (context) => {
      const query = context.req.query();
      const effect = Effect.gen(function* () {
        const last = yield* wholeNumber(query, "last");
        const after = yield* wholeNumber(query, "after");
        const within = yield* subjects(query.path);
        const journal = yield* Journal;
        const unwritten = yield* Effect.flatMap(Supervision, ({ recorded }) => recorded);
        const { entries, next } = yield* journalPage({ last, after, within }, unwritten);
        return { entries, next, complete_after: yield* journal.completeAfter };
      });
      return answer(context, runtime, effect);
    })
    .get("/events/live", (context) => {
      const effect = Effect.gen(function* () {
        const within = yield* subjects(context.req.query("path"));
        const { live, recorded } = yield* Supervision;
        // What has happened until now belongs to what was.
        yield* recorded;
        const meant = Stream.filter(live, ({ subject }) => within.some((path) => isWithin(path, subject)));
        return ndjson(context, runtime, meant);
      });
      return respond(context, runtime, effect);
    });
