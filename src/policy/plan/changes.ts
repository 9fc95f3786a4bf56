import type { ChildSpec } from "../../domain/ChildSpec.ts";
import type { FieldChange } from "../../domain/Plan.ts";
import { serviceFields, supervisorFields } from "./fields.ts";
import { isObject, isSame, showValue } from "./values.ts";

/** Fields whose parts are settings of their own, and are told one by one. */
const told = new Set(["env", "backoff", "limit", "ready", "logs", "exitRules", "update"]);

/** How two specifications of the same kind differ, field by field; what they supervise is not looked at. */
export const fieldChanges = (current: ChildSpec, wanted: ChildSpec): ReadonlyArray<FieldChange> => {
  const table = wanted.kind === "service" ? serviceFields : supervisorFields;
  const before = new Map<string, unknown>(Object.entries(current));
  const after = new Map<string, unknown>(Object.entries(wanted));
  return Object.entries(table).flatMap(([field, treatment]) => {
    if (treatment === null || isSame(before.get(field), after.get(field))) return [];
    const [name, asks] = treatment;
    return parts(field, name, before.get(field), after.get(field)).map((part) => ({ ...part, class: asks }));
  });
};

type Part = Omit<FieldChange, "class">;

/** The parts of a field that differ, or the whole field. */
const parts = (field: string, name: string, from: unknown, to: unknown): ReadonlyArray<Part> => {
  if (!told.has(field) || !isObject(from) || !isObject(to)) return [part(field, name, from, to)];
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return keys
    .filter((key) => !isSame(from[key], to[key]))
    .map((key) => part(key, `${name}.${field === "env" ? key : asInFile(key)}`, from[key], to[key]));
};

const part = (field: string, name: string, from: unknown, to: unknown): Part => ({
  field: name,
  from: showSetting(field, from),
  to: showSetting(field, to),
});

/** `resetAfterMs` is `reset_after` in the file. */
const asInFile = (field: string): string =>
  field.replace(/Ms$/, "").replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const isDuration = (field: string): boolean => field.endsWith("Ms") || field === "shutdown";

const showSetting = (field: string, value: unknown): string =>
  typeof value === "number" && isDuration(field) ? `${value / 1000}s` : showValue(value);

/** Changes as a reason: `command changed: a → b`. */
export const reasonOf = (changes: ReadonlyArray<FieldChange>): string =>
  changes.map(({ field, from, to }) => `${field} changed: ${from} → ${to}`).join("; ");
