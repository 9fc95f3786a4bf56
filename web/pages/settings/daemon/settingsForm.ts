import schema from "../../../../schema/settings.schema.json";
import type { Setting } from "../../../api/settings.ts";

/** As much of a JSON Schema as settings use. */
interface Json {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: ReadonlyArray<string>;
  readonly anyOf?: ReadonlyArray<Json>;
  readonly properties?: Readonly<Record<string, Json>>;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** The kind of field for a value. */
export type Field =
  | { readonly kind: "flag" | "list" }
  /** `isNumber`: digits are a number. */
  | { readonly kind: "text"; readonly isNumber: boolean }
  | { readonly kind: "number"; readonly minimum: number | undefined; readonly maximum: number | undefined }
  | { readonly kind: "map"; readonly parts: Parts }
  /** One of some words, or a map. */
  | { readonly kind: "choice"; readonly words: ReadonlyArray<string>; readonly parts: Parts };

/** The values of a map, by key. */
export type Parts = ReadonlyArray<{
  readonly key: string;
  readonly description: string;
  readonly field: Field;
}>;

const partsOf = (properties: NonNullable<Json["properties"]>): Parts =>
  Object.entries(properties).map(([key, json]) => ({
    key,
    description: json.description === "a non empty string" ? "" : (json.description ?? ""),
    field: fieldOf(json),
  }));

const fieldOf = (json: Json): Field => {
  const { anyOf = [json] } = json;
  const map = anyOf.find(({ properties }) => properties !== undefined)?.properties;
  const words = anyOf.flatMap((one) => one.enum ?? []);
  if (map !== undefined && words.length > 0) return { kind: "choice", words, parts: partsOf(map) };
  if (map !== undefined) return { kind: "map", parts: partsOf(map) };
  const has = (type: string): boolean => anyOf.some((one) => one.type === type);
  if (has("array")) return { kind: "list" };
  if (has("boolean")) return { kind: "flag" };
  if (has("string")) return { kind: "text", isNumber: has("integer") };
  return { kind: "number", minimum: json.minimum, maximum: json.maximum };
};

const known = new Map(partsOf(schema.properties).map(({ key, field }) => [key, field]));

/** The kind of field for a setting; a setting of a newer daemon is a text. */
export const fieldFor = (key: string): Field => known.get(key) ?? { kind: "text", isNumber: false };

/** Values that were typed and are not saved yet, by key; undefined: to be left out. */
export type Draft = Readonly<Record<string, unknown>>;

/** The value that a form shows for a setting; undefined: it is left out. */
export const valueIn = ({ key, written }: Setting, draft: Draft): unknown =>
  key in draft ? draft[key] : (written ?? undefined);

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** The changes with another value; a value equal to the written one is no change. */
export const changed = (draft: Draft, { key, written }: Setting, value: unknown): Draft => {
  const { [key]: _, ...others } = draft;
  return isSame(value, written) ? others : { ...others, [key]: value };
};

/** All settings to write: those left out return to their defaults. */
export const bodyOf = (settings: ReadonlyArray<Setting>, draft: Draft): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    settings
      .map((setting) => [setting.key, valueIn(setting, draft)] as const)
      .filter(([, value]) => value !== undefined),
  );

/** A value in a few words. */
export const shown = (value: unknown): string => {
  if (value === null || value === undefined) return "none";
  if (value === true) return "yes";
  if (value === false) return "no";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  if (typeof value !== "object") return String(value);
  return Object.entries(value)
    .map(([key, part]) => `${key} ${part === null ? "all" : shown(part)}`)
    .join(", ");
};
