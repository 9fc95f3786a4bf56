import { defined, oneOf, text } from "../../routes/search.ts";

/** What the address of the Tree page says. `at`: the path of the selected node. */
export const treeAddress = ({ view, filter, at }: Record<string, unknown>) =>
  defined({ view: oneOf(view, ["map"]), filter: text(filter), at: text(at) });
