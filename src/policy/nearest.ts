/** How many single-character edits (also swaps of neighbours) turn one word into the other. */
const distance = (from: string, to: string): number => {
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

/** Longer words are no typing mistakes, and comparing them would take long. */
const longest = 128;

/** Whether so many edits still leave enough of a word to recognise it. */
const isNear = (far: number, { length }: string): boolean =>
  far < length && far <= Math.max(1, Math.floor(length / 2.5));

/** The candidate that was probably meant: the one with the closest name, if that is close enough. */
const closest = <A>(
  word: string,
  candidates: ReadonlyArray<A>,
  nameOf: (candidate: A) => string,
): { readonly candidate: A; readonly far: number } | null => {
  const [best] = candidates
    .filter((candidate) => {
      const name = nameOf(candidate);
      return word.length <= longest && isNear(Math.abs(name.length - word.length), name);
    })
    .map((candidate) => ({ candidate, far: distance(word.toLowerCase(), nameOf(candidate).toLowerCase()) }))
    .sort((a, b) => a.far - b.far);
  return best && isNear(best.far, nameOf(best.candidate)) ? best : null;
};

/** The word that was probably meant; null when none is near. */
export const nearest = (word: string, words: ReadonlyArray<string>): string | null =>
  closest(word, words, (candidate) => candidate)?.candidate ?? null;

/** The path that was probably meant, by the whole of it or by its last part. */
export const nearestPath = (typed: string, paths: ReadonlyArray<string>): string | null => {
  const whole = closest(typed, paths, (path) => path);
  const last = closest(typed, paths, (path) => path.slice(path.lastIndexOf("/") + 1));
  if (whole && last) return (last.far < whole.far ? last : whole).candidate;
  return (whole ?? last)?.candidate ?? null;
};

/** As many words as are named where none is near. */
const most = 40;

/** A hint that names the probable word, or else all of them. */
export const suggestion = (word: string, words: ReadonlyArray<string>): string => {
  const near = nearest(word, words);
  if (near) return `did you mean "${near}"?`;
  if (words.length === 0) return "there is none";
  return `known here: ${words.slice(0, most).join(", ")}${words.length > most ? " …" : ""}`;
};
