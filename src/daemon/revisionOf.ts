import { createHash } from "node:crypto";
import { canonicalJson } from "../domain/stored/canonicalJson.ts";
import { treeContent } from "../domain/stored/treeContent.ts";
import type { TreeSpec } from "../domain/tree/ChildSpec.ts";

/** The content address of a tree, under which revisions are stored. */
export const revisionOf = (spec: TreeSpec): string =>
  `sha256:${createHash("sha256")
    .update(canonicalJson(treeContent(spec)))
    .digest("hex")}`;
