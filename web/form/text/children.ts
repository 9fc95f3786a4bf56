import { isAlias, isMap } from "yaml";
import type { ChildPath } from "../../../src/domain/tree/ChildPath.ts";
import { clear } from "./clear.ts";
import { CannotEdit, type Draft, type Keys, type MapNode, nodeAt, pairOf, parseDraft } from "./draft.ts";
import { renameKey } from "./renameKey.ts";
import { isEntries, keyText, readValue, type Value } from "./value.ts";
import { write } from "./write.ts";

/** The keys of a child in a file: `web/api` is `children`, `web`, `children`, `api`. Instances have the keys of their child. */
export const keysOfChild = (path: ChildPath): Keys =>
  path === ""
    ? []
    : path
        .replace(/#.*$/, "")
        .split("/")
        .flatMap((name) => ["children", name]);

const isSupervisor = (node: unknown): boolean =>
  isMap(node) && (node as unknown as MapNode).items.some((pair) => keyText(pair.key) === "children");

/** The paths of all children in the file, each after its supervisor, with the root first. */
export const pathsIn = ({ document }: Draft): ReadonlyArray<ChildPath> => {
  const below = (node: unknown, path: ChildPath): ReadonlyArray<ChildPath> => {
    const whole = isAlias(node) ? node.resolve(document) : node;
    const children = isMap(whole) ? pairOf(whole as unknown as MapNode, "children")?.value : undefined;
    if (!isMap(children)) return [];
    return (children as unknown as MapNode).items.flatMap(({ key, value }) => {
      const child = path === "" ? keyText(key) : `${path}/${keyText(key)}`;
      return [child, ...below(value, child)];
    });
  };
  return ["", ...below(document.contents, "")];
};

/** The paths of all supervisors in the file, from the root, in its order. */
export const supervisorsIn = (draft: Draft): ReadonlyArray<ChildPath> =>
  pathsIn(draft).filter((path) => path === "" || isSupervisor(nodeAt(draft, keysOfChild(path))));

/** The names of the children of a supervisor, in start order. */
export const namesUnder = (draft: Draft, parent: ChildPath): ReadonlyArray<string> => {
  const children = nodeAt(draft, [...keysOfChild(parent), "children"]);
  return isMap(children) ? (children as unknown as MapNode).items.map((pair) => keyText(pair.key)) : [];
};

/** A file with one more child. `before`: the sibling that starts after it; by default it is the last one. */
export const addChild = (
  text: string,
  parent: ChildPath,
  name: string,
  spec: ReadonlyMap<string, Value>,
  before?: string,
): string => {
  const keys = [...keysOfChild(parent), "children", name];
  if (nodeAt(parseDraft(text), keys) !== undefined) throw new CannotEdit(`There is a "${name}" already.`);
  return write(text, keys, spec, before === undefined ? {} : { before });
};

/** The overlays of a child in the environments of a file. */
export const overlaysOf = (draft: Draft, path: ChildPath): ReadonlyArray<Keys> => {
  const environments = nodeAt(draft, ["environments"]);
  if (!isMap(environments) || path === "") return [];
  return (environments as unknown as MapNode).items
    .map(({ key }) => ["environments", keyText(key), ...keysOfChild(path)])
    .filter((keys) => isWritten(draft, keys));
};

const isWritten = (draft: Draft, keys: Keys): boolean => {
  const map = nodeAt(draft, keys.slice(0, -1));
  const value = isMap(map) ? readValue(map, draft.document) : undefined;
  return isEntries(value) && value.has(keys.at(-1) ?? "");
};

/** A file with another name for a child, also where an environment changes it. Comments and order stay. */
export const renameChild = (text: string, path: ChildPath, name: string): string =>
  [keysOfChild(path), ...overlaysOf(parseDraft(text), path)].reduce(
    (now, keys) => renameKey(now, keys, name),
    text,
  );

/** A file without a child and its overlays in environments. */
export const removeChild = (text: string, path: ChildPath): string => {
  const keys = keysOfChild(path);
  if (path === "") throw new CannotEdit("The tree itself can't be removed.");
  const without = overlaysOf(parseDraft(text), path).reduce((now, overlay) => clear(now, overlay, 2), text);
  return clear(without, keys, keys.length - 1);
};

/** The path of the supervisor of a child. */
export const parentOf = (path: ChildPath): ChildPath => path.slice(0, Math.max(0, path.lastIndexOf("/")));
