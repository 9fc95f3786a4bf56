import type { SupervisorSpec } from "../../domain/tree/ChildSpec.ts";
import { countOf, whyTooMany } from "../../policy/resources/quota.ts";
import { type LocatedMap, positionOf } from "../diagnostics/located.ts";
import type { Report } from "../diagnostics/report.ts";

/** Report a supervisor that has more below it than its own quota. */
export const reportQuota = (
  path: string,
  spec: Pick<SupervisorSpec, "quota" | "children">,
  map: LocatedMap,
  report: Report,
): void => {
  const count = spec.children.reduce((total, child) => total + countOf(child), 0);
  const refusal = whyTooMany(path, spec, count);
  if (refusal !== null)
    report.error(positionOf(map, ["quota", "children"]), refusal, "remove some of them, or raise the quota");
};
