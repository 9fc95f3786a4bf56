/** A pattern as the daemon reads it: `*` within a part of a path, `**` across parts, `?` one character. */
const globSource = (glob: string): string =>
  glob.replace(/\*{2,}|[*?]|[.+^${}()|[\]\\]/g, (found) => {
    if (found.startsWith("**")) return ".*";
    return found === "*" ? "[^/]*" : found === "?" ? "[^/]" : `\\${found}`;
  });

/** Whether a pattern matches a child: by path, by glob, or because an ancestor matches. */
export const isMeantBy = (word: string): ((path: string) => boolean) => {
  const glob = new RegExp(`^${globSource(word)}(?:[/#].*)?$`);
  return (path) => glob.test(path);
};
