import { JSONSchema } from "effect";
import type { Data } from "./AnyRoute.ts";

/** A value of JSON Schema or OpenAPI. */
export type Json = { readonly [key: string]: unknown };

/** The schemas that others refer to, by name. They are collected while schemas are translated. */
export type Definitions = Record<string, JSONSchema.JsonSchema7>;

export const isRecord = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Effect names its own kinds of numbers; in a document they are no components, but what they are. */
export const numbers: Readonly<Record<string, Json>> = {
  Int: { type: "integer" },
  NonNegativeInt: { type: "integer", minimum: 0 },
};

/** Without what Effect adds for itself: an `$id` that is no identifier, titles that repeat a type, names of numbers. */
export const cleaned = (schema: unknown, within: "schema" | "names" = "schema"): unknown => {
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
export const jsonSchemaOf = (schema: Data, definitions: Definitions): Json =>
  cleaned(
    JSONSchema.fromAST(schema.ast, {
      definitions,
      definitionPath: "#/components/schemas/",
      target: "openApi3.1",
      topLevelReferenceStrategy: "keep",
    }),
  ) as Json;

/** An example, for a schema or a media type. */
export const exampleOf = (value: unknown): Json => (value === undefined ? {} : { example: value });
