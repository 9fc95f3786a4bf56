import { hasProcess } from "../../../domain/view/childTraits.ts";
import type { NodeView, ViewsSnapshot } from "../../../domain/view/NodeView.ts";

/** How many children are named; the rest is counted. */
const maxNamed = 3;

const list = (views: ReadonlyArray<NodeView>, describe: (view: NodeView) => string): string => {
  const named = views.slice(0, maxNamed).map((view) => `${view.path} ${describe(view)}`);
  const more = views.length - named.length;
  return `${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
};

const isUp = ({ state }: NodeView): boolean => state === "running" || state === "finished";

/** How a tree is, in one sentence that stays the same while nothing changes. */
export const treeSentence = ({ views }: Pick<ViewsSnapshot, "views">): string => {
  const children = views.filter(hasProcess);
  const missing = children.filter((view) => view.wanted === "up" && !isUp(view));
  const running = `${children.filter(({ state }) => state === "running").length} of ${children.length} children run`;
  return missing.length === 0 ? running : `${running}; ${list(missing, ({ state }) => `(${state})`)}`;
};

const deadline = (view: NodeView): string =>
  hasProcess(view) && view.kill_at !== null ? `(SIGKILL at ${view.kill_at})` : "(no deadline)";

/** What the stop of a tree waits for, in one sentence. */
export const stopSentence = ({ views }: Pick<ViewsSnapshot, "views">): string => {
  const stopping = views.filter((view) => hasProcess(view) && view.state === "stopping");
  return stopping.length === 0
    ? "the tree stops"
    : `the tree stops, and waits for ${list(stopping, deadline)}`;
};
