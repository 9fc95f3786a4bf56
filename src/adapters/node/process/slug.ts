import type { ChildPath } from "../../../domain/ChildPath.ts";

/**
 * A path as one folder name. Different paths have different slugs: the characters of legal names stay as
 * they are, `/` becomes `+`, and every other byte `%` and two digits.
 */
export const slugOf = (path: ChildPath): string =>
  path.replace(/[^A-Za-z0-9._-]/gu, (character) =>
    character === "/" ? "+" : Buffer.from(character).toString("hex").replace(/../g, "%$&"),
  );

/** The path that a slug was made from. */
export const pathOf = (slug: string): ChildPath => decodeURIComponent(slug.replaceAll("+", "/"));
