import type { NodeRecord } from "../live/protocol.ts";
import { isLegal, type Verb, verbsOf } from "./verbs.ts";

/** The commands that several nodes take at once. */
export const bulkVerbs: ReadonlyArray<Verb> = ["stop", "start", "restart"];

/** Those of several nodes that take a command now, and of which it makes sense. */
export const takers = (nodes: ReadonlyArray<NodeRecord>, verb: Verb): ReadonlyArray<string> =>
  nodes.filter((node) => verbsOf(node).includes(verb) && isLegal(node, verb)).map(({ path }) => path);
