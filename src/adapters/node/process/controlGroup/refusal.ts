import type { RunLimit, RunLimits } from "../../../../domain/tree/Limits.ts";
import type { ControlGroup } from "./ControlGroup.ts";
import { limitFiles } from "./limitFiles.ts";

/** That limits are not enforced, for people. */
export const notEnforced = (limits: ReadonlyArray<RunLimit>, why: string): string =>
  `${limits.map((name) => `limits.${name}`).join(", ")} ${limits.length === 1 ? "is" : "are"} not enforced: ${why}`;

/** Set the limits of a group; returns why some of them are not enforced, or null if all are. */
export const refusal = (group: ControlGroup, limits: RunLimits): string | null => {
  const refused = group.setLimits(limits);
  if (refused.length === 0) return null;
  const controllers = refused.map((name) => limitFiles[name].controller).join(", ");
  const are = refused.length === 1 ? "controller" : "controllers";
  return notEnforced(
    refused,
    `${group.folder} does not have the ${are} ${controllers} (cgroup.controllers of the groups above it); beside hierarchies of version 1, they may have it`,
  );
};
