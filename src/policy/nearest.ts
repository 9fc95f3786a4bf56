/** The number of single-character edits, including swaps of neighbours, that turn one word into the other. */
const editDistance = (from: string, to: string): number => {
  let before: ReadonlyArray<number> = [];
  let above: ReadonlyArray<number> = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const isSwapped = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      row.push(
        Math.min(
          at(above, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1),
          at(above, j) + 1,
          at(row, j - 1) + 1,
          isSwapped ? at(before, j - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    before = above;
    above = row;
  }
  return at(above, to.length);
};

const at = (row: ReadonlyArray<number>, column: number): number => row[column] ?? Number.POSITIVE_INFINITY;

/** Longer words are not typos, and comparing them would be slow. */
const maxLength = 128;

/** Whether a word is still recognisable after this number of edits. */
const isNear = (distance: number, { length }: string): boolean =>
  distance < length && distance <= Math.max(1, Math.floor(length / 2.5));

/** The candidate with the closest name, if it is close enough to be what the user meant. */
const closest = <A>(
  word: string,
  candidates: ReadonlyArray<A>,
  nameOf: (candidate: A) => string,
): { readonly candidate: A; readonly distance: number } | null => {
  const [best] = candidates
    .filter((candidate) => {
      const name = nameOf(candidate);
      return word.length <= maxLength && isNear(Math.abs(name.length - word.length), name);
    })
    .map((candidate) => ({
      candidate,
      distance: editDistance(word.toLowerCase(), nameOf(candidate).toLowerCase()),
    }))
    .sort((a, b) => a.distance - b.distance);
  return best && isNear(best.distance, nameOf(best.candidate)) ? best : null;
};

/** The most similar word; null if none is similar. */
export const nearest = (word: string, words: ReadonlyArray<string>): string | null =>
  closest(word, words, (candidate) => candidate)?.candidate ?? null;

/** The most similar path, compared as a whole and by its last part; null if none is similar. */
export const nearestPath = (typed: string, paths: ReadonlyArray<string>): string | null => {
  const whole = closest(typed, paths, (path) => path);
  const last = closest(typed, paths, (path) => path.slice(path.lastIndexOf("/") + 1));
  if (whole && last) return (last.distance < whole.distance ? last : whole).candidate;
  return (whole ?? last)?.candidate ?? null;
};

/** The number of words that are listed if none is similar. */
const maxListed = 40;

/** A hint with the most similar word, or else with all of them. */
export const suggestion = (word: string, words: ReadonlyArray<string>): string => {
  const near = nearest(word, words);
  if (near) return `did you mean "${near}"?`;
  if (words.length === 0) return "there is none";
  return `known here: ${words.slice(0, maxListed).join(", ")}${words.length > maxListed ? " …" : ""}`;
};
