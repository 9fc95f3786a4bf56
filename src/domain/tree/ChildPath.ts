/**
 * The address of a child under the root: `web/api`, and `web/api#1` for an instance of a replicated child.
 * The root itself is the empty path.
 */
export type ChildPath = string;

export const root: ChildPath = "";

/** The path of `id` under `parent`; instance ids (`#1`) attach without a slash. */
export const join = (parent: ChildPath, id: string): ChildPath =>
  parent === root || id.startsWith("#") ? parent + id : `${parent}/${id}`;

/** The id of the child of `ancestor` that is on the way to `path`; undefined if `path` is not under it. */
export const idOnTheWay = (ancestor: ChildPath, path: ChildPath): string | undefined =>
  isWithin(ancestor, path) ? /^\/?(#?[^/#]+)/.exec(path.slice(ancestor.length))?.[1] : undefined;

/** Whether `path` is `ancestor` or is under it. */
export const isWithin = (ancestor: ChildPath, path: ChildPath): boolean =>
  ancestor === root ||
  path === ancestor ||
  path.startsWith(`${ancestor}/`) ||
  path.startsWith(`${ancestor}#`);

/** The number of an instance, `1` for `web/api#1`; null for a child that is not an instance. */
export const replicaOf = (path: ChildPath): string | null => /#(\d+)$/.exec(path)?.[1] ?? null;

const parentOf = (path: ChildPath): ChildPath =>
  path.slice(0, Math.max(path.lastIndexOf("/"), path.lastIndexOf("#"), 0));

/** The paths that are not under any other of these paths. */
export const outermost = (paths: ReadonlyArray<ChildPath>): ReadonlyArray<ChildPath> => {
  const all = new Set(paths);
  const isUnderOne = (path: ChildPath): boolean =>
    path !== root && (all.has(parentOf(path)) || isUnderOne(parentOf(path)));
  return paths.filter((path) => !isUnderOne(path));
};

/** The nearest node at or above all of these paths; the root if there are none. */
export const commonAncestor = (paths: ReadonlyArray<ChildPath>): ChildPath => {
  const [first = root] = paths;
  const isShared = (path: ChildPath): boolean => paths.every((one) => isWithin(path, one));
  let ancestor = first;
  while (!isShared(ancestor)) ancestor = parentOf(ancestor);
  return ancestor;
};

/** A valid name of a child: letters, digits, `.`, `_` and `-`, beginning with a letter or digit. */
export const legalName = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
