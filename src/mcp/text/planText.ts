import { planLines } from "../../cli/view/planView.ts";
import type { PlanFor } from "../../domain/view/Plan.ts";

/** A plan as text. */
export const planText = (plan: PlanFor): string => {
  const refused = plan.another_tree === undefined ? [] : [`\`apply\` refuses this: ${plan.another_tree}`];
  return [...planLines(plan, false), `For revision ${plan.revision}.`, ...refused].join("\n");
};
