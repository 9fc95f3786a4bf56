import { type Document, isMap, parseDocument } from "yaml";

const isCollection = (value: unknown): boolean => typeof value === "object" && value !== null;

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The text as a document that holds a map, also where it has comments only. */
const documentOf = (text: string): Document => {
  const document: Document = parseDocument(text);
  if (!isMap(document.contents)) document.contents = document.createNode({});
  return document;
};

/**
 * A text of settings that says these values and no others. Comments and order of what stays are kept; a key that goes takes
 * its comments with it. `text`: YAML without mistakes, a map of keys or comments alone.
 */
export const withSettings = (text: string, wanted: Readonly<Record<string, unknown>>): string => {
  const document = documentOf(text);
  const written: Readonly<Record<string, unknown>> = document.toJS() ?? {};
  for (const key of Object.keys(written)) if (!(key in wanted)) document.delete(key);
  for (const [key, value] of Object.entries(wanted))
    if (!isSame(written[key], value))
      document.set(key, isCollection(value) ? document.createNode(value) : value);
  return Object.keys(wanted).length === 0 && document.commentBefore === null && document.comment === null
    ? ""
    : document.toString({ lineWidth: 0 });
};

/** Values of JSON as a text of settings, one key a line. */
export const settingsLines = (wanted: Readonly<Record<string, unknown>>): string =>
  Object.entries(wanted)
    .map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}\n`)
    .join("");
