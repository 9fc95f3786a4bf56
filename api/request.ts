import { Effect, ParseResult, Schema } from "effect";
import { type BadRequest, badRequest } from "./problem.ts";

/** The body of a request as a schema has it. */
export const body = <A, I>(
  schema: Schema.Schema<A, I>,
  read: () => Promise<unknown>,
): Effect.Effect<A, BadRequest> =>
  Effect.tryPromise({ try: read, catch: () => badRequest("the body is not JSON") }).pipe(
    Effect.flatMap(Schema.decodeUnknown(schema)),
    Effect.catchTag("ParseError", (error) => Effect.fail(badRequest(mistakes(error)))),
  );

/** Each mistake with where it is. */
const mistakes = (error: ParseResult.ParseError): string =>
  ParseResult.ArrayFormatter.formatErrorSync(error)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join(".")}: ${message}`))
    .join("; ");

/** A whole number of the query; undefined where it is not given. */
export const wholeNumber = (
  query: Readonly<Record<string, string>>,
  name: string,
): Effect.Effect<number | undefined, BadRequest> => {
  const text = query[name];
  if (text === undefined) return Effect.succeed(undefined);
  return /^\d{1,15}$/.test(text)
    ? Effect.succeed(Number(text))
    : Effect.fail(badRequest(`${name} takes a whole number, not "${text}"`));
};
