import { Effect, Either, ParseResult, Schema, SchemaAST } from "effect";
import type { HonoRequest } from "hono";
import { BadRequest, type Mistake } from "../answer/problem.ts";
import { Nothing } from "../contract/route.ts";
import { parseJson, TooDeep } from "../transport/json.ts";

type Data = Schema.Schema.AnyNoContext;

/** A message without the value that is wrong: it may be a secret. */
const withoutValue = (message: string): string => message.replace(/, actual .*$/s, "");

/** Each mistake with where it is; what none of several alternatives is, is one mistake. */
const mistakesIn = (error: ParseResult.ParseError): ReadonlyArray<Mistake> => {
  const messages = new Map<string, Set<string>>();
  for (const { path, message } of ParseResult.ArrayFormatter.formatErrorSync(error)) {
    const place = path.join(".");
    messages.set(place, (messages.get(place) ?? new Set()).add(withoutValue(message)));
  }
  return [...messages].map(([path, said]) => ({ path, message: [...said].join(", or ") }));
};

/** Whether fields that the schema doesn't have are refused. */
type UnknownFields = "refused" | "ignored";

/** A part of a request as its schema has it. `separator` stands between a place and what is wrong there. */
export const decode = <S extends Data>(
  schema: S,
  separator: string,
  unknownFields: UnknownFields,
): ((input: unknown) => Either.Either<Schema.Schema.Type<S>, BadRequest>) => {
  const onExcessProperty = unknownFields === "refused" ? "error" : "ignore";
  const decodeUnknown = Schema.decodeUnknownEither(schema, { errors: "all", onExcessProperty });
  return (input) =>
    Either.mapLeft(decodeUnknown(input), (error) => {
      const errors = mistakesIn(error);
      const sentences = errors.map(({ path, message }) =>
        path === "" ? message : `${path}${separator}${message}`,
      );
      return new BadRequest({ message: sentences.join("; "), errors });
    });
};

type Read<S extends Data> = (request: HonoRequest) => Either.Either<Schema.Schema.Type<S>, BadRequest>;

const isObject = (input: unknown): input is Readonly<Record<string, unknown>> =>
  typeof input === "object" && input !== null && !Array.isArray(input);

const principalInBody = new BadRequest({
  message: "by: the principal is known from the connection; leave this field out",
  errors: [{ path: "by", message: "the principal is known from the connection; leave this field out" }],
});

const isNothing = (schema: Data): boolean => schema.ast === Nothing.ast;

/** `from`: where the body comes from. The command line of version 0.1 names the principal in it. */
type ReadBody<S extends Data> = (
  request: HonoRequest,
  from: "network" | "unix socket",
) => Effect.Effect<Schema.Schema.Type<S>, BadRequest>;

/** A body of a route that takes none: an empty schema would let any through. */
const decodeNothing = (input: unknown): Effect.Effect<unknown, BadRequest> => {
  const message = "is unexpected: the route takes no body";
  if (!isObject(input)) return new BadRequest({ message: `the body ${message}` });
  const errors = Object.keys(input).map((path) => ({ path, message }));
  const sentences = errors.map(({ path }) => `${path}: ${message}`);
  return errors.length === 0 ? Effect.succeed({}) : new BadRequest({ message: sentences.join("; "), errors });
};

const bodyDecoder = <S extends Data>(schema: S, unknownFields: UnknownFields) =>
  isNothing(schema) && unknownFields === "refused"
    ? (decodeNothing as ReturnType<typeof decode<S>>)
    : decode(schema, ": ", unknownFields);

export const bodyReader = <S extends Data>(schema: S, unknownFields: UnknownFields): ReadBody<S> => {
  const decoded = bodyDecoder(schema, unknownFields);
  const isTaken = !isNothing(schema);
  // A fiber that waits for no promise is not suspended: most requests are answered in one go.
  const nothing = isTaken ? null : decoded({});
  const bodyOf = async (request: HonoRequest): Promise<unknown> => {
    const text = await request.text();
    return text === "" && !isTaken ? {} : parseJson(text);
  };
  return (request, from) => {
    // The body of a GET means nothing.
    if (nothing !== null && request.method === "GET") return nothing;
    return Effect.tryPromise({
      try: () => bodyOf(request),
      catch: (error) =>
        new BadRequest({ message: error instanceof TooDeep ? error.message : "the body is not JSON" }),
    }).pipe(
      Effect.flatMap((body) => {
        if (!isObject(body) || !("by" in body)) return decoded(body);
        if (from === "network") return Either.left(principalInBody);
        const { by: _, ...rest } = body;
        return decoded(rest);
      }),
    );
  };
};

/** Reads what stands in a query string. */
export const queryDecoder = <S extends Data>(schema: S, unknownFields: UnknownFields = "ignored") =>
  decode(schema, " ", unknownFields);

export const paramsReader = <S extends Data>(schema: S): Read<S> => {
  const decoded = decode(schema, " ", "ignored");
  const nothing = isNothing(schema) ? decoded({}) : null;
  return (request) => nothing ?? decoded(request.param());
};

const isList = (ast: SchemaAST.AST): boolean =>
  SchemaAST.isTupleType(ast) || (SchemaAST.isUnion(ast) && ast.types.some(isList));

/** The keys that may be given several times. */
const listsIn = (schema: Data): ReadonlySet<PropertyKey> =>
  new Set(
    SchemaAST.getPropertySignatures(SchemaAST.encodedAST(schema.ast))
      .filter(({ type }) => isList(type))
      .map(({ name }) => name),
  );

export const queryReader = <S extends Data>(schema: S, unknownFields: UnknownFields): Read<S> => {
  const decoded = queryDecoder(schema, unknownFields);
  const lists = listsIn(schema);
  const ofNone = decoded({});
  return (request) => {
    if (!request.url.includes("?")) return ofNone;
    const given = Object.entries(request.queries());
    return decoded(Object.fromEntries(given.map(([key, all]) => [key, lists.has(key) ? all : all[0]])));
  };
};
