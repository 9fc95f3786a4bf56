import { JSONSchema } from "effect";
import { DocumentFile } from "./document.ts";
import { labelOf } from "./labels.ts";

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A schema with the labels of all its keys. `map`: the key that it is the value of. */
const labelled = (schema: unknown, map = ""): unknown => {
  if (Array.isArray(schema)) return schema.map((one) => labelled(one, map));
  if (!isObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [
      keyword,
      keyword === "properties" && isObject(value) ? labelledKeys(value, map) : labelled(value, map),
    ]),
  );
};

const labelledKeys = (keys: Readonly<Record<string, unknown>>, map: string): object =>
  Object.fromEntries(
    Object.entries(keys).map(([key, schema]) => {
      const inner = labelled(schema, key);
      return [key, isObject(inner) ? { ...inner, ...labelOf(map, key) } : inner];
    }),
  );

/** The JSON Schema of `sentinel.yaml`, as text: what `sentinel config schema` prints, and editors and forms read. */
export const jsonSchemaText = (): string =>
  `${JSON.stringify(Object.assign({}, labelled(JSONSchema.make(DocumentFile)), { title: "sentinel.yaml" }), null, 2)}\n`;
