import { Effect } from "effect";
import type { NotPossible } from "../../src/domain/Errors.ts";
import type { PrincipalText } from "../../src/domain/Principal.ts";
import type { CheckRun } from "../../src/domain/stored/CheckRecord.ts";
import type { CheckView } from "../../src/domain/view/NodeView.ts";
import type { CheckFact } from "../../src/policy/check/facts.ts";
import type { StoredReport } from "../../src/ports/store/CheckIns.ts";
import { noteCheckFact } from "../check/checkNode.ts";
import { secondOf, wallMs } from "../check/seconds.ts";
import type { CheckNode, TreeNode } from "../node/node.ts";
import { takesReports } from "../node/traits.ts";
import type { CheckIn } from "../Supervision.ts";
import { refuse } from "../tree/refusal.ts";
import { delivered } from "../tree/sendAndAwait.ts";
import type { Tree } from "../tree/tree.ts";

/** The node, if it is a check that is running. */
const runningCheck = (node: TreeNode): Effect.Effect<CheckNode, NotPossible> => {
  if (!takesReports(node)) return refuse(node, "not_a_check", `${node.path || "the tree"} is not a check`);
  return node.state === "running"
    ? Effect.succeed(node)
    : refuse(
        node,
        "not_running",
        `${node.path} is stopped and takes no reports; \`sentinel start ${node.path}\` starts it`,
      );
};

interface Noted {
  readonly by: PrincipalText;
  readonly report?: StoredReport;
}

/** Note a fact of this moment; succeeds once it is written with what follows from it. */
const note = (
  tree: Tree,
  node: TreeNode,
  factAt: (at: number) => CheckFact,
  notedAt: (now: number) => Noted,
): Effect.Effect<CheckView, NotPossible> =>
  Effect.gen(function* () {
    const check = yield* runningCheck(node);
    const { wiring } = tree;
    wiring.mailbox.send(() => {
      const now = wallMs(wiring.now);
      // A clock that was set back does not undo what is known.
      const at = Math.max(secondOf(now), check.record.asOf);
      noteCheckFact(check, factAt(at), wiring, notedAt(now));
    });
    yield* delivered(tree);
    yield* wiring.log.flush;
    return wiring.views.of(check);
  });

/** A report of its job. */
export const checkIn = (
  tree: Tree,
  node: TreeNode,
  report: CheckIn,
): Effect.Effect<CheckView, NotPossible> => {
  const { kind, id, claimed } = report;
  const sent = claimed === null ? null : secondOf(claimed);
  return note(
    tree,
    node,
    (at) => ({ type: "report", at, kind, id, claimed: sent }),
    (now) => ({ by: report.by, report: { ...report, at: now } }),
  );
};

export const pauseCheck = (
  tree: Tree,
  node: TreeNode,
  until: number | null,
  by: PrincipalText,
): Effect.Effect<CheckView, NotPossible> =>
  note(
    tree,
    node,
    (at) => ({ type: "pause", at, until: until === null ? null : secondOf(until) }),
    () => ({ by }),
  );

export const resumeCheck = (
  tree: Tree,
  node: TreeNode,
  by: PrincipalText,
): Effect.Effect<CheckView, NotPossible> =>
  note(
    tree,
    node,
    (at) => ({ type: "resume", at }),
    () => ({ by }),
  );

/** Its runs, newest first. */
export const runsOf = (node: TreeNode): Effect.Effect<ReadonlyArray<CheckRun>, NotPossible> =>
  takesReports(node)
    ? Effect.succeed([...node.record.runs].reverse())
    : refuse(node, "not_a_check", `${node.path || "the tree"} is not a check`);
