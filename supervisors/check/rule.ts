import { isProblem } from "../../src/calendar/CalendarProblem.ts";
import { parseCron } from "../../src/calendar/cron.ts";
import type { CheckSpec } from "../../src/domain/tree/ChildSpec.ts";
import type { CheckRule, Instants } from "../../src/policy/check/rule.ts";

const never: Instants = { next: () => null };

/** The instants of a stored expression; one that this version refuses expects nothing, and was refused when it was read. */
const instantsOf = (cron: string, timezone: string): Instants => {
  const read = parseCron(cron, timezone);
  return isProblem(read) ? never : read;
};

const rules = new WeakMap<CheckSpec, CheckRule>();

/** What a check expects, ready for questions; the same object for the same declaration. */
export const ruleOf = (spec: CheckSpec): CheckRule => {
  const known = rules.get(spec);
  if (known) return known;
  const { expects, graceMs, withinMs, failAfter } = spec;
  const rule = {
    ...{ graceMs, withinMs, failAfter },
    expects: "cron" in expects ? { instants: instantsOf(expects.cron, expects.timezone) } : expects,
  };
  rules.set(spec, rule);
  return rule;
};

/** The expectation as text, by which the next daemon sees whether it is another one. */
export const textOfRule = ({ expects, graceMs, withinMs, failAfter }: CheckSpec): string =>
  JSON.stringify({ expects, graceMs, withinMs, failAfter });
