import { Effect, Either, Schema, Stream } from "effect";
import { type Context, Hono } from "hono";
import { type ChildPath, outermost } from "../../src/domain/ChildPath.ts";
import {
  type BadSearch,
  type LogLine,
  type LogQuery,
  LogStore,
  type Place,
} from "../../src/ports/LogStore.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import { ndjson } from "../ndjson.ts";
import { badRequest, respond } from "../problem.ts";
import { body } from "../request.ts";
import { theChildren } from "../resolve.ts";
import type { ApiRuntime } from "../runtime.ts";

type Asked = Readonly<Record<string, string>>;

/** A query, or what is wrong with it. */
const queryOf = (asked: Asked): Either.Either<Omit<LogQuery, "within">, string> =>
  Either.gen(function* () {
    const { grep, stream } = asked;
    if (stream !== undefined && stream !== "stdout" && stream !== "stderr") {
      return yield* Either.left(`stream is stdout or stderr, not "${stream}"`);
    }
    if (grep !== undefined) yield* aRegularExpression(grep);
    return {
      ...(yield* numbers(asked)),
      ...(yield* times(asked)),
      ...(grep === undefined ? {} : { grep }),
      ...(stream === undefined ? {} : { stream }),
    };
  });

const aRegularExpression = (source: string): Either.Either<RegExp, string> =>
  Either.try({
    try: () => new RegExp(source),
    catch: (error) => (error instanceof Error ? error.message : String(error)),
  });

const each = <Key extends string>(
  keys: ReadonlyArray<Key>,
  asked: Asked,
  parse: (text: string) => number | null,
  expected: string,
): Either.Either<Partial<Record<Key, number>>, string> => {
  const found: Partial<Record<Key, number>> = {};
  for (const key of keys) {
    const text = asked[key];
    if (text === undefined) continue;
    const value = parse(text);
    if (value === null) return Either.left(`${key} takes ${expected}, not "${text}"`);
    found[key] = value;
  }
  return Either.right(found);
};

const numbers = (asked: Asked) =>
  each(
    ["last", "after", "run"],
    asked,
    (text) => (/^\d+$/.test(text) ? Number(text) : null),
    "a whole number",
  );

const times = (asked: Asked) =>
  each(
    ["since", "until"],
    asked,
    (text) => (Number.isNaN(Date.parse(text)) ? null : Date.parse(text)),
    "a time such as 2026-01-31T08:00:00Z",
  );

/** The children that are meant: those named and what is under them, or all of the tree. */
const meant = (typed: string | undefined) =>
  typed === undefined
    ? Effect.map(
        Effect.flatMap(Supervision, ({ status }) => status()),
        ({ children }) => children.flatMap(({ kind, path }) => (kind === "service" ? [path] : [])),
      )
    : theChildren(typed);

/** The same for what is followed: also children that appear later. Who is under another one is meant with him. */
const meantLive = (typed: string | undefined) =>
  typed === undefined ? Effect.succeed([""]) : Effect.map(theChildren(typed), outermost);

/** What ends a search halfway is the last line of the answer. */
const withProblem = <Line>(
  lines: Stream.Stream<Line, BadSearch>,
): Stream.Stream<Line | { readonly problem: string }> =>
  Stream.catchAll(lines, ({ message }) => Stream.make({ problem: message }));

/** The body of a request to follow from where somebody was when the last daemon ended. */
const Resuming = Schema.Struct({
  /** The number of the last line that was had of each child, by path; null where nothing was followed before. */
  places: Schema.NullOr(Schema.Record({ key: Schema.String, value: Schema.NonNegativeInt })),
});

const mapOf = ({ places }: typeof Resuming.Type): ReadonlyMap<string, number> | null =>
  places === null ? null : new Map(Object.entries(places));

type Wanted = (store: typeof LogStore.Service, query: LogQuery) => Stream.Stream<LogLine | Place, BadSearch>;

/** What the children have printed, and what they print: a line each. */
export const logs = (runtime: ApiRuntime): Hono => {
  const lines = (context: Context, within: ReadonlyArray<ChildPath>, wanted: Wanted) =>
    Effect.gen(function* () {
      const query = yield* Effect.mapError(queryOf(context.req.query()), badRequest);
      const stream = wanted(yield* LogStore, { ...query, within });
      return ndjson(context, runtime, withProblem(stream));
    });
  return new Hono()
    .get("/logs", (context) => {
      const found = Effect.flatMap(meant(context.req.query("path")), (within) =>
        lines(context, within, (store, query) => store.read(query)),
      );
      return respond(context, runtime, found);
    })
    .get("/logs/live", (context) => {
      const found = Effect.flatMap(meantLive(context.req.query("path")), (within) =>
        lines(context, within, (store, query) => store.follow(query)),
      );
      return respond(context, runtime, found);
    })
    .post("/logs/live", (context) => {
      const found = Effect.gen(function* () {
        const places = mapOf(yield* body(Resuming, () => context.req.json()));
        const within = yield* meantLive(context.req.query("path"));
        return yield* lines(context, within, (store, query) => store.followFrom(places, query));
      });
      return respond(context, runtime, found);
    });
};
