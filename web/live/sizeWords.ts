import { type Tree, totalOf } from "./Tree.ts";

/** `23 children under 5 supervisors`. */
export const sizeWords = (tree: Tree): string => {
  const children = totalOf(tree.tallyOf(null));
  const supervisors = tree.order.length - children;
  return `${children} ${children === 1 ? "child" : "children"} under ${supervisors} ${supervisors === 1 ? "supervisor" : "supervisors"}`;
};
