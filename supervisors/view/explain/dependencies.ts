import type { Dependency } from "../../../src/domain/tree/Dependency.ts";
import { dependenciesOf } from "../../dependencies/awaited.ts";
import type { TreeNode } from "../../node/node.ts";

const consequences = {
  restart: ", and is restarted after each of its restarts",
  stop: ", and is stopped as long as it does not run",
} as const;

/** What each start of a node waits for, one sentence for each dependency. */
export const dependencies = (node: TreeNode): ReadonlyArray<string> =>
  dependenciesOf(node).map(({ declaredBy, ...on }) => {
    const whose = declaredBy === node.path ? "" : ` (declared by ${declaredBy})`;
    return `It is started once ${on.path} ${verbs[on.until]}${consequenceOf(on)}${whose}.`;
  });

const verbs = {
  started: "runs",
  ready: "is ready",
  healthy: "is healthy",
  finished: "has finished successfully",
} as const;

const consequenceOf = ({ propagate }: Dependency): string =>
  propagate === undefined ? "" : consequences[propagate];
