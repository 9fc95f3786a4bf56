import { canonicalJson } from "./canonicalJson.ts";

/**
 * How a field takes part in a hash: always if it is present, or `unless` it has its default; null: never. A field that
 * is added later is left out if it has its default, so that existing hashes remain valid.
 */
type Part = "always" | { readonly unless: unknown } | null;

/** A table of all fields of a specification; a missing field does not compile. */
export type Parts<Spec> = { readonly [Field in keyof Spec]-?: Part };

/** The fields of a specification that take part in a hash. */
export const namedFields = <Spec extends object>(
  spec: Spec,
  parts: Parts<Spec>,
): Readonly<Record<string, unknown>> => {
  const values = new Map<string, unknown>(Object.entries(spec));
  return Object.fromEntries(
    Object.entries<Part>(parts).flatMap(([name, part]) => {
      const value = values.get(name);
      return part === null || value === undefined || (part !== "always" && isSame(value, part.unless))
        ? []
        : [[name, value]];
    }),
  );
};

const isSame = (one: unknown, other: unknown): boolean => canonicalJson(one) === canonicalJson(other);
