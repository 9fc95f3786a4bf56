import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { type Located, overlay, type Position } from "./located.ts";
import type { Report } from "./report.ts";

/** YAML text as values that know their place; null when it is not YAML. Duplicate keys are errors. */
export const parseYaml = (text: string, report: Report): Located | null => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  for (const error of document.errors) {
    const { line, col } = lines.linePos(error.pos[0]);
    const [message] = error.message.split(/ at line \d+/);
    const hint = error.code === "DUPLICATE_KEY" ? "give each a name of its own" : null;
    report.say({ line, column: col }, message ?? error.message, hint);
  }
  if (document.errors.length > 0) return null;
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  return locate(document.contents, document, positionAt, { line: 1, column: 1 });
};

type PositionAt = (offset: number) => Position;

const locate = (node: unknown, document: Document, positionAt: PositionAt, fallback: Position): Located => {
  const at = startOf(node) === undefined ? fallback : positionAt(startOf(node) ?? 0);
  if (isAlias(node)) return locate(node.resolve(document), document, positionAt, at);
  if (isSeq(node)) {
    return { kind: "list", at, items: node.items.map((item) => locate(item, document, positionAt, at)) };
  }
  if (isMap(node)) {
    let merged: Located = { kind: "map", at, entries: new Map() };
    for (const { key, value } of node.items) {
      const keyAt = startOf(key) === undefined ? at : positionAt(startOf(key) ?? 0);
      const located = locate(value, document, positionAt, keyAt);
      const name = String(isScalar(key) ? key.value : key);
      const entries = new Map([[name, { keyAt, value: located }]]);
      merged =
        name === "<<" ? overlay(mergeKey(located), merged) : overlay(merged, { kind: "map", at, entries });
    }
    return merged;
  }
  return { kind: "scalar", at, value: isScalar(node) ? scalar(node.value) : null };
};

/** What a merge key (`<<`) brings in: a map, or a list of maps of which the first wins. */
const mergeKey = (value: Located): Located =>
  value.kind === "list"
    ? value.items.reduceRight((under, over) => overlay(under, over), {
        kind: "map",
        at: value.at,
        entries: new Map(),
      } as Located)
    : value;

const scalar = (value: unknown): string | number | boolean | null =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;

const startOf = (node: unknown): number | undefined => (node as Node | null)?.range?.[0];
