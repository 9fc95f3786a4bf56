import { Document, isMap, isNode, isScalar, isSeq, type Pair, visit } from "yaml";
import type { TreeSpec } from "../domain/ChildSpec.ts";
import { withoutVariables } from "./interpolate.ts";
import { toFile } from "./toFile.ts";

/** Says where the value at a path comes from; null where there is nothing to say. */
export type OriginOf = (path: ReadonlyArray<string>) => string | null;

/**
 * The whole tree as YAML that is read as the same tree again: every default filled in, nothing left to
 * templates or variables, each value with its origin as a comment. Secrets are named, not shown.
 */
export const printTree = (tree: TreeSpec, originOf: OriginOf = () => null): string => {
  const document = new Document(toFile(tree), { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, scalar, path) => {
      if (typeof scalar.value !== "string") return;
      const text = withoutVariables(scalar.value);
      scalar.value = text;
      // Folded lines can't be told from the words of a list.
      if (text.includes("\n") && isSeq(path.at(-1))) scalar.type = "QUOTE_DOUBLE";
    },
  });
  if (isMap(document.contents)) annotate(document.contents.items, [], originOf);
  return document.toString({ lineWidth: 0 });
};

const annotate = (pairs: ReadonlyArray<Pair>, path: ReadonlyArray<string>, originOf: OriginOf): void => {
  for (const { key, value } of pairs) {
    const here = [...path, isScalar(key) ? String(key.value) : String(key)];
    if (isMap(value) && value.items.length > 0) annotate(value.items, here, originOf);
    else if (isNode(value)) {
      if (isSeq(value) || isMap(value)) value.flow = true;
      const origin = originOf(here);
      if (origin !== null) value.comment = ` ${origin}`;
    }
  }
};
