import { type Document, isAlias, isCollection, isPair, parseDocument } from "yaml";
import type { Located } from "../located.ts";
import { parseYaml } from "../parseYaml.ts";
import type { Report } from "../report.ts";

/** Values that a file may come to when every alias is filled in. */
const mostValues = 100_000;

/**
 * How many values a node comes to with its aliases filled in, counted without filling them in: a bomb of a few
 * lines comes to billions. Infinite for an alias within its own anchor.
 */
const sizeOf = (node: unknown, document: Document, known: Map<unknown, number>): number => {
  if (isAlias(node)) return sizeOf(node.resolve(document), document, known);
  if (isPair(node)) return sizeOf(node.key, document, known) + sizeOf(node.value, document, known);
  if (!isCollection(node)) return 1;
  const found = known.get(node);
  if (found !== undefined) return found;
  known.set(node, Number.POSITIVE_INFINITY);
  const size = node.items.reduce<number>((sum, item) => sum + sizeOf(item, document, known), 1);
  known.set(node, size);
  return size;
};

/** Characters and open brackets that the parser of YAML is given: what it takes grows with their square. */
const mostText = 200_000;
const deepest = 100;

const depthOf = (text: string): number => {
  let depth = 0;
  let most = 0;
  for (const character of text) {
    if (character === "[" || character === "{") depth += 1;
    else if (character === "]" || character === "}") depth = Math.max(0, depth - 1);
    most = Math.max(most, depth);
  }
  return most;
};

/** YAML of another program, with places; null, and said, when it is none or comes to too much. */
export const readYaml = (text: string, report: Report): Located | null => {
  if (text.length > mostText || depthOf(text) > deepest) {
    report.say(
      { line: 1, column: 1 },
      "this is too long or nested too deeply",
      "is this the right file? split it otherwise",
    );
    return null;
  }
  const document = parseDocument(text, { uniqueKeys: false });
  if (document.errors.length === 0 && sizeOf(document.contents, document, new Map()) > mostValues) {
    report.say(
      { line: 1, column: 1 },
      "with its aliases filled in this comes to too much",
      "write out what the aliases stand for",
    );
    return null;
  }
  return parseYaml(text, report);
};

/** JSON with comments and without, as YAML: comments become blanks, so that places stay right. */
export const withoutComments = (text: string): string =>
  text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, (found) =>
    found.startsWith("/") ? found.replace(/[^\n]/g, " ") : found,
  );

const nowhere = { line: 0, column: 0 } as const;

/** A value that came from no text, such as what a script came to. */
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
