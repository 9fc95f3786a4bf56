import type { Memory } from "../src/domain/Memory.ts";
import { describeExit } from "../src/policy/exit.ts";
import type { Left, LeftRun } from "../src/ports/ProcessSpawner.ts";
import type { ServiceNode } from "./node.ts";
import { lastExit } from "./serviceNode.ts";
import type { Wiring } from "./wiring.ts";

/**
 * Write down the ends that an earlier daemon had seen, and dealt with, and had no time to write down: it was
 * killed within the moments in which entries are gathered. The end of the run that is taken up comes by itself.
 */
export const noteLateEnds = (
  node: ServiceNode,
  memory: Memory | undefined,
  takenUp: LeftRun | undefined,
  { endsBetween }: Left,
  { log }: Wiring,
): void => {
  const { path } = node;
  node.lastExit = memory?.lastExit ?? null;
  const [after, before] = [memory?.lastExit?.run ?? 0, takenUp?.run ?? Number.POSITIVE_INFINITY];
  for (const { run, exit, endedAt } of endsBetween(path, after, before)) {
    const at = new Date(endedAt).toISOString();
    const from = memory?.run === run ? memory.state : "starting";
    const reason = `${describeExit(exit)}; written down by the next daemon`;
    log.record({ type: "transition", at, subject: path, by: "system", run, from, to: "stopped", reason });
    node.lastExit = lastExit(run, exit, describeExit(exit), at);
  }
};
