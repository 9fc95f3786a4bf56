import { Effect, Stream } from "effect";
import { Hono } from "hono";
import { type ChildPath, isWithin } from "../../src/domain/ChildPath.ts";
import { Journal } from "../../src/ports/Journal.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import { ndjson } from "../ndjson.ts";
import { answer } from "../problem.ts";
import { oneChild } from "../resolve.ts";
import type { ApiRuntime } from "../runtime.ts";

const wholeNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;

/** The journal: what was, and what comes. */
export const events = (runtime: ApiRuntime): Hono =>
  new Hono()
    .get("/events", (context) => {
      const { path, last, after } = context.req.query();
      const effect = Effect.gen(function* () {
        const within = path === undefined ? "" : yield* oneChild(path);
        const journal = yield* Journal;
        const [newest, from] = [wholeNumber(last), wholeNumber(after)];
        const entries = yield* journal.read({
          within,
          ...(newest === undefined ? {} : { last: newest }),
          ...(from === undefined ? {} : { after: from }),
        });
        return { entries };
      });
      return answer(context, runtime, effect);
    })
    .get("/events/live", (context) => ndjson(context, runtime, liveWithin(context.req.query("path"))));

const liveWithin = (typed: string | undefined) =>
  Stream.unwrap(
    Effect.gen(function* () {
      const supervision = yield* Supervision;
      const within: ChildPath =
        typed === undefined ? "" : yield* Effect.orElseSucceed(oneChild(typed), () => typed);
      return Stream.filter(supervision.live, ({ subject }) => isWithin(within, subject));
    }),
  );
