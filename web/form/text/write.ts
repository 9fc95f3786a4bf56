import { isAlias, isMap, isScalar, isSeq, type Node, visit } from "yaml";
import {
  CannotEdit,
  columnOf,
  type Draft,
  endOf,
  endOfPair,
  isEmpty,
  type Keys,
  lineEnd,
  lineStart,
  type MapNode,
  nextLine,
  nodeAt,
  type PairNode,
  pairOf,
  parseDraft,
  startOf,
} from "./draft.ts";
import { renderItem, renderPair, renderValue } from "./render.ts";
import { isEntries, isList, isSame, keyText, readValue, says, type Value } from "./value.ts";

/** A part of a text, and what takes its place. */
interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const spliced = ({ text, eol }: Draft, { from, to, text: inserted }: Splice): string =>
  text.slice(0, from) + inserted.replaceAll("\n", eol) + text.slice(to);

/** Far more splices than one value needs. */
const mostSplices = 2_000;

interface Place {
  /** The key before which a new key is put; at the end if there is no such key. */
  readonly before?: string;
}

/**
 * The text with this value at these keys. Maps on the way are made where they are missing. Comments, order, quotes and
 * all other lines stay as they are. `CannotEdit` where that is not possible without changing something else.
 */
export const write = (text: string, keys: Keys, value: Value, place: Place = {}): string => {
  const end = repeated(text, (draft) => nextSplice(draft, keys, value, place));
  check(end, keys, value);
  return end;
};

const repeated = (text: string, next: (draft: Draft) => Splice | null): string => {
  let now = text;
  for (let count = 0; count < mostSplices; count += 1) {
    const draft = parseDraft(now);
    const splice = next(draft);
    if (splice === null) return now;
    const changed = spliced(draft, splice);
    if (changed === now) break;
    now = changed;
  }
  throw new CannotEdit("This is too large a change for the form: edit it as text.");
};

/** An edit that did not have its effect, or that broke an alias, is none. */
const check = (text: string, keys: Keys, value: Value | undefined): void => {
  const draft = parseDraft(text);
  const node = nodeAt(draft, keys);
  const isRight = value === undefined ? node === undefined : says(node, value, draft.document);
  if (!isRight || hasLooseAlias(draft))
    throw new CannotEdit("The form can't write this here without changing something else: edit it as text.");
};

const hasLooseAlias = ({ document }: Draft): boolean => {
  let isLoose = false;
  visit(document, {
    Alias: (_, alias) => {
      isLoose ||= alias.resolve(document) === undefined;
    },
  });
  return isLoose;
};

const sharedHere = new CannotEdit("This is shared with other places by an anchor: edit it as text.");

/** A node below which nothing can be changed without changing other places, too. */
const isShared = (node: unknown, { document }: Draft): boolean => {
  if (isAlias(node)) return true;
  const { anchor } = node as { readonly anchor?: string };
  if (anchor === undefined) return false;
  let isUsed = false;
  visit(document, {
    Alias: (_, { source }) => {
      isUsed ||= source === anchor;
    },
  });
  return isUsed;
};

/** The value of the last of these keys within maps of the others. */
const nested = (keys: Keys, value: Value): Value =>
  keys.reduceRight<Value>((inner, key) => new Map([[key, inner]]), value);

/** Where a value is, from its top: the pair that has it and how it is written around it. */
interface Holder {
  readonly pair: PairNode;
  readonly inFlow: boolean;
  /** The key of the map that has the pair. */
  readonly owner: string;
}

const nextSplice = (draft: Draft, keys: Keys, value: Value, place: Place): Splice | null => {
  const { document } = draft;
  let map = document.contents as MapNode | null;
  if (map === null || !isMap(map)) return appended(draft, keys, value);
  let inFlow = false;
  let holder: Holder | null = null;
  for (const [at, key] of keys.entries()) {
    inFlow ||= map.flow === true;
    const pair = pairOf(map, key);
    const owner = keys[at - 1] ?? "";
    if (pair === undefined) {
      const inserted = nested(keys.slice(at + 1), value);
      const isEmptyMap = map.items.length === 0;
      if (isEmptyMap && holder !== null) return replaced(draft, holder, new Map([[key, inserted]]));
      if (isEmptyMap)
        return { ...rangeOf(map, draft), text: renderPair(key, inserted, style(draft, false), 0) };
      return insertedPair(draft, map, inFlow, key, inserted, owner, at === keys.length - 1 ? place : {});
    }
    holder = { pair, inFlow, owner };
    if (at === keys.length - 1) return reconciled(draft, holder, value);
    if (isShared(pair.value ?? {}, draft)) throw sharedHere;
    if (!isMap(pair.value)) {
      if (!isEmpty(pair.value)) throw new CannotEdit(`"${key}" has no keys in the text: edit it as text.`);
      return replaced(draft, holder, nested(keys.slice(at + 1), value));
    }
    map = pair.value as unknown as MapNode;
  }
  return null;
};

const appended = ({ text }: Draft, keys: Keys, value: Value): Splice => {
  const [key = "", ...rest] = keys;
  const gap = text === "" || text.endsWith("\n") ? "" : "\n";
  const pair = renderPair(key, nested(rest, value), { inFlow: false, step: 2 }, 0);
  return { from: text.length, to: text.length, text: `${gap}${pair}\n` };
};

const rangeOf = (node: Node, draft: Draft) => ({ from: startOf(node), to: endOf(node, draft) });

/** What makes the value of a pair nearer to another one; null if it is that already. */
const reconciled = (draft: Draft, holder: Holder, value: Value): Splice | null => {
  const { pair } = holder;
  const node = pair.value;
  if (says(node, value, draft.document)) return null;
  if (isMap(node) && isEntries(value) && node.items.length > 0 && value.size > 0) {
    if (isShared(node, draft)) throw sharedHere;
    const inFlow = holder.inFlow || node.flow === true;
    return reconciledMap(draft, node as unknown as MapNode, inFlow, keyText(pair.key), value);
  }
  if (isSeq(node) && isList(value) && node.items.length > 0 && value.length > 0) {
    if (isShared(node, draft)) throw sharedHere;
    return reconciledList(draft, node.items as ReadonlyArray<Node>, node, holder, value);
  }
  return replaced(draft, holder, value);
};

const reconciledMap = (
  draft: Draft,
  map: MapNode,
  inFlow: boolean,
  owner: string,
  value: ReadonlyMap<string, Value>,
): Splice | null => {
  const renamed = renamedKey(draft, map, value);
  if (renamed !== null) return renamed;
  for (const [key, inner] of value) {
    const pair = pairOf(map, key);
    if (pair === undefined) return insertedPair(draft, map, inFlow, key, inner, owner, {});
    const splice = reconciled(draft, { pair, inFlow, owner }, inner);
    if (splice !== null) return splice;
  }
  const extra = map.items.find((pair) => !value.has(keyText(pair.key)));
  return extra === undefined ? null : removedPair(draft, map, extra);
};

/** A key in the same place with the same value under another name: its line stays. */
const renamedKey = (draft: Draft, map: MapNode, value: ReadonlyMap<string, Value>): Splice | null => {
  if (value.size !== map.items.length) return null;
  const names = [...value.keys()];
  const changed = map.items.flatMap((pair, at) => (keyText(pair.key) === names[at] ? [] : [{ pair, at }]));
  const [only] = changed;
  if (only === undefined || changed.length > 1) return null;
  const name = names[only.at] ?? "";
  if (!isSame(readValue(only.pair.value, draft.document), value.get(name))) return null;
  return renamedPair(draft, only.pair, name);
};

const renamedPair = (draft: Draft, { key }: PairNode, name: string): Splice => {
  const rendered = renderPair(name, { text: "x", type: "word" }, { inFlow: false, step: 2 }, 0);
  return { ...rangeOf(key, draft), text: rendered.slice(0, -": x".length) };
};

const reconciledList = (
  draft: Draft,
  items: ReadonlyArray<Node>,
  list: Node & { readonly flow?: boolean },
  { inFlow }: Holder,
  value: ReadonlyArray<Value>,
): Splice | null => {
  const isFlow = inFlow || list.flow === true;
  const at = value.findIndex((item, index) => {
    const node = items[index];
    return node === undefined || !says(node, item, draft.document);
  });
  const indent = columnOf(draft.text, startOf(list));
  const render = (item: Value, quotes?: Node) =>
    renderItem(item, style(draft, isFlow, { quotes: quotes ?? null }), indent);
  if (at < 0 || items.length > value.length)
    return removedItem(draft, items, at < 0 ? value.length : removedAt(draft, items, value, at), isFlow);
  const item = value[at] as Value;
  if (items.length < value.length) return insertedItem(draft, items, at, render(item), isFlow, indent);
  const node = items[at] as Node;
  return { ...rangeOf(node, draft), text: render(item, node) };
};

/** Which item to remove, so that the others stay as they are. */
const removedAt = (
  draft: Draft,
  items: ReadonlyArray<Node>,
  value: ReadonlyArray<Value>,
  at: number,
): number => {
  const surplus = items.length - value.length;
  const isKept = (index: number): boolean => {
    const node = items[index];
    return node !== undefined && says(node, value[at] as Value, draft.document);
  };
  return isKept(at + surplus) || isKept(at + 1) ? at : items.length - 1;
};

const style = (
  draft: Draft,
  inFlow: boolean,
  { quotes, isOneLine = false, owner }: { quotes?: Node | null; isOneLine?: boolean; owner?: string } = {},
) => ({
  inFlow,
  owner,
  step: stepOf(draft),
  isOneLine,
  // Quotes around nothing say nothing of what comes between them.
  quotes: isScalar(quotes) && quotes.value !== "" ? quotes.type : undefined,
});

/** How far the file indents a level: by its first map in a map. */
const stepOf = ({ text, document }: Draft): number => {
  const root = document.contents;
  if (!isMap(root)) return 2;
  for (const { value } of root.items)
    if (isMap(value) && value.flow !== true && value.items.length > 0)
      return Math.max(1, columnOf(text, startOf(value)));
  return 2;
};

/** Another value in the place of that of a pair. */
const replaced = (draft: Draft, { pair, inFlow, owner }: Holder, value: Value): Splice => {
  const { text } = draft;
  const node = pair.value;
  const afterKey = endOf(pair.key, draft);
  const colon = text.indexOf(":", afterKey);
  const hasColon =
    colon >= 0 && (node === null || colon < startOf(node) + 1) && /^\s*:/.test(text.slice(afterKey));
  const afterColon = hasColon ? colon + 1 : afterKey;
  const isNothing = node === null || (isScalar(node) && endOf(node, draft) === startOf(node));
  const end = isNothing ? afterColon : endOf(node, draft);
  const hasComment = /^[ \t]*#/.test(text.slice(end));
  const indent = inFlow ? 0 : columnOf(text, startOf(pair.key));
  const rendered = renderValue(
    keyText(pair.key),
    value,
    style(draft, inFlow, { quotes: node, isOneLine: hasComment, owner }),
    indent,
  );
  const isInline = node !== null && !isNothing && !(isBlock(node) && !isScalar(node));
  if (isInline && !rendered.startsWith("\n")) return { from: startOf(node), to: end, text: rendered };
  const from = isInline && hasProperties(node) ? startOf(node) : afterColon;
  const gap = rendered.startsWith("\n") ? "" : " ";
  const whole = `${hasColon ? "" : ":"}${gap}${rendered}`;
  return { from, to: Math.max(end, from), text: whole };
};

const hasProperties = (node: Node): boolean =>
  (node as { anchor?: string }).anchor !== undefined || node.tag !== undefined;

const isBlock = (node: Node): boolean => (isMap(node) || isSeq(node)) && node.flow !== true;

const insertedPair = (
  draft: Draft,
  map: MapNode,
  inFlow: boolean,
  key: string,
  value: Value,
  owner: string,
  { before }: Place,
): Splice => {
  const { text } = draft;
  const named = before === undefined ? -1 : map.items.findIndex((pair) => keyText(pair.key) === before);
  // What a supervisor is comes before its children, which may be many.
  const next = named >= 0 ? named : map.items.findIndex((pair) => keyText(pair.key) === "children");
  const [first] = map.items;
  const previous = next < 0 ? map.items.at(-1) : map.items[next - 1];
  if (inFlow) {
    const pair = renderPair(key, value, style(draft, true), 0);
    if (next >= 0) {
      const at = startOf((map.items[next] as PairNode).key);
      return { from: at, to: at, text: `${pair}, ` };
    }
    const at = endOfPair(previous as PairNode, draft);
    return { from: at, to: at, text: `, ${pair}` };
  }
  const indent = columnOf(text, startOf((first as PairNode).key));
  const rendered = renderPair(key, value, style(draft, false, { owner }), indent);
  if (previous === undefined) {
    const at = startOf((first as PairNode).key);
    return { from: at, to: at, text: `${rendered}\n${" ".repeat(indent)}` };
  }
  const at = lineEnd(text, endOfPair(previous, draft));
  const gap = next < 0 && areApart(draft, map) ? "\n" : "";
  return { from: at, to: at, text: `\n${gap}${" ".repeat(indent)}${rendered}` };
};

/** Whether the last two keys of a map have an empty line between them. */
const areApart = (draft: Draft, { items }: MapNode): boolean => {
  const [before, last] = items.slice(-2);
  if (before === undefined || last === undefined) return false;
  const between = draft.text.slice(endOfPair(before, draft), startOf(last.key));
  return /\n[ \t]*\r?\n/.test(between);
};

/** The text without the line of an offset; the range is one that begins there and is the rest of its lines. */
const removedLines = ({ text }: Draft, from: number, to: number): Splice => {
  const start = lineStart(text, from);
  const end = nextLine(text, to);
  const isLastLine = end === text.length && text[end - 1] !== "\n";
  return isLastLine && start > 0
    ? { from: lineEnd(text, start - 1), to: end, text: "" }
    : { from: start, to: end, text: "" };
};

const standsAlone = ({ text }: Draft, offset: number): boolean =>
  text.slice(lineStart(text, offset), offset).trim() === "";

const removedPair = (draft: Draft, map: MapNode, pair: PairNode): Splice => {
  const from = startOf(pair.key);
  const to = endOfPair(pair, draft);
  const at = map.items.indexOf(pair);
  if (map.flow === true)
    return removedFlowItem(
      draft,
      map.items.map((one) => ({ from: startOf(one.key), to: endOfPair(one, draft) })),
      at,
    );
  const next = map.items[at + 1];
  if (!standsAlone(draft, from) && next !== undefined) return { from, to: startOf(next.key), text: "" };
  return removedLines(draft, from, to);
};

const removedFlowItem = (
  { text }: Draft,
  items: ReadonlyArray<{ readonly from: number; readonly to: number }>,
  at: number,
): Splice => {
  const { from, to } = items[at] as { from: number; to: number };
  const previous = items[at - 1];
  if (at === items.length - 1 && previous !== undefined) return { from: previous.to, to, text: "" };
  const separator = /^\s*,[ \t]*/.exec(text.slice(to))?.[0] ?? "";
  return { from, to: to + separator.length, text: "" };
};

const removedItem = (draft: Draft, items: ReadonlyArray<Node>, at: number, isFlow: boolean): Splice => {
  const node = items[at] as Node;
  if (isFlow)
    return removedFlowItem(
      draft,
      items.map((item) => rangeOf(item, draft)),
      at,
    );
  return removedLines(draft, startOf(node), endOf(node, draft));
};

const insertedItem = (
  draft: Draft,
  items: ReadonlyArray<Node>,
  at: number,
  rendered: string,
  isFlow: boolean,
  indent: number,
): Splice => {
  const previous = items[at - 1];
  if (isFlow) {
    const place = previous === undefined ? startOf(items[0] as Node) : endOf(previous, draft);
    const text = previous === undefined ? `${rendered}, ` : `, ${rendered}`;
    return { from: place, to: place, text };
  }
  if (previous === undefined) {
    const place = lineStart(draft.text, startOf(items[0] as Node)) + indent;
    return { from: place, to: place, text: `- ${rendered}\n${" ".repeat(indent)}` };
  }
  const place = lineEnd(draft.text, endOf(previous, draft));
  return { from: place, to: place, text: `\n${" ".repeat(indent)}- ${rendered}` };
};

/**
 * The text without the value at these keys. Maps that it leaves empty go, too, down to the first `kept` keys. The comment
 * lines above stay.
 */
export const clear = (text: string, keys: Keys, kept: number): string => {
  const draft = parseDraft(text);
  if (nodeAt(draft, keys) === undefined && !isWritten(draft, keys)) return text;
  let length = keys.length;
  while (length > kept + 1 && isAlone(draft, keys.slice(0, length - 1))) length -= 1;
  const gone = keys.slice(0, length);
  const owner = gone.slice(0, -1);
  if (isAlone(draft, owner) && owner.length > 0) return write(text, owner, new Map());
  const end = repeated(text, (now) => {
    const map = mapAt(now, owner);
    const pair = map && pairOf(map, gone.at(-1) ?? "");
    return map === undefined || pair === undefined ? null : removedPair(now, map, pair);
  });
  check(end, gone, undefined);
  return end;
};

/** The map at these keys, which must not be shared. */
const mapAt = (draft: Draft, keys: Keys): MapNode | undefined => {
  let map = draft.document.contents as unknown as MapNode | undefined;
  for (const key of keys) {
    const value = isMap(map) ? pairOf(map, key)?.value : undefined;
    if (value != null && isShared(value, draft)) throw sharedHere;
    map = value as MapNode | undefined;
  }
  return isMap(map) ? map : undefined;
};

const isWritten = (draft: Draft, keys: Keys): boolean => {
  const map = mapAt(draft, keys.slice(0, -1));
  return map !== undefined && pairOf(map, keys.at(-1) ?? "") !== undefined;
};

const isAlone = (draft: Draft, keys: Keys): boolean => mapAt(draft, keys)?.items.length === 1;

/** The text with another name for a key. Nothing else changes. */
export const renameKey = (text: string, keys: Keys, name: string): string => {
  const draft = parseDraft(text);
  const map = mapAt(draft, keys.slice(0, -1));
  const pair = map && pairOf(map, keys.at(-1) ?? "");
  if (map === undefined || pair === undefined) return text;
  if (pairOf(map, name) !== undefined) throw new CannotEdit(`There is a "${name}" already.`);
  return spliced(draft, renamedPair(draft, pair, name));
};
