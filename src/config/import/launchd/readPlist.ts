import type { Located, Position } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import { tableOf } from "../table/tableOf.ts";

interface Token {
  readonly kind: "open" | "close" | "empty" | "text";
  readonly text: string;
  readonly at: Position;
}

const entities: Readonly<Record<string, string>> = tableOf({
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
});

const decoded = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return entities[name] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );

const markup =
  /<!--[\s\S]*?(?:-->|$)|<\?[\s\S]*?(?:\?>|$)|<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)|<![^>]*(?:>|$)|<(\/?)([A-Za-z]+)(?=[\s/>])[^<>]*?(\/?)>/g;

/** Tags and the text between them, with their positions; comments and declarations are skipped. */
const tokensOf = (text: string): ReadonlyArray<Token> => {
  const tokens: Array<Token> = [];
  let line = 1;
  let lineStart = 0;
  let lineEnd = text.indexOf("\n");
  let from = 0;
  const place = (offset: number): Position => {
    while (lineEnd >= 0 && lineEnd < offset) {
      line += 1;
      lineStart = lineEnd + 1;
      lineEnd = text.indexOf("\n", lineStart);
    }
    return { line, column: offset - lineStart + 1 };
  };
  const push = (kind: Token["kind"], value: string, offset: number): void => {
    if (value !== "") tokens.push({ kind, text: value, at: place(offset) });
  };
  for (const found of text.matchAll(markup)) {
    push("text", decoded(text.slice(from, found.index)), from);
    const [whole, verbatim, closes, tag = "", empty] = found;
    if (verbatim !== undefined) push("text", verbatim, found.index);
    else push(closes ? "close" : empty ? "empty" : "open", tag, found.index);
    from = found.index + whole.length;
  }
  push("text", decoded(text.slice(from)), from);
  return tokens;
};

const hint = "check it with plutil -lint";

/** Reads tokens one after the other. */
interface Reader {
  readonly peek: () => Token | undefined;
  readonly next: () => Token | undefined;
  readonly report: Report;
}

const readText = (tag: string, reader: Reader): string => {
  let text = "";
  for (let token = reader.next(); token; token = reader.next()) {
    if (token.kind === "close" && token.text === tag) return text;
    if (token.kind !== "text") {
      reader.report.error(token.at, `<${token.text}> stands within <${tag}>`, hint);
      return text;
    }
    text += token.text;
  }
  return text;
};

const skipBlank = (reader: Reader): Token | undefined => {
  while (reader.peek()?.kind === "text" && reader.peek()?.text.trim() === "") reader.next();
  return reader.peek();
};

const readDict = (at: Position, reader: Reader): Located => {
  const entries = new Map<string, { readonly keyAt: Position; readonly value: Located }>();
  for (let token = skipBlank(reader); token; token = skipBlank(reader)) {
    reader.next();
    if (token.kind === "close") break;
    if (token.kind !== "open" || token.text !== "key") {
      reader.report.error(token.at, `expected <key>, found ${token.text}`, hint);
      break;
    }
    const key = readText("key", reader).trim();
    if (entries.has(key)) reader.report.error(token.at, `duplicate key ${key}`, "remove one of them");
    const value = readValue(reader);
    if (value === null) break;
    entries.set(key, { keyAt: token.at, value });
  }
  return { kind: "map", at, entries };
};

const readArray = (at: Position, reader: Reader): Located => {
  const items: Array<Located> = [];
  for (let token = skipBlank(reader); token; token = skipBlank(reader)) {
    if (token.kind === "close") {
      reader.next();
      break;
    }
    const value = readValue(reader);
    if (value === null) break;
    items.push(value);
  }
  return { kind: "list", at, items };
};

const readValue = (reader: Reader): Located | null => {
  skipBlank(reader);
  const token = reader.next();
  if (token?.kind !== "open" && token?.kind !== "empty") {
    reader.report.error(token?.at ?? { line: 1, column: 1 }, "a value is missing", hint);
    return null;
  }
  const { text: tag, at } = token;
  const isEmpty = token.kind === "empty";
  if (tag === "dict") return isEmpty ? { kind: "map", at, entries: new Map() } : readDict(at, reader);
  if (tag === "array") return isEmpty ? { kind: "list", at, items: [] } : readArray(at, reader);
  const text = isEmpty ? "" : readText(tag, reader);
  if (tag === "true" || tag === "false") return { kind: "scalar", at, value: tag === "true" };
  if (tag === "integer" || tag === "real") return { kind: "scalar", at, value: Number(text.trim()) };
  if (["string", "date", "data"].includes(tag)) return { kind: "scalar", at, value: text };
  reader.report.error(at, `<${tag}> is not part of a property list`, hint);
  return null;
};

/** A property list in XML, or as JSON from plutil; null after an error. */
export const readPlist = (text: string, report: Report): Located | null => {
  const tokens = tokensOf(text);
  let index = 0;
  const reader: Reader = { peek: () => tokens[index], next: () => tokens[index++], report };
  const first = skipBlank(reader);
  if (first?.kind !== "open" || first.text !== "plist") {
    report.error(
      first?.at ?? { line: 1, column: 1 },
      "this is not a property list",
      "a property list begins with <plist>; convert other forms: plutil -convert xml1 FILE",
    );
    return null;
  }
  reader.next();
  const value = readValue(reader);
  const end = skipBlank(reader);
  if (value !== null && report.errors().length === 0 && end?.text !== "plist")
    report.error(
      end?.at ?? { line: text.split("\n").length, column: 1 },
      "the property list does not end",
      hint,
    );
  return value;
};
