/** A pattern as the daemon reads it: `*` within a part of a path, `**` across parts, `?` one character. */
const globSource = (glob: string): string =>
  glob.replace(/\*{2,}|[*?]|[.+^${}()|[\]\\]/g, (found) => {
    if (found.startsWith("**")) return ".*";
    return found === "*" ? "[^/]*" : found === "?" ? "[^/]" : `\\${found}`;
  });

/** Whether a child is meant by a word: by its path or a glob, or because it is under what the word names. */
export const isMeantBy = (word: string): ((path: string) => boolean) => {
  const glob = new RegExp(`^${globSource(word)}(?:[/#].*)?$`);
  return (path) => glob.test(path);
};
