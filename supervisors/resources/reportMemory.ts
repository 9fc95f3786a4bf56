import type { ServiceEvent } from "../../machines/service/events.ts";
import { isNewSample } from "../../machines/service/recycling.ts";
import type { TreeNode } from "../node/node.ts";
import { hasProcess } from "../node/traits.ts";
import type { Wiring } from "../node/wiring.ts";
import type { UsageByPid } from "../view/usage.ts";

/** Tell the charts of services with a memory limit how much their processes use. */
export const reportMemory = (
  nodes: ReadonlyArray<TreeNode>,
  usage: UsageByPid,
  { mailbox }: Pick<Wiring, "mailbox">,
): void => {
  for (const { actor } of nodes.filter(hasProcess)) {
    const { context } = actor.getSnapshot();
    const used = context.pid === null ? undefined : usage.get(context.pid);
    if (context.rules.memory === undefined || used === undefined) continue;
    const event = { type: "SAMPLED", run: context.run, memory: used.memory } satisfies ServiceEvent;
    if (isNewSample(context, event)) mailbox.send(() => actor.send(event));
  }
};
