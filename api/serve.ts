import { Effect, Exit, Runtime, Schema, Stream } from "effect";
import type { Context } from "hono";
import type { Journal } from "../src/ports/Journal.ts";
import type { LogStore } from "../src/ports/LogStore.ts";
import type { Supervision } from "../supervisors/Supervision.ts";
import type { DownHow, Problem } from "./contract.ts";
import { BadRequest, problemOfCause, type RouteError } from "./problems.ts";

/** What the routes work with. */
export type Services = Supervision | Journal | LogStore;

/** What the daemon hands to its API. */
export interface AppOptions {
  readonly runtime: Runtime.Runtime<Services>;
  /** Begin to stop the daemon and all it runs; returns at once. */
  readonly down: (how: DownHow, by: string) => void;
  readonly pid: number;
  /** Succeeds when the daemon ends: streams that are followed end with it. */
  readonly ending: Effect.Effect<void>;
}

/** A problem as an answer. */
export const refuse = (problem: Problem): Response =>
  new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { "content-type": "application/problem+json" },
  });

const answer = <A>(
  { runtime }: AppOptions,
  effect: Effect.Effect<A, RouteError, Services>,
  respond: (value: A) => Response,
): Promise<Response> =>
  Runtime.runPromiseExit(runtime)(effect).then(
    Exit.match({ onSuccess: respond, onFailure: (cause) => refuse(problemOfCause(cause)) }),
  );

/**
 * Run a route's effect and answer with its value as JSON. The effect goes on when the client goes away: a
 * restart that has begun is not left half done.
 */
export const json = <A>(
  options: AppOptions,
  effect: Effect.Effect<A, RouteError, Services>,
  status = 200,
): Promise<Response> => answer(options, effect, (value) => Response.json(value, { status }));

/** A stream of objects, one JSON document a line, and what its reader should be told. */
export interface Lines<A> {
  readonly lines: Stream.Stream<A, never, Services>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answer with objects, one a line, as they come; ends when the client goes away or the daemon ends. */
export const ndjson = <A>(
  options: AppOptions,
  effect: Effect.Effect<Lines<A>, RouteError, Services>,
): Promise<Response> =>
  answer(options, effect, ({ lines, headers }) => {
    const text = lines.pipe(
      Stream.interruptWhen(options.ending),
      Stream.chunks,
      Stream.map((chunk) => Array.from(chunk, (item) => `${JSON.stringify(item)}\n`).join("")),
      Stream.encodeText,
    );
    return new Response(Stream.toReadableStreamRuntime(text, options.runtime), {
      headers: { "content-type": "application/x-ndjson", ...headers },
    });
  });

/** The request's JSON body, checked. */
export const body = <A, I>(context: Context, schema: Schema.Schema<A, I>): Effect.Effect<A, BadRequest> =>
  Effect.tryPromise({
    try: () => context.req.json(),
    catch: () => new BadRequest("the body is not JSON"),
  }).pipe(
    Effect.flatMap((value) =>
      Effect.mapError(Schema.decodeUnknown(schema)(value), ({ message }) => new BadRequest(message)),
    ),
  );

/** A whole number of the query, if it is given. */
export const numberIn = (context: Context, name: string): Effect.Effect<number | undefined, BadRequest> => {
  const text = context.req.query(name);
  if (text === undefined) return Effect.succeed(undefined);
  return /^\d{1,15}$/.test(text)
    ? Effect.succeed(Number(text))
    : Effect.fail(new BadRequest(`${name}: write a whole number, not ${JSON.stringify(text)}`));
};
