import type { ChildPath } from "../../../domain/ChildPath.ts";

/** A path as one folder name. Different paths have different slugs: only legal names' characters stay as they are. */
export const slugOf = (path: ChildPath): string =>
  path.replace(/[^A-Za-z0-9._-]/g, (character) =>
    character === "/" ? "+" : `%${character.charCodeAt(0).toString(16)}`,
  );

/** The path that a slug was made from. */
export const pathOf = (slug: string): ChildPath =>
  slug
    .replaceAll("+", "/")
    .replace(/%([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
