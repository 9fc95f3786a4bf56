import { Schema } from "effect";
import { show } from "../diagnostics/show.ts";

/** The annotation with the description and the default of a key. */
export const Meaning = Symbol.for("sentinel/config/Standard");

const meaning = (description: string, byDefault: string) => ({
  description: byDefault === "" ? description : `${description} Default: ${byDefault}.`,
  [Meaning]: { description, byDefault },
});

/** An optional key, with its description and default. */
export const key = <A, I>(schema: Schema.Schema<A, I>, description: string, byDefault = "") =>
  Schema.optionalWith(schema, { exact: true }).annotations(meaning(description, byDefault));

/** A required key. */
export const required = <A, I>(schema: Schema.Schema<A, I>, description: string) =>
  Schema.propertySignature(schema).annotations(meaning(description, ""));

/** A map with these keys. */
export const map = <Fields extends Schema.Struct.Fields>(example: string, fields: Fields) =>
  Schema.Struct(fields).annotations({
    title: "map",
    message: ({ actual }) => `expected a map such as ${example}, found ${show(actual)}`,
  });

/** A list. */
export const list = <A, I>(item: Schema.Schema<A, I>) =>
  Schema.Array(item).annotations({
    message: ({ actual }) => `expected a list such as [ONE, TWO], found ${show(actual)}`,
  });

/** A map from names chosen by the user to values. */
export const names = <A, I>(value: Schema.Schema<A, I>) =>
  Schema.Record({ key: Schema.String, value }).annotations({
    title: "map",
    message: ({ actual }) => `expected a map from names to values, found ${show(actual)}`,
  });
