import { type Document, isAlias, isMap, isScalar, isSeq, type Node, Scalar } from "yaml";

/**
 * A scalar as it is written in a file. `word`: its characters count, however YAML reads them, so it is written without
 * quotes where that is possible; `string`: it is quoted if YAML would read something else.
 */
export interface ScalarValue {
  readonly text: string;
  readonly type: "string" | "word" | "number" | "boolean" | "null";
}

/** A value in a file, with the order of its keys. */
export type Value = ScalarValue | ReadonlyArray<Value> | ReadonlyMap<string, Value>;

export const string = (text: string): ScalarValue => ({ text, type: "string" });
export const word = (text: string): ScalarValue => ({ text, type: "word" });

export const isList = (value: Value | undefined): value is ReadonlyArray<Value> => Array.isArray(value);
export const isEntries = (value: Value | undefined): value is ReadonlyMap<string, Value> =>
  value instanceof Map;
export const isText = (value: Value | undefined): value is ScalarValue =>
  value !== undefined && !isList(value) && !isEntries(value);

/** YAML's merge key, under which a map includes the keys of another one. */
export const mergeKey = "<<";

/** The value of a node, with aliases followed. */
export const readValue = (node: unknown, document: Document): Value => {
  if (isAlias(node)) return readValue(node.resolve(document), document);
  if (isMap(node))
    return new Map(node.items.map((pair) => [keyText(pair.key), readValue(pair.value, document)]));
  if (isSeq(node)) return node.items.map((item) => readValue(item, document));
  return isScalar(node) ? scalarValue(node) : { text: "", type: "null" };
};

const scalarValue = (scalar: Scalar): ScalarValue => {
  const { value, source, type } = scalar;
  if (value === null || value === undefined) return { text: "", type: "null" };
  const text = type === Scalar.PLAIN && source !== undefined ? source : String(value);
  return {
    text,
    type: typeof value === "number" || typeof value === "boolean" ? (typeof value as "number") : "string",
  };
};

/** A key as text. */
export const keyText = (key: unknown): string => (isScalar(key) ? scalarValue(key).text : String(key));

/** Whether a node already has this value. */
export const says = (node: Node | null | undefined, value: Value, document: Document): boolean =>
  isSame(readValue(node, document), value);

export const isSame = (one: Value | undefined, other: Value | undefined): boolean => {
  if (one === undefined || other === undefined) return one === other;
  if (isList(one) || isList(other))
    return (
      isList(one) &&
      isList(other) &&
      one.length === other.length &&
      one.every((item, i) => isSame(item, other[i]))
    );
  if (isEntries(one) || isEntries(other))
    return (
      isEntries(one) &&
      isEntries(other) &&
      one.size === other.size &&
      [...one].every(([key, value]) => isSame(value, other.get(key)))
    );
  const isEitherNull = (one.type === "null") !== (other.type === "null");
  const isTyped = one.type !== "word" && other.type !== "word";
  return one.text === other.text && !isEitherNull && (!isTyped || one.type === other.type);
};
