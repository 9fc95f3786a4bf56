import { defaultUpdate } from "../../../src/policy/plan/replicas.ts";
import type { ServiceNode } from "../../node/node.ts";
import { watchNotices } from "../watchNotices.ts";

const asSentence = (clause: string): string => `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;

/** Which files a service is restarted after, and whether that works. */
export const explainWatch = (node: ServiceNode): ReadonlyArray<string> => {
  const { spec, watched, parent } = node;
  if (spec.watch === undefined || watched === null) return [];
  const { restarts } = watched;
  const { template, update = defaultUpdate } = parent.spec;
  const inTurn = template === null ? "" : `, at most ${update.maxParallel} of its group at a time`;
  const soFar = `${restarts === 0 ? "no" : restarts} restart${restarts > 1 ? "s" : ""} so far`;
  return [
    `It is restarted after changes in ${spec.watch.paths.join(", ")}${inTurn}; ${soFar}.`,
    ...watchNotices(node).map(asSentence),
  ];
};
