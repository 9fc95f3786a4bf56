import type { ChildPath } from "../../../domain/tree/ChildPath.ts";

/**
 * A child's path as a directory name. Distinct paths have distinct slugs: characters that are legal in names are
 * kept, `/` becomes `+`, and every other byte `%` and two hexadecimal digits.
 */
export const slugOf = (path: ChildPath): string =>
  path.replace(/[^A-Za-z0-9._-]/gu, (character) =>
    character === "/" ? "+" : Buffer.from(character).toString("hex").replace(/../g, "%$&"),
  );

/** The path that a slug was made from. */
export const pathOf = (slug: string): ChildPath => decodeURIComponent(slug.replaceAll("+", "/"));
