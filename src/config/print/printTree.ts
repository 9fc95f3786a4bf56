import { Document, isMap, isNode, isScalar, isSeq, type Pair, visit } from "yaml";
import type { TreeSpec } from "../../domain/tree/ChildSpec.ts";
import { withoutVariables } from "../assemble/interpolate.ts";
import { unmarked } from "../read/service/perReplica.ts";
import { toFile } from "./toFile.ts";

/** The origin of the value at a path; null if it has none. */
export type OriginOf = (path: ReadonlyArray<string>) => string | null;

/**
 * The whole tree as YAML that reads back as the same tree: with all defaults, without templates or variables, and with
 * the origin of each value as a comment. Secrets are named, not shown.
 */
export const printTree = (tree: TreeSpec, originOf: OriginOf = () => null): string => {
  const document = new Document(toFile(tree), { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, scalar, path) => {
      if (typeof scalar.value !== "string") return;
      const text = unmarked(withoutVariables(scalar.value));
      scalar.value = text;
      // Folded lines could not be distinguished from the words of a list.
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
