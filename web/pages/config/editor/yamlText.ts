import { isMap, isScalar, type Pair, parseDocument, type YAMLMap } from "yaml";

/** A YAML error found by the browser, in offsets of the text. */
interface SyntaxMistake {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

/** The YAML errors of a text. */
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
 * The offset of a child's declaration by its path; null: the text has none, such as for a child of an included file.
 * An instance (`api#2`) is declared by its group.
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
