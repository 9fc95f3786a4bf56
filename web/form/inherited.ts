import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import { keysOfChild } from "./text/children.ts";
import { type Draft, nodeAt } from "./text/draft.ts";
import { isEntries, isList, isText, mergeKey, readValue, type Value } from "./text/value.ts";

/** An inherited value and its origin: `defaults`, or the name of a template. */
export interface Inherited {
  readonly value: Value;
  readonly from: string;
}

interface Layer {
  readonly from: string;
  readonly value: Value;
}

/** The values that a child inherits from templates and defaults. */
export interface Inheritance {
  /** The inherited value at these keys. */
  readonly at: (keys: ReadonlyArray<string>) => Inherited | undefined;
  /** The names that are inherited in a map such as `env`. */
  readonly namesAt: (keys: ReadonlyArray<string>) => ReadonlyArray<string>;
  /** The used templates that this file does not contain. */
  readonly missing: ReadonlyArray<string>;
}

const deepest = 16;

/** The layers below the keys of a child. `use`: its templates, later ones take precedence. */
export const inheritanceOf = (draft: Draft, path: ChildPath, isService: boolean): Inheritance => {
  const missing: Array<string> = [];
  const layersOf = (value: Value | undefined, depth: number): ReadonlyArray<Layer> =>
    namesIn(isEntries(value) ? value.get("use") : undefined).flatMap((name) => {
      const template = valueIn(draft, ["templates", name]);
      if (!isEntries(template)) missing.push(name);
      if (!isEntries(template) || depth > deepest) return [];
      return [...layersOf(template, depth + 1), { from: `template ${name}`, value: template }];
    });
  const defaults = isService && path !== "" ? valueIn(draft, ["defaults"]) : undefined;
  const keys = keysOfChild(path);
  const own = path === "" ? undefined : valueIn(draft, keys);
  /** The values for this child in the templates of a supervisor above. */
  const fromAbove = keys.flatMap((_, length) =>
    layersOf(length === 0 ? undefined : valueIn(draft, keys.slice(0, length)), 0).flatMap(
      ({ from, value }) => {
        const found = within(value, keys.slice(length));
        return found === undefined || found === "hidden" ? [] : [{ from, value: found }];
      },
    ),
  );
  const layers: ReadonlyArray<Layer> = [
    ...(defaults === undefined ? [] : [{ from: "defaults", value: defaults }]),
    ...layersOf(own, 0),
    ...fromAbove,
    ...(own === undefined ? [] : [{ from: "an anchor (<<)", value: mergedIn(own) }]),
  ].reverse();
  const at = (keys: ReadonlyArray<string>): Inherited | undefined => {
    for (const { from, value } of layers) {
      const found = within(value, keys);
      if (found === "hidden") return undefined;
      if (found !== undefined)
        return isText(found) && found.type === "null" ? undefined : { value: found, from };
    }
    return undefined;
  };
  const namesAt = (keys: ReadonlyArray<string>): ReadonlyArray<string> => {
    const names = layers.flatMap(({ value }) => {
      const found = within(value, keys);
      return found !== "hidden" && isEntries(found) ? [...found.keys()] : [];
    });
    return [...new Set(names)].filter((name) => at([...keys, name]) !== undefined);
  };
  return { at, namesAt, missing };
};

/** The value at keys of a layer; hidden if the layer has another value on the way, which replaces the layers below. */
const within = (value: Value, keys: ReadonlyArray<string>): Value | undefined | "hidden" => {
  let inner: Value | undefined = value;
  for (const key of keys) {
    if (!isEntries(inner)) return "hidden";
    inner = inner.get(key);
    if (inner === undefined) return undefined;
  }
  return inner;
};

/** The values that a map includes with YAML's merge key, as a map of the same shape. */
const mergedIn = (value: Value): Value => {
  if (!isEntries(value)) return new Map();
  const merged = value.get(mergeKey);
  const sources = (isList(merged) ? merged : merged === undefined ? [] : [merged]).filter(isEntries);
  const below = [...value].flatMap(([key, inner]) => {
    const found = key === mergeKey ? undefined : mergedIn(inner);
    return isEntries(found) && found.size > 0 ? [[key, found] as const] : [];
  });
  return new Map([...[...sources].reverse().flatMap((source) => [...source]), ...below]);
};

const namesIn = (use: Value | undefined): ReadonlyArray<string> =>
  (isList(use) ? use : use === undefined ? [] : [use]).flatMap((one) => (isText(one) ? [one.text] : []));

/** The value at these keys of a file. */
export const valueIn = (draft: Draft, keys: ReadonlyArray<string>): Value | undefined => {
  const node = nodeAt(draft, keys);
  return node === undefined ? undefined : readValue(node, draft.document);
};
