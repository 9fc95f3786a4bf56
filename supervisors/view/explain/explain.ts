import type { Explanation } from "../../../src/domain/view/Explanation.ts";
import { refusals } from "../../../src/policy/allowed.ts";
import { countUp } from "../../../src/policy/health/describeGroup.ts";
import { reasonOf, type TreeNode } from "../../node/node.ts";
import { commanded, type DaemonPhase, surroundingsOf } from "../../node/service/commanded.ts";
import { hasChildren } from "../../node/traits.ts";
import type { Tree } from "../../tree/tree.ts";
import { groupStateOf } from "../groupState.ts";
import { kindOf } from "../kinds.ts";
import { dependencies } from "./dependencies.ts";
import { prospects } from "./prospects.ts";
import { restartWindows } from "./restartWindows.ts";
import { stateMeans } from "./words.ts";

/** Why a node is in its state, and which commands it accepts: as facts, and as sentences about the important ones. */
export const explain = ({ wiring, phase }: Tree, node: TreeNode): Explanation => {
  const { sentences, facts, ...others } = kindOf(node).explain(node, wiring);
  const { path, state, since, by, wanted, next_attempt_at, allowed } = wiring.views.of(node);
  const reason = whyNow(node);
  const whose = by === "system" ? "" : ` (by ${by})`;
  const opening = `${path || "The tree"} ${stateMeans[state]} since ${since}: ${reason}${whose}.`;
  return {
    path,
    state,
    sentences: [opening, ...prospects(node), ...dependencies(node), ...sentences],
    facts: { since, reason, by, wanted, next_attempt_at, allowed, refused: refused(node, phase), ...facts },
    restart_windows: restartWindows(node, wiring),
    ...others,
  };
};

/** The commands that are refused now, each with the reason. */
const refused = (node: TreeNode, phase: DaemonPhase): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(refusals(commanded(node), surroundingsOf(phase, node))).flatMap(([command, refusal]) =>
      refusal === null ? [] : [[command, refusal.message]],
    ),
  );

/** For a running supervisor, what is up under it; its chart knows only how its start ended. */
const whyNow = (node: TreeNode): string =>
  hasChildren(node) && node.state === "running" ? countUp(groupStateOf(node)) : reasonOf(node);
