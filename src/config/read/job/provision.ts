import type { Provision, SupervisorSpec } from "../../../domain/tree/ChildSpec.ts";
import { entry, type LocatedMap } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import type { SupervisorFile } from "../../language/language.ts";
import { readExpectation } from "./expectation.ts";

/** How many checks are created at most if it is not declared. */
const defaultMost = 100;

/** The checks that a supervisor creates on demand; nothing if it creates none, or they are declared wrongly, which is reported. */
export const provisionPart = (
  { provision }: Pick<SupervisorFile, "provision">,
  map: LocatedMap,
  report: Report,
): Pick<SupervisorSpec, "provision"> => {
  const [whole, keys] = [entry(map, "provision"), entry(entry(map, "provision"), "check")];
  if (provision === undefined || whole === undefined) return {};
  const check = readExpectation(provision.check, keys?.kind === "map" ? keys : map, report);
  if (check === null) return {};
  return { provision: { check, maxChecks: provision.max_checks ?? defaultMost } satisfies Provision };
};
