import { checked, oneOf, text } from "../../routes/search.ts";

/**
 * The search parameters of the Tree page. `at`: the path of the selected node; `filter`: words as in
 * selection/filter.ts.
 */
export const treeAddress = ({ view, filter, at }: Record<string, unknown>) =>
  checked({ view: oneOf(view, ["map", "drawn"]), filter: text(filter), at: text(at) });
