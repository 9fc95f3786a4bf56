import type { NodeView } from "../../src/domain/view/NodeView.ts";
import type { StatusPart, StatusParts } from "../../src/domain/view/Status.ts";

/** The JSON of each view, without its closing bracket; a view is the same object until its node changes. */
const written = new WeakMap<NodeView, string>();

const openText = (value: object): string => JSON.stringify(value).slice(0, -1);

const viewText = (view: NodeView): string => {
  const known = written.get(view);
  if (known !== undefined) return known;
  const text = openText(view);
  written.set(view, text);
  return text;
};

/** One child of it. */
export const childDocument = (part: StatusPart, lastWords: ReadonlyMap<string, string | null>): string => {
  const { view } = part;
  // A check has no readings, and those of a job are none.
  const read = "readings" in part ? JSON.stringify(part.readings).slice(1, -1) : "";
  const readings = read === "" ? "" : `,${read}`;
  const said = lastWords.get(view.path);
  const words = said === undefined ? "" : `,"last_words":${JSON.stringify(said)}`;
  return `${viewText(view)}${readings}${words}}`;
};

/** A status as JSON; each view is serialised once. `lastWords`: the last words of failed children, by path. */
export const statusDocument = (
  { tree, children }: StatusParts,
  lastWords: ReadonlyMap<string, string | null>,
): string =>
  `${openText(tree)},"children":[${children.map((part) => childDocument(part, lastWords)).join(",")}]}`;
