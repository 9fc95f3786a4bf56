import { isMap, isScalar, type Pair, parseDocument, type YAMLMap } from "yaml";

/** A mistake that the browser sees by itself, in offsets of the text. */
interface SyntaxMistake {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

/** What is not YAML in a text. */
export const syntaxMistakes = (text: string): ReadonlyArray<SyntaxMistake> =>
  parseDocument(text, { prettyErrors: false }).errors.map(({ pos: [from, to], message }) => ({
    from: Math.min(from, text.length),
    to: Math.min(to, text.length),
    message,
  }));

const pairOf = (map: unknown, name: string): Pair | undefined =>
  isMap(map)
    ? (map as YAMLMap).items.find(({ key }) => isScalar(key) && String(key.value) === name)
    : undefined;

/**
 * Where a text declares a child, by its path; null: nowhere, such as in a file that is included. An instance (`api#2`) is where
 * its child is.
 */
export const offsetOfChild = (text: string, path: string): number | null => {
  const names = path.split("/").map((name) => name.replace(/#\d+$/, ""));
  const { contents } = parseDocument(text);
  const found = names.reduce<Pair | undefined>(
    (at, name) => (at === undefined ? undefined : pairOf(pairOf(at.value, "children")?.value, name)),
    { key: null, value: contents } as Pair,
  );
  return isScalar(found?.key) ? (found.key.range?.[0] ?? null) : null;
};
