import { quickLimit, quietMs } from "../../src/policy/watch/loopGuard.ts";
import type { ServiceNode } from "../node/node.ts";

/** Why a service is not restarted after changes of its files although it declares that; empty if it is. */
export const watchNotices = ({ watched }: Pick<ServiceNode, "watched">): ReadonlyArray<string> => {
  if (watched === null) return [];
  const { suspendedBy, problem } = watched;
  return [
    ...(suspendedBy === null
      ? []
      : [
          `its files are not watched until they have been left alone for ${quietMs / 1000} s: ${suspendedBy} changed shortly after each of its last ${quickLimit} starts`,
        ]),
    ...(problem === null ? [] : [`not all of its files are watched: ${problem}`]),
  ];
};
