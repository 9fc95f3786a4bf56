import { Nothing } from "../contract/route.ts";
import type { AnyRoute } from "./AnyRoute.ts";
import { answerExamples } from "./examples/answerExamples.ts";
import { type Definitions, exampleOf, type Json, jsonSchemaOf } from "./jsonSchema.ts";
import { headersOf, parametersOf } from "./parameters.ts";
import { refusalsOf } from "./refusals.ts";

/** A route in an OpenAPI document. */
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

const answers: Readonly<Record<string, unknown>> = answerExamples;

const contentOf = ({ answer, alternatives = [] }: AnyRoute, schema: Json, example: unknown): Json => {
  if (answer.form === "text") return { [answer.type]: { schema } };
  if (answer.form === "lines") return { "application/x-ndjson": { schema } };
  const others = alternatives.map((type) => [
    type,
    { schema: type === "text/plain" ? { type: "string" } : { description: "Each line is an item" } },
  ]);
  return { "application/json": { schema, ...exampleOf(example) }, ...Object.fromEntries(others) };
};

const descriptionOf = ({ description, role, scope }: AnyRoute): string =>
  [
    ...(description === undefined ? [] : [description]),
    role === "anyone"
      ? "Open to anyone."
      : `Takes the role ${role}${scope === "tree" ? "; shows and does only what is in the scope" : " for the whole tree"}.`,
  ].join("\n\n");

/** The routes of a tag are listed together. */
export const tagOf = ({ path, audience }: AnyRoute): string =>
  audience === "command line" ? "command line" : (path.split("/")[1] ?? "");

/** A route as an operation. */
export const operationOf = (route: AnyRoute, definitions: Definitions): Operation => {
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
