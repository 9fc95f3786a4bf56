import { type ChildPath, root } from "../../domain/tree/ChildPath.ts";
import type { TreeSpec } from "../../domain/tree/ChildSpec.ts";
import { withoutVariables } from "../assemble/interpolate.ts";
import { unmarked } from "../read/service/perReplica.ts";
import type { FileMap, FileValue } from "./fileValue.ts";
import type { OriginOf } from "./printTree.ts";
import { toFile } from "./toFile.ts";

/** A value of a declaration, and the keys that lead to it. */
type Visit = (keys: ReadonlyArray<string>) => void;

/** A child in the form of the file. */
interface Declared {
  /** The keys that lead to it in the file. */
  readonly keys: ReadonlyArray<string>;
  readonly file: FileMap;
}

/** The names on the way to a child; an instance is declared by its replicated child. */
const namesOf = (path: ChildPath): ReadonlyArray<string> =>
  path === root ? [] : path.replace(/#\d+$/, "").split("/");

const isMap = (value: FileValue | undefined): value is FileMap =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Map);

const declaredAt = (tree: TreeSpec, path: ChildPath): Declared | null => {
  let file = toFile(tree);
  const keys: Array<string> = [];
  for (const name of namesOf(path)) {
    const children: FileValue | undefined = isMap(file) ? file.children : undefined;
    const child = children instanceof Map ? children.get(name) : undefined;
    if (child === undefined) return null;
    file = child;
    keys.push("children", name);
  }
  return isMap(file) ? { keys, file } : null;
};

/** A value as JSON; `visit` is called with the keys of each value that is not a map. */
const jsonOf = (value: FileValue, keys: ReadonlyArray<string>, visit: Visit): unknown => {
  if (isMap(value) || value instanceof Map) {
    const entries = value instanceof Map ? [...value] : Object.entries(value);
    return Object.fromEntries(entries.map(([key, one]) => [key, jsonOf(one, [...keys, key], visit)]));
  }
  visit(keys);
  return textsIn(value);
};

/** Texts escaped for a file. */
const textsIn = (value: unknown): unknown => {
  if (typeof value === "string") return unmarked(withoutVariables(value));
  return Array.isArray(value) ? value.map(textsIn) : value;
};

/** A child in the form of the file with all defaults, without its children; null if there is none. */
export const declarationOf = (
  tree: TreeSpec,
  path: ChildPath,
  visit: Visit = () => undefined,
): Readonly<Record<string, unknown>> | null => {
  const declared = declaredAt(tree, path);
  if (declared === null) return null;
  const { children: _, ...own } = declared.file;
  return Object.fromEntries(Object.entries(own).map(([key, value]) => [key, jsonOf(value, [key], visit)]));
};

/** The position of each of its values, by its keys joined with dots. */
export const originsOf = (
  tree: TreeSpec,
  path: ChildPath,
  originOf: OriginOf,
): Readonly<Record<string, string>> => {
  const origins: Record<string, string> = {};
  const place = declaredAt(tree, path)?.keys ?? [];
  declarationOf(tree, path, (keys) => {
    const origin = originOf([...place, ...keys]);
    if (origin !== null) origins[keys.join(".")] = origin;
  });
  return origins;
};
