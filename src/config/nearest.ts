/** How many single-character edits (also swaps of neighbours) turn one word into the other. */
const distance = (from: string, to: string): number => {
  const rows: Array<Array<number>> = Array.from({ length: from.length + 1 }, (_, i) => [i]);
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let j = 0; j <= to.length; j += 1) (rows[0] as Array<number>)[j] = j;
  for (let i = 1; i <= from.length; i += 1) {
    for (let j = 1; j <= to.length; j += 1) {
      const replace = at(i - 1, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const swap = swapped ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY;
      (rows[i] as Array<number>)[j] = Math.min(replace, swap, at(i - 1, j) + 1, at(i, j - 1) + 1);
    }
  }
  return at(from.length, to.length);
};

/** The word that was probably meant: the closest one, if it is closer than half of its length. */
export const nearest = (word: string, words: ReadonlyArray<string>): string | null => {
  const ranked = words
    .map((candidate) => ({ candidate, far: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.far - b.far);
  const best = ranked[0];
  return best && best.far <= Math.max(1, Math.floor(best.candidate.length / 2.5)) ? best.candidate : null;
};

/** A hint that names the probable word, or else all of them. */
export const suggestion = (word: string, words: ReadonlyArray<string>): string => {
  const near = nearest(word, words);
  return near ? `did you mean "${near}"?` : `known here: ${words.join(", ")}`;
};
