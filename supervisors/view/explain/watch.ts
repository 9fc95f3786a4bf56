import { quickLimit, quietMs } from "../../../src/policy/watch/loopGuard.ts";
import type { ServiceNode } from "../../node/node.ts";

/** Which files a service is restarted after, and whether that works. */
export const explainWatch = ({ spec, watched }: ServiceNode): ReadonlyArray<string> => {
  if (spec.watch === undefined || watched === null) return [];
  const { restarts, suspendedBy, problem } = watched;
  const soFar = `${restarts === 0 ? "no" : restarts} restart${restarts > 1 ? "s" : ""} so far`;
  return [
    `It is restarted after changes in ${spec.watch.paths.join(", ")}; ${soFar}.`,
    ...(suspendedBy === null
      ? []
      : [
          `Its files are not watched until they have been left alone for ${quietMs / 1000} s: ${suspendedBy} changed shortly after each of its last ${quickLimit} starts.`,
        ]),
    ...(problem === null ? [] : [`Not all of its files are watched: ${problem}.`]),
  ];
};
