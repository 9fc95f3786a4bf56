import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
} from "yaml";
import { keyText } from "./value.ts";

/** The keys that lead from the top of a file to a value. */
export type Keys = ReadonlyArray<string>;

/** A file as text and as nodes with their places in it. */
export interface Draft {
  readonly text: string;
  readonly document: Document.Parsed;
  /** The line end of the file. */
  readonly eol: string;
}

/** Why a form can't edit a file, in a sentence. The text is unchanged. */
export class CannotEdit extends Error {
  override readonly name = "CannotEdit";
}

/** The last drafts: one edit parses its text several times, and the page once more. */
const recent = new Map<string, Draft>();
const mostRecent = 4;

/** The file of a text; `CannotEdit` if it is not valid YAML. Its nodes must not be changed. */
export const parseDraft = (text: string): Draft => {
  const draft = recent.get(text) ?? parsed(text);
  recent.delete(text);
  recent.set(text, draft);
  for (const oldest of recent.keys()) {
    if (recent.size <= mostRecent) break;
    recent.delete(oldest);
  }
  return draft;
};

/** The file of a text, or why a form can't edit it. */
export const draftOrReason = (text: string): Draft | string => {
  try {
    return parseDraft(text);
  } catch (error) {
    if (error instanceof CannotEdit) return error.message;
    throw error;
  }
};

const parsed = (text: string): Draft => {
  const document = parseDocument(text, { version: "1.2", logLevel: "silent" });
  const [first] = document.errors;
  if (first !== undefined) throw new CannotEdit(`The text is not valid YAML: ${oneLine(first.message)}`);
  if (!isMap(document.contents) && !isEmpty(document.contents))
    throw new CannotEdit("The text is not a map of keys.");
  return { text, document, eol: text.includes("\r\n") ? "\r\n" : "\n" };
};

const oneLine = (message: string): string => message.split("\n", 1)[0] ?? message;

export const isEmpty = (node: unknown): boolean =>
  node === null || node === undefined || (isScalar(node) && node.value === null);

export type MapNode = YAMLMap<Node, Node | null>;
export type PairNode = Pair<Node, Node | null>;

export const pairOf = (map: MapNode, key: string): PairNode | undefined =>
  map.items.find((pair) => keyText(pair.key) === key);

/** The node of a key path, with aliases followed; undefined where there is none. */
export const nodeAt = ({ document }: Draft, keys: Keys): Node | undefined => {
  let node: unknown = document.contents;
  for (const key of keys) {
    if (isAlias(node)) node = node.resolve(document);
    if (!isMap(node)) return undefined;
    node = pairOf(node as MapNode, key)?.value;
  }
  if (isAlias(node)) return node.resolve(document);
  return (node as Node | null | undefined) ?? undefined;
};

export const startOf = (node: Node): number => node.range?.[0] ?? 0;

/** Where the content of a node ends, without comments and line ends after it. */
export const endOf = (node: Node | null, draft: Pick<Draft, "text">): number => {
  if (node === null) return 0;
  if (isMap(node) || isSeq(node)) {
    const last = node.items.at(-1);
    if (node.flow !== true && last !== undefined)
      return isMap(node) ? endOfPair(last as PairNode, draft) : endOf(last as Node, draft);
  }
  let end = node.range?.[1] ?? 0;
  if (isScalar(node)) while (end > startOf(node) && /[\r\n]/.test(draft.text[end - 1] ?? "")) end -= 1;
  return end;
};

export const endOfPair = ({ key, value }: PairNode, draft: Pick<Draft, "text">): number =>
  Math.max(endOf(key, draft), endOf(value, draft));

export const lineStart = (text: string, offset: number): number => text.lastIndexOf("\n", offset - 1) + 1;

/** The end of a line, before its line end. */
export const lineEnd = (text: string, offset: number): number => {
  const end = text.indexOf("\n", offset);
  if (end < 0) return text.length;
  return text[end - 1] === "\r" ? end - 1 : end;
};

/** The start of the line after this one. */
export const nextLine = (text: string, offset: number): number => {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end + 1;
};

export const columnOf = (text: string, offset: number): number => offset - lineStart(text, offset);
