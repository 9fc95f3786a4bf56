import { Effect, Either, Stream } from "effect";
import { type Context, Hono } from "hono";
import { type BadSearch, type LogLine, type LogQuery, LogStore } from "../../src/ports/LogStore.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import { ndjson } from "../ndjson.ts";
import { badRequest, respond } from "../problem.ts";
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

/** What ends a search halfway is the last line of the answer. */
const withProblem = (
  lines: Stream.Stream<LogLine, BadSearch>,
): Stream.Stream<LogLine | { readonly problem: string }> =>
  Stream.catchAll(lines, ({ message }) => Stream.make({ problem: message }));

/** What the children have printed, and what they print: a line each. */
export const logs = (runtime: ApiRuntime): Hono => {
  const lines = (context: Context, follow: boolean) => {
    const asked = context.req.query();
    const found = Effect.gen(function* () {
      const query = yield* Effect.mapError(queryOf(asked), badRequest);
      const within = follow && asked.path === undefined ? [""] : yield* meant(asked.path);
      const store = yield* LogStore;
      return withProblem(store[follow ? "follow" : "read"]({ ...query, within }));
    });
    return respond(
      context,
      runtime,
      Effect.map(found, (stream) => ndjson(context, runtime, stream)),
    );
  };
  return new Hono()
    .get("/logs", (context) => lines(context, false))
    .get("/logs/live", (context) => lines(context, true));
};
