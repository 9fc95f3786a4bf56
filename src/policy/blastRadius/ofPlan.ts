import { isWithin } from "../../domain/tree/ChildPath.ts";
import type { PlanStep } from "../../domain/view/Plan.ts";
import type { Touched } from "../../domain/view/Touched.ts";
import { isShrinking } from "../plan/order.ts";
import { restarted } from "./byHand.ts";
import { withDependants } from "./dependants.ts";
import { startsOf } from "./orders.ts";
import { type Place, placesOf, recordOf } from "./place.ts";
import type { RunningTree } from "./preview.ts";
import { merged, type Touch } from "./touches.ts";

/**
 * What an apply of these steps would do to the nodes of the running tree, and what follows for those that depend on them, as they
 * are declared now; what is only updated is not touched.
 */
export const touchedByPlan = (
  steps: ReadonlyArray<PlanStep>,
  places: RunningTree["places"],
): ReadonlyArray<Touched> => {
  const touches = steps.flatMap((step) => touchesOf(step, places.get(step.path)));
  // The group that replaces another one may have children of the same names: nothing is foretold for those that need them.
  const replaced = steps.flatMap(({ action, path }) => (action === "replace" ? [path] : []));
  const isUnderReplaced = ({ path }: Touch): boolean =>
    replaced.some((group) => path !== group && isWithin(group, path));
  const [gone, others] = [touches.filter(isUnderReplaced), touches.filter((one) => !isUnderReplaced(one))];
  return merged([...gone, ...withDependants(others, places)]);
};

const touchesOf = (step: PlanStep, place: Place | undefined): ReadonlyArray<Touch> => {
  const { action, path, reason: because, instances } = step;
  switch (action) {
    case "add":
      return [{ path, effect: "added", because }];
    case "scale": {
      const effect = isShrinking(step) ? "removed" : "added";
      return instances.map((instance): Touch => ({ path: instance, effect, because }));
    }
    case "remove":
      return place === undefined ? [] : removal(place, because);
    case "replace": {
      const gone = place === undefined ? [] : removal(place, because).slice(0, -1);
      return [...gone, { path, effect: "stops", because }, { path, effect: "starts", because }];
    }
    case "restart": {
      const isWanted = place !== undefined && recordOf(place)?.wanted === "up";
      return isWanted ? restarted(place, because).map((touch) => ({ ...touch, because })) : [];
    }
    case "start":
      return place === undefined ? [] : startsOf(place, because);
    case "update":
    case "move":
      return [];
  }
};

/** A node and all under it, those under it first. */
const removal = ({ path, group }: Place, because: string): ReadonlyArray<Touch> => [
  ...(group === null ? [] : placesOf(group, group.roster).toReversed()).flatMap((child) =>
    removal(child, because),
  ),
  { path, effect: "removed", because },
];
