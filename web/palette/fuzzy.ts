/** A match of a query in a text. */
interface Hit {
  /** Larger is better. */
  readonly score: number;
  /** The positions of the matching characters. */
  readonly at: ReadonlySet<number>;
}

const isStart = (text: string, at: number): boolean => at === 0 || /[^\p{L}\p{N}]/u.test(text[at - 1] ?? "");

/** A term as a substring, preferably the last one at the start of a word. */
const inOnePiece = (text: string, term: string): Hit | null => {
  let found = -1;
  let isFoundAtStart = false;
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    const isAtStart = isStart(text, at);
    if (!isAtStart && isFoundAtStart) continue;
    found = at;
    isFoundAtStart = isAtStart;
  }
  if (found < 0) return null;
  const isInLastPart = found > text.lastIndexOf("/");
  const score = 60 + (isFoundAtStart ? 25 : 0) + (isInLastPart ? 10 : 0) + (term.length / text.length) * 5;
  return { score, at: new Set(Array.from(term, (_, index) => found + index)) };
};

/** The characters of a term in order, with others between them. */
const inPieces = (text: string, term: string): Hit | null => {
  const at = new Set<number>();
  let score = 0;
  let from = 0;
  for (const character of term) {
    const next = text.indexOf(character, from);
    if (next < 0) return null;
    at.add(next);
    score += isStart(text, next) ? 4 : at.has(next - 1) ? 3 : -Math.min(3, next - from);
    from = next + 1;
  }
  return { score: Math.min(50, score), at };
};

/** The match of all words of a query, in any order; null: none. */
export const find = (text: string, query: string): Hit | null => {
  const lower = text.toLowerCase();
  const terms = query.toLowerCase().split(/\s+/).filter(Boolean);
  const hits = terms.map((term) => inOnePiece(lower, term) ?? inPieces(lower, term));
  if (hits.some((hit) => hit === null)) return null;
  const all = hits as ReadonlyArray<Hit>;
  return {
    score: all.reduce((sum, { score }) => sum + score, 0),
    at: new Set(all.flatMap(({ at }) => [...at])),
  };
};

/** The matching items, best first; ties keep their order. */
export const findIn = <Item>(
  items: Iterable<Item>,
  textOf: (item: Item) => string,
  query: string,
): ReadonlyArray<{ readonly item: Item; readonly hit: Hit }> =>
  Array.from(items)
    .flatMap((item) => {
      const hit = find(textOf(item), query);
      return hit === null ? [] : [{ item, hit }];
    })
    .sort((one, other) => other.hit.score - one.hit.score);
