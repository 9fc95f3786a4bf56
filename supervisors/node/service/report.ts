import type { Failure } from "../../../src/policy/restart/verdict.ts";
import type { TreeNode } from "../node.ts";
import { hasProcess } from "../traits.ts";
import type { Wiring } from "../wiring.ts";

/** The reports that both services and supervisors send to the supervisor above them. */
type Report =
  | { type: "STARTED" | "IGNORED" | "STOPPED" | "DUE" | "HELD" | "CLEARED" }
  | { type: "START_FAILED" | "ENDED"; failure: Failure };

/** Deliver a report to the node's supervisor. The root has no supervisor. */
export const report = (node: TreeNode, reported: Report, { mailbox, now, dice, jobs }: Wiring): void => {
  if (hasProcess(node) && node.job) {
    mailbox.send(() => jobs.slotReported(node, reported.type));
    return;
  }
  const supervisor = node.parent?.actor;
  if (!supervisor) return;
  const child = node.spec.id;
  mailbox.send(() => {
    switch (reported.type) {
      case "STARTED":
        return supervisor.send({ type: "CHILD_STARTED", child });
      case "IGNORED":
        return supervisor.send({ type: "CHILD_IGNORED", child });
      case "STOPPED":
        return supervisor.send({ type: "CHILD_STOPPED", child });
      case "DUE":
        return supervisor.send({ type: "CHILD_DUE", child });
      case "HELD":
        return supervisor.send({ type: "CHILD_HELD", child });
      case "CLEARED":
        return supervisor.send({ type: "CHILD_CLEARED", child });
      case "ENDED":
        return supervisor.send({ type: "CHILD_ENDED", child, failure: reported.failure });
      case "START_FAILED": {
        const { failure } = reported;
        return supervisor.send({
          type: "CHILD_START_FAILED",
          child,
          failure,
          at: now.monotonic(),
          dice: dice(),
        });
      }
    }
  });
};
