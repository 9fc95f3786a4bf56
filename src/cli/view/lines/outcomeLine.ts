import type { Outcome } from "../../../domain/view/Outcome.ts";
import { describeGroup, describeMissing } from "../../../policy/health/describeGroup.ts";

/** The outcome for one child, judged by what is up if it should be up. `now`: ms since 1970. */
export const outcomeLine = (
  { path, state, reason, last_words, children, reached }: Outcome,
  now: number,
): string => {
  const name = path || "the tree";
  if (!children) return `${name}: ${state} (${last_words ? `“${last_words}” ` : ""}${reason})`;
  const missing = describeMissing(children, now);
  if (state !== "running") return [`${name}: ${state} (${reason})`, ...missing].join("; ");
  if (missing.length === 0) return `${name}: ${state} (${reason})`;
  return reached ? [`${name} is up`, ...missing].join("; ") : `${name}: ${describeGroup(children, now)}`;
};
