import { Document, isMap, isSeq, parseDocument, Scalar } from "yaml";
import { isEntries, isList, type ScalarValue, type Value } from "./value.ts";

/** Maps that are written with one key a line even if they are short: these and each child. */
const spread: ReadonlySet<string> = new Set(["env", "children"]);
const isSpread = (key: string, owner: string | undefined): boolean => spread.has(key) || owner === "children";

/** The longest list or map that is written on one line, in characters. */
const longest = 88;

/** Whether YAML reads these characters as one scalar that isn't null, without quotes. */
const isPlain = (text: string, inFlow: boolean): boolean => {
  if (text === "" || text !== text.trim() || /[\r\n\t]/.test(text)) return false;
  const { contents, errors } = parseDocument(inFlow ? `[${text}]` : `k: ${text}`, { logLevel: "silent" });
  if (errors.length > 0) return false;
  const node = isSeq(contents) && contents.items.length === 1 ? contents.items[0] : undefined;
  const scalar = inFlow ? node : isMap(contents) ? contents.items[0]?.value : undefined;
  return (
    scalar instanceof Scalar &&
    scalar.type === Scalar.PLAIN &&
    scalar.source === text &&
    scalar.value !== null &&
    scalar.comment === undefined
  );
};

export interface Style {
  readonly inFlow: boolean;
  /** The key of the map around it. */
  readonly owner?: string | undefined;
  /** How far a level is indented. */
  readonly step: number;
  /** The quotes of the value that it replaces. */
  readonly quotes?: Scalar.Type | undefined;
  /** Without line ends. */
  readonly isOneLine?: boolean;
}

/** The placeholder for the n-th text that is printed unchanged. */
const placeholder = (n: number): string => `\uE000${n}\uE001`;

const scalarNode = ({ text, type }: ScalarValue, { inFlow, quotes, isOneLine, plain }: Inner): Scalar => {
  if (type === "null") return new Scalar(null);
  const isText = type === "string" || type === "word";
  const isQuoted = isText && (quotes === Scalar.QUOTE_DOUBLE || quotes === Scalar.QUOTE_SINGLE);
  if (type !== "string" && !isQuoted && isPlain(text, inFlow))
    return new Scalar(placeholder(plain.push(text) - 1));
  const scalar = new Scalar(text);
  const isBlock = text.includes("\n") && !inFlow && isOneLine !== true;
  if (isBlock) scalar.type = quotes === Scalar.BLOCK_FOLDED ? Scalar.BLOCK_FOLDED : Scalar.BLOCK_LITERAL;
  else if (isQuoted) scalar.type = quotes;
  else if (text.includes("\n")) scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
};

interface Inner extends Style {
  /** The texts that are printed unchanged. */
  readonly plain: Array<string>;
}

const nodeOf = (key: string, value: Value, style: Inner, document: Document): unknown => {
  if (!isList(value) && !isEntries(value)) return scalarNode(value, style);
  const flat = flow(value);
  const isFlat = style.inFlow || (!isSpread(key, style.owner) && flat !== null && flat.length <= longest);
  const inner = { ...style, inFlow: isFlat, owner: key, quotes: undefined };
  if (isList(value)) {
    const list = document.createNode([]);
    list.flow = isFlat;
    for (const item of value) list.items.push(nodeOf("", item, inner, document) as never);
    return list;
  }
  const map = document.createNode({});
  map.flow = isFlat || value.size === 0;
  for (const [name, item] of value)
    map.items.push(document.createPair(name, nodeOf(name, item, inner, document)) as never);
  return map;
};

/** A value on one line; null if that is not possible without making it hard to read. */
const flow = (value: Value): string | null => {
  if (isList(value)) {
    const items = value.map(flow);
    return items.includes(null) ? null : `[${items.join(", ")}]`;
  }
  if (isEntries(value)) {
    const items = [...value].map(([key, item]) => (spread.has(key) ? null : `${key}: ${flow(item)}`));
    return items.includes(null) ? null : `{ ${items.join(", ")} }`;
  }
  return value.text.includes("\n") ? null : value.text;
};

/**
 * `KEY: VALUE` as text, without a line end, for a place that is indented by `indent`: all lines but the first begin with
 * that many spaces. In a flow collection it is one line.
 */
export const renderPair = (key: string, value: Value, style: Style, indent: number): string => {
  const plain: Array<string> = [];
  const document = new Document({}, { version: "1.2" });
  const map = document.createNode({});
  map.flow = style.inFlow;
  map.items.push(document.createPair(key, nodeOf(key, value, { ...style, plain }, document)) as never);
  document.contents = map as never;
  const text = document.toString({ lineWidth: 0, indent: style.step }).trimEnd();
  const pair = style.inFlow ? text.slice(1, -1).trim() : text;
  const whole = pair.replaceAll(/\uE000(\d+)\uE001/g, (_, n: string) => plain[Number(n)] ?? "");
  return whole.replaceAll(/\n(?!\n|$)/g, `\n${" ".repeat(indent)}`);
};

/** The value alone: what comes after the colon, without the space before it. */
export const renderValue = (key: string, value: Value, style: Style, indent: number): string => {
  const name = renderPair(key, { text: "", type: "null" }, style, indent).replace(/:? *null$|: *$/, "");
  return renderPair(key, value, style, indent)
    .slice(name.length + 1)
    .replace(/^ +/, "");
};

/** An item of a list, without its dash, which is at the column `indent`. */
export const renderItem = (value: Value, style: Style, indent: number): string =>
  renderPair("k", value, { ...style, step: 2 }, indent)
    .slice(2)
    .trimStart();
