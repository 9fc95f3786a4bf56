import { checked, oneOf, text } from "../../routes/search.ts";

/** What the address of the Tree page says. `at`: the path of the node beside the tree; `filter`: words as in selection/filter.ts. */
export const treeAddress = ({ view, filter, at }: Record<string, unknown>) =>
  checked({ view: oneOf(view, ["map", "drawn"]), filter: text(filter), at: text(at) });
