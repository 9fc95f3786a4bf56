import { Effect, Stream } from "effect";
import { Hono } from "hono";
import { isWithin } from "../../src/domain/ChildPath.ts";
import type { JournalEntry } from "../../src/domain/Event.ts";
import { Journal } from "../../src/ports/Journal.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import { ndjson } from "../ndjson.ts";
import { answer, respond } from "../problem.ts";
import { wholeNumber } from "../request.ts";
import { theChildren } from "../resolve.ts";
import type { ApiRuntime } from "../runtime.ts";

/** The children whose events are meant, each with all under it; the whole tree without a path. */
const subjects = (typed: string | undefined) =>
  typed === undefined ? Effect.succeed([""]) : theChildren(typed);

/** Entries in their order, each once, though several subjects may have led to it, or it was written meanwhile. */
const inOrder = (found: ReadonlyArray<ReadonlyArray<JournalEntry>>): ReadonlyArray<JournalEntry> =>
  [...new Map(found.flat().map((entry) => [entry.seq, entry])).values()].sort((a, b) => a.seq - b.seq);

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
        const waiting = unwritten.filter(
          ({ seq, subject }) => seq > (after ?? 0) && within.some((path) => isWithin(path, subject)),
        );
        const asked = {
          ...(last === undefined ? {} : { last }),
          ...(after === undefined ? {} : { after }),
        };
        const found = yield* Effect.forEach(within, (path) => journal.read({ ...asked, within: path }));
        const entries = inOrder([...found, waiting]);
        return {
          entries: last === undefined ? entries : entries.slice(Math.max(0, entries.length - last)),
          complete_after: yield* journal.completeAfter,
        };
      });
      return answer(context, runtime, effect);
    })
    .get("/events/live", (context) => {
      const effect = Effect.gen(function* () {
        const within = yield* subjects(context.req.query("path"));
        const { live } = yield* Supervision;
        const meant = Stream.filter(live, ({ subject }) => within.some((path) => isWithin(path, subject)));
        return ndjson(context, runtime, meant);
      });
      return respond(context, runtime, effect);
    });
