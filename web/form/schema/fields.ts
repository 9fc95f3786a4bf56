import type { JsonSchema } from "./JsonSchema.ts";

/** One of the ways to write a value, with what its control needs. */
export type Form =
  | { readonly kind: "choice"; readonly options: ReadonlyArray<string>; readonly expected: string }
  | { readonly kind: "flag"; readonly expected: string }
  | ScalarForm
  | { readonly kind: "list"; readonly item: ScalarForm; readonly mayBeEmpty: boolean }
  | { readonly kind: "entries"; readonly forms: ReadonlyArray<Form> }
  | { readonly kind: "map"; readonly fields: ReadonlyArray<Field> };

/** A value that is typed. */
export interface ScalarForm {
  readonly kind: "scalar";
  /** The name of the type, such as `duration` or `size`. */
  readonly type: string;
  /** The value must be one of these. */
  readonly schemas: ReadonlyArray<JsonSchema>;
  /** The expected value, as error messages name it. */
  readonly expected: string;
  /** Values to choose from, if there are some. */
  readonly suggestions: ReadonlyArray<string>;
  /** YAML must read it as text, even if it looks like a number. */
  readonly isString: boolean;
}

/** A key of a child, with everything that a form shows of it. All texts come from the schema. */
export interface Field {
  readonly key: string;
  readonly label: string;
  readonly description: string;
  /** The default, in words; null if the schema does not name one. */
  readonly byDefault: string | null;
  readonly examples: ReadonlyArray<string>;
  readonly isRequired: boolean;
  /** The key that means the same and is preferred. */
  readonly sameAs: string | null;
  readonly forms: ReadonlyArray<Form>;
}

/** A variable, which is allowed wherever a value is. */
export const isVariable = (text: string): boolean => text.includes("${");

const isVariableSchema = ({ pattern }: JsonSchema): boolean => pattern === "\\$\\{";

const isScalarSchema = ({ type, properties, items, additionalProperties, anyOf }: JsonSchema): boolean =>
  anyOf === undefined &&
  properties === undefined &&
  items === undefined &&
  typeof additionalProperties !== "object" &&
  type !== "array" &&
  type !== "object" &&
  type !== "null";

const typesOf = ({ type }: JsonSchema): ReadonlyArray<string> =>
  type === undefined ? [] : typeof type === "string" ? [type] : type;

/** The forms that a schema allows. */
const formsOf = (schema: JsonSchema): ReadonlyArray<Form> => {
  const { anyOf, items, properties, additionalProperties, minItems } = schema;
  if (anyOf !== undefined)
    return anyOf.every(isScalarSchema) ? [leafOf(anyOf, schema.errorMessage)] : anyOf.flatMap(formsOf);
  if (items !== undefined) {
    const item = itemOf(formsOf(items));
    return item === undefined ? [] : [{ kind: "list", item, mayBeEmpty: (minItems ?? 0) === 0 }];
  }
  if (typeof additionalProperties === "object")
    return [{ kind: "entries", forms: formsOf(additionalProperties) }];
  if (properties !== undefined) return [{ kind: "map", fields: fieldsOf(schema) }];
  return isScalarSchema(schema) ? [leafOf([schema], schema.errorMessage)] : [];
};

/** The form of an item: typed, also where it may be a word of a list. */
const itemOf = (forms: ReadonlyArray<Form>): ScalarForm | undefined => {
  const typed = forms.find((form) => form.kind === "scalar");
  const words = forms.find((form) => form.kind === "choice");
  if (typed === undefined || words === undefined) return typed;
  return {
    ...typed,
    schemas: [{ enum: words.options }, ...typed.schemas],
    expected: `${words.expected}, or ${typed.expected.replace(/^expected /, "")}`,
    suggestions: words.options,
  };
};

const leafOf = (alternatives: ReadonlyArray<JsonSchema>, expected = "expected text"): Form => {
  const schemas = alternatives.filter((one) => !isVariableSchema(one));
  const [first] = schemas;
  const words = schemas.flatMap((one) => one.enum ?? []).map(String);
  if (schemas.some((one) => one.type === "boolean")) return { kind: "flag", expected };
  if (schemas.length === 1 && words.length > 0) return { kind: "choice", options: words, expected };
  const isString = schemas.every((one) => one.type === "string" && one.pattern === undefined);
  const type = first?.format === "regex" ? "regular expression" : (first?.title ?? "text");
  return {
    kind: "scalar",
    // The title of a schema for text is the label of its key, not a type.
    type: isString && first?.format !== "regex" ? "text" : type,
    schemas,
    expected: isString && type === "regular expression" ? "expected a regular expression" : expected,
    suggestions: words,
    isString,
  };
};

/** The keys of a map, in the order of the schema. */
export const fieldsOf = ({ properties = {}, required = [] }: JsonSchema): ReadonlyArray<Field> =>
  Object.entries(properties).map(([key, schema]) => fieldOf(key, schema, required.includes(key)));

const fieldOf = (key: string, schema: JsonSchema, isRequired: boolean): Field => {
  const { description = "", title = key, examples = [] } = schema;
  const [, meaning = description, byDefault = null] = /^(.*?)(?: Default: (.*)\.)?$/s.exec(description) ?? [];
  return {
    key,
    label: title,
    description: meaning,
    byDefault,
    examples,
    isRequired,
    sameAs: /^(?:The same as|A short form of) `([\w.]+)`\.$/.exec(meaning)?.[1] ?? null,
    forms: formsOf(schema),
  };
};

export const acceptsType = (schema: JsonSchema, type: string): boolean => typesOf(schema).includes(type);
