import { headOf, indentOf, pathAbove } from "../yamlPath.ts";

/** A position in a YAML text. */
export interface Place {
  /** `key`: the name of one more key of the map at `path`; `value`: the value at `path`. */
  readonly kind: "key" | "value";
  readonly path: ReadonlyArray<string>;
  /** The typed part up to the cursor, and the column where it begins. */
  readonly typed: string;
  readonly from: number;
  /** The column of the key, to indent what follows. */
  readonly indent: number;
}

interface Opened {
  readonly bracket: string;
  readonly at: number;
}

/** The flow maps and lists that are open at the end of a text. */
const openIn = (text: string): ReadonlyArray<Opened> => {
  const open: Array<Opened> = [];
  let quote = "";
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === '"' || (character === "'" && /[\s[{,:]/.test(text.charAt(at - 1))))
      quote = character;
    else if (character === "{" || character === "[") open.push({ bracket: character, at });
    else if (character === "}" || character === "]") open.pop();
  }
  return open;
};

const lastKey = /([\w.#-]+)\s*:\s*$/;

/** The keys down to the innermost open flow map of a line. */
const flowPath = (text: string, open: ReadonlyArray<Opened>): ReadonlyArray<string> =>
  open.flatMap(({ bracket, at }) => (bracket === "{" ? (lastKey.exec(text.slice(0, at))?.[1] ?? []) : []));

const inFlow = (text: string, open: ReadonlyArray<Opened>, above: ReadonlyArray<string>): Place => {
  const path = [...above, ...flowPath(text, open)];
  const { bracket, at } = open.at(-1) as Opened;
  const start = Math.max(at, text.lastIndexOf(",")) + 1;
  const [, lead = "", key, typed = ""] = /^(\s*)(?:([\w.#-]+)\s*:\s+)?(.*)$/.exec(text.slice(start)) ?? [];
  const from = text.length - typed.length;
  const indent = start + lead.length;
  if (bracket === "[") {
    const list = lastKey.exec(text.slice(0, at))?.[1];
    return { kind: "value", path: list === undefined ? path : [...path, list], typed, from, indent };
  }
  return key === undefined
    ? { kind: "key", path, typed, from, indent }
    : { kind: "value", path: [...path, key], typed, from, indent };
};

/** The position at a column of a line. Lines count from 0. */
export const placeAt = (lineAt: (line: number) => string, line: number, column: number): Place => {
  const text = lineAt(line).slice(0, column);
  const head = headOf(`${text.trimEnd()} `);
  const indent = head?.indent ?? indentOf(text) ?? text.length;
  const above = pathAbove(lineAt, line, indent);
  const open = openIn(text);
  if (open.length > 0) return inFlow(text, open, above);
  if (head === null) {
    const typed = text.trimStart().replace(/^- +/, "");
    return { kind: "key", path: above, typed, from: column - typed.length, indent: column - typed.length };
  }
  const typed = text.slice(text.indexOf(":", head.indent + head.key.length) + 1).trimStart();
  return { kind: "value", path: [...above, head.key], typed, from: column - typed.length, indent };
};
