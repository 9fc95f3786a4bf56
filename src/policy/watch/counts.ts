import { globSource } from "../../domain/glob.ts";
import type { Counting, Watch } from "../../domain/tree/Watch.ts";

/** Never counted: hidden files, installed packages, and files that editors and Python leave behind. */
const neverMeant = [".*", "node_modules", "__pycache__", "*.pyc", "*~", "*.swp", "4913"];

const matches = (path: string, patterns: ReadonlyArray<RegExp>): boolean =>
  patterns.some((pattern) => pattern.test(path));

/** A pattern with a `/`, but for one at its end, is that of a whole path below the watched one; others are names. */
const compiled = (globs: ReadonlyArray<string>): ReadonlyArray<RegExp> =>
  globs.map((glob) => {
    const plain = glob.replace(/\/(\*\*)?$/, "");
    const below = plain.includes("/") ? "" : "(.*/)?";
    return new RegExp(`^${below}${globSource(plain.replace(/^\.?\//, ""))}$`, "s");
  });

/** The rules of a watch. */
export const countingOf = ({ include, ignore }: Pick<Watch, "include" | "ignore">): Counting => {
  const ignored = compiled([...neverMeant, ...ignore]);
  const included = compiled(include);
  /** A pattern for a folder covers what is below it. */
  const isIgnored = (path: string): boolean =>
    path.split("/").some((_, index, parts) => matches(parts.slice(0, index + 1).join("/"), ignored));
  return {
    entersFolder: (path) => !isIgnored(path),
    countsFile: (path) => !isIgnored(path) && (included.length === 0 || matches(path, included)),
  };
};
