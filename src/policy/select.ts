import { globSource } from "../domain/glob.ts";

const lastPart = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/**
 * The paths that a user's argument selects: the exact path, the only path with this last part, or all that a glob
 * (`web/*`, `**`) matches. Empty if nothing matches, or if a last part is ambiguous.
 */
export const select = (typed: string, paths: ReadonlyArray<string>): ReadonlyArray<string> => {
  const pattern = typed.replace(/^\/+|\/+$/g, "");
  if (paths.includes(pattern)) return [pattern];
  if (/[*?]/.test(pattern)) {
    const glob = new RegExp(`^${globSource(pattern)}$`);
    // A glob never selects the root, whose path is empty.
    return paths.filter((path) => path !== "" && glob.test(path));
  }
  const named = paths.filter((path) => lastPart(path) === pattern);
  return named.length === 1 ? named : [];
};

/** The paths with this last part: the reason why a short name is ambiguous. */
export const namesakes = (typed: string, paths: ReadonlyArray<string>): ReadonlyArray<string> =>
  paths.filter((path) => lastPart(path) === typed);
