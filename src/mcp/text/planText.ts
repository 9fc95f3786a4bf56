import { planLines } from "../../cli/view/planView.ts";
import type { FieldChange, PlanFor } from "../../domain/view/Plan.ts";
import { isWithheldField, withheld } from "../withheld.ts";

const withoutValues = (change: FieldChange): FieldChange =>
  isWithheldField(change.field) ? { ...change, from: withheld, to: withheld } : change;

/** A plan as text, without the values of environment variables. */
export const planText = (plan: PlanFor): string => {
  const steps = plan.steps.map((step) => ({ ...step, fields: step.fields.map(withoutValues) }));
  const refused = plan.another_tree === undefined ? [] : [`\`apply\` refuses this: ${plan.another_tree}`];
  return [...planLines({ ...plan, steps }, false), `For revision ${plan.revision}.`, ...refused].join("\n");
};
