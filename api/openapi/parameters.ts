import type { AnyRoute, Data } from "./AnyRoute.ts";
import { type Definitions, exampleOf, isRecord, type Json, jsonSchemaOf } from "./jsonSchema.ts";

/** The parameters of a part of the address. */
export const parametersOf = (
  place: "path" | "query",
  schema: Data,
  examples: Readonly<Record<string, unknown>>,
  definitions: Definitions,
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

export const headersOf = (route: AnyRoute): ReadonlyArray<Json> => [
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
