import { type Document, isMap, parseDocument } from "yaml";

const isCollection = (value: unknown): boolean => typeof value === "object" && value !== null;

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The text as a document that contains a map, even if the text has only comments. */
const documentOf = (text: string): Document => {
  const document: Document = parseDocument(text);
  if (!isMap(document.contents)) document.contents = document.createNode({});
  return document;
};

/**
 * A text with these settings and no others. Comments and order of the remaining keys are kept; a removed key takes its
 * comments with it. `text`: valid YAML, either a map or only comments.
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

/** JSON values as the text of settings, one key per line. */
export const settingsLines = (wanted: Readonly<Record<string, unknown>>): string =>
  Object.entries(wanted)
    .map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}\n`)
    .join("");
