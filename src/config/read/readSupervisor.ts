import type { SupervisorSpec } from "../../domain/tree/ChildSpec.ts";
import { entry, type LocatedMap, without } from "../diagnostics/located.ts";
import { decode } from "../language/decode.ts";
import { inChild } from "../language/knownKeys.ts";
import { SupervisorFile } from "../language/language.ts";
import { provisionPart } from "./job/provision.ts";
import { reportQuota } from "./quota.ts";
import type { ReadChildren, ReadContext } from "./readContext.ts";
import { supervisedPart, supervisorPart } from "./supervised.ts";

/** A supervisor with its descendants; null if its own keys are invalid, which is reported. */
export const readSupervisor = (
  name: string,
  map: LocatedMap,
  context: ReadContext,
  readChildren: ReadChildren,
): SupervisorSpec | null => {
  const { report, supervisor } = context;
  const strategy = entry(map, "strategy");
  const isForInstances = strategy?.kind === "scalar" && strategy.value === "simple_one_for_one";
  if (isForInstances) {
    report.error(
      strategy.at,
      "simple_one_for_one is the strategy of replicas and can't be declared",
      "write `replicas: N` on a service",
    );
  }
  const legal = isForInstances ? without(map, "strategy") : map;
  const file = decode(SupervisorFile, legal, inChild("a supervisor"), report, ["children"]);
  context.dependencies.declare(context.path, file ?? {}, map, report);
  const own = {
    ...supervisorPart(file ?? {}, supervisor.defaults),
    ...provisionPart(file ?? {}, map, report),
  };
  const children = readChildren(entry(map, "children"), own, context);
  reportQuota(context.path, { ...own, children }, map, report);
  return file && { ...supervisedPart(name, file, "infinity", supervisor), ...own, children, template: null };
};
