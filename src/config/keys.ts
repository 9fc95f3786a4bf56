import { Schema } from "effect";
import { show } from "./show.ts";

/** The annotation with what holds where a key is not written. */
export const Standard = Symbol.for("sentinel/config/Standard");

const meaning = (description: string, standard: string) => ({
  description: standard === "" ? description : `${description} Default: ${standard}.`,
  [Standard]: { description, standard },
});

/** A key that may be left out: what it is for, and what holds then. */
export const key = <A, I>(schema: Schema.Schema<A, I>, description: string, standard = "") =>
  Schema.optionalWith(schema, { exact: true }).annotations(meaning(description, standard));

/** A key that must be there. */
export const needed = <A, I>(schema: Schema.Schema<A, I>, description: string) =>
  Schema.propertySignature(schema).annotations(meaning(description, ""));

/** A map with these keys. */
export const map = <Fields extends Schema.Struct.Fields>(example: string, fields: Fields) =>
  Schema.Struct(fields).annotations({
    title: "map",
    message: ({ actual }) => `expected a map such as ${example}, found ${show(actual)}`,
  });

/** A list; one value is none. */
export const list = <A, I>(item: Schema.Schema<A, I>) =>
  Schema.Array(item).annotations({
    message: ({ actual }) => `expected a list such as [ONE, TWO], found ${show(actual)}`,
  });

/** A map from names of the user's own to values. */
export const names = <A, I>(value: Schema.Schema<A, I>) =>
  Schema.Record({ key: Schema.String, value }).annotations({
    title: "map",
    message: ({ actual }) => `expected a map from names to values, found ${show(actual)}`,
  });
