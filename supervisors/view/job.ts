import type { JobView } from "../../src/domain/view/NodeView.ts";
import type { JobNode } from "../node/node.ts";
import { nodeView, type Viewed } from "./nodeView.ts";

/** The current view of a job. */
export const jobView = (node: JobNode, viewed: Viewed): JobView => ({
  kind: "job",
  ...nodeView(node, viewed),
  ...node.shown,
});
