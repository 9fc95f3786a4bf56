import { JSONSchema, type Schema } from "effect";
import { statuses } from "../answer/problem.ts";
import { contract } from "../contract/contract.ts";
import type { RefusalCode } from "../contract/refusals.ts";
import { type AnswerForm, type Method, Nothing, type Route } from "../contract/route.ts";
import { answerExamples } from "./examples/answerExamples.ts";

type Data = Schema.Schema.AnyNoContext;
type AnyRoute = Pick<
  Route<string, Method, `/${string}`, Data, Data, Data, AnswerForm, RefusalCode>,
  Exclude<keyof Route<string, Method, `/${string}`, Data, Data, Data, AnswerForm, RefusalCode>, "audit">
> & { readonly audit?: unknown };

/** A value of JSON Schema or OpenAPI. */
type Json = { readonly [key: string]: unknown };

/** An OpenAPI 3.1 document. */
export interface OpenApi {
  readonly openapi: "3.1.0";
  readonly info: Json;
  readonly servers: ReadonlyArray<Json>;
  readonly tags: ReadonlyArray<Json>;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Json; readonly [part: string]: unknown };
}

export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: ReadonlyArray<string>;
  readonly security: ReadonlyArray<Json>;
  readonly servers?: ReadonlyArray<{ readonly url: string }>;
  readonly parameters: ReadonlyArray<Json>;
  readonly requestBody?: Json;
  readonly responses: Json;
  readonly "x-role": string;
  readonly "x-scope": string;
}

const isRecord = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Effect names its own kinds of numbers; in a document they are no components, but what they are. */
const numbers: Readonly<Record<string, Json>> = {
  Int: { type: "integer" },
  NonNegativeInt: { type: "integer", minimum: 0 },
};

/** Without what Effect adds for itself: an `$id` that is no identifier, titles that repeat a type, names of numbers. */
const cleaned = (schema: unknown, within: "schema" | "names" = "schema"): unknown => {
  if (Array.isArray(schema)) return schema.map((one) => cleaned(one));
  if (!isRecord(schema)) return schema;
  const number = typeof schema.$ref === "string" ? numbers[schema.$ref.replace(/^.*\//, "")] : undefined;
  if (number !== undefined) {
    const { $ref: _, ...rest } = schema;
    return { ...number, ...rest };
  }
  const kept = Object.entries(schema).filter(
    ([key]) => within === "names" || (key !== "$id" && key !== "title" && key !== "$schema"),
  );
  return Object.fromEntries(
    kept.map(([key, value]) => [
      key,
      cleaned(value, within === "schema" && (key === "properties" || key === "$defs") ? "names" : "schema"),
    ]),
  );
};

/** The JSON Schema of what is sent: of a request its text, of an answer its JSON. */
const jsonSchemaOf = (schema: Data, definitions: Record<string, JSONSchema.JsonSchema7>): Json =>
  cleaned(
    JSONSchema.fromAST(schema.ast, {
      definitions,
      definitionPath: "#/components/schemas/",
      target: "openApi3.1",
      topLevelReferenceStrategy: "keep",
    }),
  ) as Json;

const answers: Readonly<Record<string, unknown>> = answerExamples;

const exampleOf = (value: unknown): Json => (value === undefined ? {} : { example: value });

/** The parameters of a part of the address. */
const parametersOf = (
  place: "path" | "query",
  schema: Data,
  examples: Readonly<Record<string, unknown>>,
  definitions: Record<string, JSONSchema.JsonSchema7>,
): ReadonlyArray<Json> => {
  const { properties, required } = jsonSchemaOf(schema, definitions);
  const names = Array.isArray(required) ? required : [];
  return Object.entries(isRecord(properties) ? properties : {}).map(([name, property]) => {
    const { description, ...rest } = isRecord(property) ? property : {};
    return {
      name,
      in: place,
      required: place === "path" || names.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: rest,
      ...exampleOf(examples[name]),
    };
  });
};

const header = (name: string, description: string): Json => ({
  name,
  in: "header",
  required: false,
  description,
  schema: { type: "string" },
});

const takesPrecondition = ({ refusals }: AnyRoute): boolean => refusals.includes("PreconditionFailed");

const headersOf = (route: AnyRoute): ReadonlyArray<Json> => [
  ...(route.audit === undefined
    ? []
    : [
        header(
          "Idempotency-Key",
          "1 to 255 visible ASCII characters; a request that is sent again with its key is carried out once",
        ),
      ]),
  ...(route.caching === "tagged"
    ? [header("If-None-Match", "The `ETag` of an answer that is known; 304 if it is still the same")]
    : []),
  ...(takesPrecondition(route)
    ? [header("If-Match", "The `ETag` of what this was planned on; 412 if it has changed")]
    : []),
];

const contentOf = ({ answer, alternatives = [] }: AnyRoute, schema: Json, example: unknown): Json => {
  if (answer.form === "text") return { [answer.type]: { schema } };
  if (answer.form === "lines") return { "application/x-ndjson": { schema } };
  const others = alternatives.map((type) => [
    type,
    { schema: type === "text/plain" ? { type: "string" } : { description: "Each line is an item" } },
  ]);
  return { "application/json": { schema, ...exampleOf(example) }, ...Object.fromEntries(others) };
};

type Code = keyof typeof statuses;

/** What a route may refuse with, besides what it declares. */
const commonCodes = ({ role, method, audit }: AnyRoute): ReadonlyArray<Code> => [
  "BadRequest",
  ...(role === "anyone" ? [] : (["Unauthenticated"] as const)),
  // What is open to anyone may still be closed to pages of other sites, and to other machines.
  ...(role === "anyone" && method === "GET" ? [] : (["Forbidden"] as const)),
  ...(method === "GET" ? [] : (["BodyTooLarge", "UnsupportedMediaType"] as const)),
  "MisdirectedRequest",
  ...(audit === undefined ? [] : (["KeyReused"] as const)),
  "Defect",
];

/** The refusals of a route by status: one problem document for all of them. */
const refusalsOf = (route: AnyRoute): Json => {
  const byStatus = new Map<number, Array<Code>>();
  for (const code of new Set<Code>([...commonCodes(route), ...route.refusals]))
    byStatus.set(statuses[code].status, [...(byStatus.get(statuses[code].status) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes.join(", "),
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  );
};

const descriptionOf = ({ description, role, scope }: AnyRoute): string =>
  [
    ...(description === undefined ? [] : [description]),
    role === "anyone"
      ? "Open to anyone."
      : `Takes the role ${role}${scope === "tree" ? "; shows and does only what is in the scope" : " for the whole tree"}.`,
  ].join("\n\n");

const tagOf = ({ path, audience }: AnyRoute): string =>
  audience === "command line" ? "command line" : (path.split("/")[1] ?? "");

const operationOf = (route: AnyRoute, definitions: Record<string, JSONSchema.JsonSchema7>): Operation => {
  const {
    name,
    summary,
    role,
    scope,
    params,
    query,
    body,
    answer,
    examples = {},
    caching,
    success = 200,
  } = route;
  const answerSchema = jsonSchemaOf(answer.schema, definitions);
  return {
    operationId: name,
    summary,
    description: descriptionOf(route),
    tags: [tagOf(route)],
    // Relative to the document, which is below the prefix of the API.
    ...(route.at === "root" ? { servers: [{ url: "../.." }] } : {}),
    security: role === "anyone" ? [] : [{ session: [] }, { bearer: [] }],
    parameters: [
      ...parametersOf("path", params, examples.params ?? {}, definitions),
      ...parametersOf("query", query, examples.query ?? {}, definitions),
      ...headersOf(route),
    ],
    ...(body.ast === Nothing.ast
      ? {}
      : {
          requestBody: {
            required: true,
            content: {
              "application/json": { schema: jsonSchemaOf(body, definitions), ...exampleOf(examples.body) },
            },
          },
        }),
    responses: {
      [String(success)]: { description: summary, content: contentOf(route, answerSchema, answers[name]) },
      ...(caching === "tagged" ? { 304: { description: "It is as `If-None-Match` says" } } : {}),
      ...refusalsOf(route),
    },
    "x-role": role,
    "x-scope": scope ?? "whole tree",
  };
};

const problem: Json = {
  type: "object",
  description: "What went wrong (RFC 9457). `code` is for programs, `detail` for people.",
  required: ["type", "title", "status", "code", "detail"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string" },
    detail: { type: "string" },
    hint: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["path", "message"],
        properties: { path: { type: "string" }, message: { type: "string" }, hint: { type: "string" } },
      },
    },
  },
};

/** The path of a route as OpenAPI writes it. */
export const templateOf = (path: string): string => path.replace(/:(\w+)/g, "{$1}");

/** The routes of the API as an OpenAPI document. Addresses are relative to that of the document. */
export const openApiOf = (routes: ReadonlyArray<AnyRoute>, version: string): OpenApi => {
  const definitions: Record<string, JSONSchema.JsonSchema7> = {};
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes) {
    const path = templateOf(route.path);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, definitions) };
  }
  const named = Object.fromEntries(Object.entries(definitions).filter(([name]) => !(name in numbers)));
  const schemas = { ...(cleaned(named, "names") as Json), Problem: problem };
  return {
    openapi: "3.1.0",
    info: {
      title: "Sentinel",
      version,
      description:
        "The API of a Sentinel daemon. Paths of children are one percent-encoded segment: `web%2Fapi%231`. Lists answer with `items` and `next`, the cursor of the next page.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "." }],
    tags: [...new Set(routes.map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      schemas,
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "sentinel_session" },
        bearer: { type: "http", scheme: "bearer", description: "An API key or a JWT" },
      },
    },
  };
};

/** The document of this API. */
export const openApi = (version: string): OpenApi => openApiOf(Object.values<AnyRoute>(contract), version);
