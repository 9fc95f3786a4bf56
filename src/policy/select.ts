/** A path pattern as a regular expression: `*` within a part, `**` across parts, `?` one character. */
const globToRegExp = (glob: string): RegExp => {
  const source = glob
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*\*/g, "\u0000")
    .replace(/\*/g, "[^/]*")
    .replace(/\?/g, "[^/]")
    .replaceAll("\u0000", ".*");
  return new RegExp(`^${source}$`);
};

const lastPart = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/**
 * The paths that a person means: the exact path, the unique path with this last part, or all that a glob
 * (`web/*`, `**`) matches. Empty when nothing or, for a last part, more than one thing answers to it.
 */
export const select = (typed: string, paths: ReadonlyArray<string>): ReadonlyArray<string> => {
  const wanted = typed.replace(/^\/+|\/+$/g, "");
  if (paths.includes(wanted)) return [wanted];
  if (/[*?]/.test(wanted)) {
    const pattern = globToRegExp(wanted);
    // The root, whose path is empty, is meant only when it is named.
    return paths.filter((path) => path !== "" && pattern.test(path));
  }
  const named = paths.filter((path) => lastPart(path) === wanted);
  return named.length === 1 ? named : [];
};

/** The paths whose last part is the same as what was typed: why a short name was not enough. */
export const namesakes = (typed: string, paths: ReadonlyArray<string>): ReadonlyArray<string> =>
  paths.filter((path) => lastPart(path) === typed);
