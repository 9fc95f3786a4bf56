import { isEntries, isList, isText, mergeKey, type ScalarValue, type Value } from "../text/value.ts";
import { acceptsType, type Field, type Form, isVariable, type ScalarForm } from "./fields.ts";
import type { JsonSchema } from "./JsonSchema.ts";
import { millisecondsIn } from "./units.ts";

/** The form that a value has; undefined if it has none of these. */
const formOf = (forms: ReadonlyArray<Form>, value: Value): Form | undefined => {
  if (isList(value)) return forms.find(({ kind }) => kind === "list");
  if (isEntries(value)) return forms.find(({ kind }) => kind === "map" || kind === "entries");
  return (
    forms.find(
      (form) => isScalarLike(form) && checkScalar(form, value) === null && !isVariable(value.text),
    ) ?? forms.findLast(isScalarLike)
  );
};

const isScalarLike = ({ kind }: Form): boolean => kind === "choice" || kind === "flag" || kind === "scalar";

/** The error in a value, in a sentence; null if it is valid. Maps are checked key by key. */
export const checkValue = (forms: ReadonlyArray<Form>, value: Value): string | null => {
  const form = formOf(forms, value);
  if (form === undefined) return `expected ${forms.map(nameOf).join(" or ")}`;
  if (isText(value)) return checkScalar(form, value);
  if (form.kind !== "list" || !isList(value)) return null;
  if (value.length === 0) return form.mayBeEmpty ? null : "the list is empty";
  const wrong = value.findIndex((item) => !isText(item) || checkScalar(form.item, item) !== null);
  const item = value[wrong];
  return isText(item) ? `item ${wrong + 1}: ${checkScalar(form.item, item)}` : null;
};

const nameOf = (form: Form): string =>
  form.kind === "list" ? "a list" : form.kind === "map" || form.kind === "entries" ? "a map" : "a value";

export const checkScalar = (form: Form, value: ScalarValue): string | null => {
  const { text } = value;
  if (value.type === "null") return null;
  if (form.kind === "choice") return form.options.includes(text) || isVariable(text) ? null : form.expected;
  if (form.kind === "flag") return /^(true|false)$/.test(text) || isVariable(text) ? null : form.expected;
  if (form.kind !== "scalar") return `expected ${nameOf(form)}`;
  if (text.includes("\0")) return "a text can't have NUL characters";
  if (form.isString && (value.type === "number" || value.type === "boolean"))
    return `YAML reads this as a ${value.type}: put it in quotes in the text`;
  return isVariable(text) || form.schemas.some((schema) => fits(schema, text, form)) ? null : form.expected;
};

const isNumber = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text);

const isWithin = ({ minimum, maximum }: JsonSchema, number: number): boolean =>
  number >= (minimum ?? Number.NEGATIVE_INFINITY) && number <= (maximum ?? Number.POSITIVE_INFINITY);

const fits = (schema: JsonSchema, text: string, { type, schemas }: ScalarForm): boolean => {
  if (schema.enum !== undefined) return schema.enum.map(String).includes(text);
  if (schema.const !== undefined) return String(schema.const) === text;
  if (schema.format === "regex") return isPattern(text);
  // The schema allows numbers without limits only for text that YAML reads as a number, such as a mask.
  if (schema.minimum !== undefined && isNumber(text)) {
    const number = Number(text);
    const isOfType =
      acceptsType(schema, "number") || (acceptsType(schema, "integer") && Number.isInteger(number));
    if (isOfType && isWithin(schema, number)) return true;
  }
  if (!acceptsType(schema, "string")) return false;
  // Digits in a text, such as the value of a variable, have the limits of a number.
  const limits = schemas.find((one) => one.minimum !== undefined);
  if (isNumber(text) && limits !== undefined) return false;
  if (schema.pattern !== undefined && !new RegExp(schema.pattern, "u").test(text)) return false;
  return type !== "duration above 0" || millisecondsIn(text) !== 0;
};

const isPattern = (text: string): boolean => {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
};

/** An error in a value, with its keys within a child. */
export interface Flaw {
  readonly keys: ReadonlyArray<string>;
  readonly label: string;
  readonly message: string;
}

/** All errors in the values of these fields by the schema. */
export const flawsOf = (
  fields: ReadonlyArray<Field>,
  valueAt: (keys: ReadonlyArray<string>) => Value | undefined,
  prefix: ReadonlyArray<string> = [],
  labels: ReadonlyArray<string> = [],
): ReadonlyArray<Flaw> =>
  fields.flatMap((field) => {
    const keys = [...prefix, field.key];
    const value = valueAt(keys);
    const label = [...labels, field.label].join(", ");
    if (value === undefined) return [];
    const flaw = flawOf(field.forms, value);
    if (flaw !== null) return [{ keys, label, message: flaw }];
    const form = formOf(field.forms, value);
    if (isEntries(value) && form?.kind === "entries")
      return [...value].flatMap(([name, inner]) => {
        if (name === mergeKey) return [];
        const message = flawOf(form.forms, inner);
        return message === null ? [] : [{ keys: [...keys, name], label: `${label}, ${name}`, message }];
      });
    if (!isEntries(value) || form?.kind !== "map") return [];
    const unknown = [...value.keys()].filter(
      (key) => key !== mergeKey && !form.fields.some((one) => one.key === key),
    );
    return [
      ...unknown.map((key) => ({ keys: [...keys, key], label, message: `there is no key "${key}" here` })),
      ...form.fields
        .filter((one) => one.isRequired && !value.has(one.key))
        .map((one) => ({ keys: [...keys, one.key], label: `${label}, ${one.label}`, message: "is missing" })),
      ...flawsOf(form.fields, valueAt, keys, [...labels, field.label]),
    ];
  });

const flawOf = (forms: ReadonlyArray<Form>, value: Value): string | null => checkValue(forms, value);
