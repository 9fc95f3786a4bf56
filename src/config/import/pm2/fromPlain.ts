import type { Located } from "../../diagnostics/located.ts";

const nowhere = { line: 0, column: 0 } as const;

/** A value without source text, such as the value of a script. */
export const fromPlain = (value: unknown): Located => {
  if (Array.isArray(value)) return { kind: "list", at: nowhere, items: value.map(fromPlain) };
  if (typeof value === "object" && value !== null) {
    const entries = new Map(
      Object.entries(value).map(([key, inner]) => [key, { keyAt: nowhere, value: fromPlain(inner) }]),
    );
    return { kind: "map", at: nowhere, entries };
  }
  const plain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return { kind: "scalar", at: nowhere, value: plain ? value : null };
};
