import { Schema, type Stream } from "effect";
import type { RequiredRole } from "../../src/domain/Principal.ts";
import type { Audit } from "./accounts/audit.ts";
import type { RefusalCode } from "./refusals.ts";

type Data = Schema.Schema.AnyNoContext;

/** One JSON document. */
interface Document<S extends Data = Data> {
  readonly form: "document";
  readonly schema: S;
}
export const document = <A>(schema: Schema.Schema<A>): Document<Schema.Schema<A>> => ({
  form: "document",
  schema,
});

/** A stream of items, a line of JSON each (NDJSON). */
interface Lines<S extends Data = Data> {
  readonly form: "lines";
  readonly schema: S;
}
export const lines = <A>(schema: Schema.Schema<A>): Lines<Schema.Schema<A>> => ({ form: "lines", schema });

/** Text of another type than JSON. */
interface Text<S extends Data = Data> {
  readonly form: "text";
  readonly schema: S;
  /** As in the header `content-type`. */
  readonly type: string;
}
export const text = (type: string): Text<typeof Schema.String> => ({
  form: "text",
  schema: Schema.String,
  type,
});

export type AnswerForm = Document | Lines | Text;

/** The methods of routes. */
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** The document, or one of the lines. */
export type ItemOf<Form extends AnswerForm> = Schema.Schema.Type<Form["schema"]>;

/** The success value of a handler. */
export type Answered<Form extends AnswerForm> = Form extends Lines
  ? Stream.Stream<ItemOf<Form>>
  : ItemOf<Form>;

/** A media type other than the one of the declared answer. */
export type Alternative = "text/plain" | "application/x-ndjson";

/** What is sent, for the documentation; a test decodes it. What is answered: `openapi/answerExamples.ts`. */
interface Examples {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | ReadonlyArray<string>>>;
  readonly body?: unknown;
}

/** The schema of absent parameters, query or body. */
export const Nothing = Schema.Struct({});
type Nothing = typeof Nothing;

/**
 * One route of the API: its input, its answer, and the role that it requires. Validation, authorisation, the form of the
 * answer and the audit event follow from it (`handle`), and so do the types of the client.
 */
export interface Route<
  Name extends string,
  M extends Method,
  Path extends `/${string}`,
  Params extends Data,
  Query extends Data,
  Body extends Data,
  Form extends AnswerForm,
  Code extends RefusalCode,
> {
  /** Its name in the contract. */
  readonly name: Name;
  readonly method: M;
  /** Below `/api/v1`, unless it is at the root; `:name` is a parameter. */
  readonly path: Path;
  /** `root`: its path is the whole path. */
  readonly at?: "root";
  /** What it does, in a line; for the documentation. */
  readonly summary: string;
  /** What the line leaves out; Markdown. */
  readonly description?: string;
  readonly examples?: Examples;
  /** The status of its success; 200 by default. */
  readonly success?: 200 | 201 | 202;
  /** The other media types that it answers with, if the header `accept` asks for them. */
  readonly alternatives?: ReadonlyArray<Alternative>;
  /** `tagged`: its answers have an `ETag`, and who names it in `If-None-Match` is answered 304 until they change. */
  readonly caching?: "tagged";
  /**
   * `command line`: it serves the command line of any version, so it ignores unknown fields. Left out: it is public, and
   * refuses them.
   */
  readonly audience?: "command line";
  /** The lowest role that may use it. */
  readonly role: RequiredRole;
  /**
   * `tree`: a principal whose scope is a part of the tree may use it, and its handler keeps to that part. Left out: only
   * those whose scope is the whole tree may.
   */
  readonly scope?: "tree";
  readonly params: Params;
  /** A repeatable key is an array; of any other key the first value counts. */
  readonly query: Query;
  /** JSON. */
  readonly body: Body;
  readonly answer: Form;
  /** Its refusals, besides those of every route: bad request and forbidden. */
  readonly refusals: ReadonlyArray<Code>;
  /** The event that it records; absent if it changes nothing. */
  readonly audit?: Audit<Schema.Schema.Type<Body>, Answered<Form>>;
}

type Optional = "params" | "query" | "body";

export const route = <
  const Name extends string,
  const M extends Method,
  const Path extends `/${string}`,
  Form extends AnswerForm,
  const Code extends RefusalCode = never,
  Params extends Data = Nothing,
  Query extends Data = Nothing,
  Body extends Data = Nothing,
>(
  declaration: Omit<Route<Name, M, Path, Params, Query, Body, Form, Code>, Optional> &
    Partial<Pick<Route<Name, M, Path, Params, Query, Body, Form, Code>, Optional>>,
) =>
  // An omitted part has the type of its default.
  ({ params: Nothing, query: Nothing, body: Nothing, ...declaration }) as unknown as Route<
    Name,
    M,
    Path,
    Params,
    Query,
    Body,
    Form,
    Code
  >;
