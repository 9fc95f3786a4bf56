import type { RunLimits } from "../../../../domain/tree/Limits.ts";
import type { ControlGroup } from "./ControlGroup.ts";
import { limitFiles } from "./limitFiles.ts";

/** Set the limits of a group; returns why some of them are not enforced, for people, or null if all are. */
export const refusal = (group: ControlGroup, limits: RunLimits): string | null => {
  const refused = group.setLimits(limits);
  if (refused.length === 0) return null;
  const names = refused.map((name) => `limits.${name}`).join(", ");
  const controllers = refused.map((name) => limitFiles[name].controller).join(", ");
  const [are, is] = refused.length === 1 ? ["is", "controller"] : ["are", "controllers"];
  return `${names} ${are} not enforced: the ${is} ${controllers} can't be used in ${group.folder} (cgroup.controllers of the groups above it; with hierarchies of version 1 beside it, they may have it)`;
};
