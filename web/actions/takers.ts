import type { NodeRecord } from "../live/protocol.ts";
import { isLegal, type Verb, verbsOf } from "./verbs.ts";

/** The commands that can be sent to several nodes at once. */
export const bulkVerbs: ReadonlyArray<Verb> = ["stop", "start", "restart"];

/** Those of several nodes that accept a command now and would be changed by it. */
export const takers = (nodes: ReadonlyArray<NodeRecord>, verb: Verb): ReadonlyArray<string> =>
  nodes.filter((node) => verbsOf(node).includes(verb) && isLegal(node, verb)).map(({ path }) => path);
