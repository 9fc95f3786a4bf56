import type { Intent } from "../actions/intent.ts";
import { isLegal } from "../actions/verbs.ts";
import type { NodeRecord } from "../live/protocol.ts";
import { withLocalTimes } from "../time/format.ts";

/**
 * Why a child does not accept a command now; null: it does. `refused`: the daemon's reasons by command; until they are
 * known, the reason is derived from the state.
 */
export const obstacleOf = (node: NodeRecord, verb: Intent["verb"], refused: unknown): string | null => {
  if (isLegal(node, verb)) return null;
  const words = (refused as Readonly<Record<string, string>> | undefined)?.[verb];
  return words === undefined
    ? `the machine takes no ${verb} now: it is ${node.value}`
    : withLocalTimes(words);
};
