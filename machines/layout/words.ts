/** The condition of a transition in words: its own description, the chart's word for its guard, or the guard's name. */
import type { AnyTransitionDefinition } from "xstate";
import type { ChartHints } from "../chartHints.ts";

type Words = NonNullable<ChartHints["words"]>;
type NamedGuard = string | { readonly type: string; readonly params?: object };

/** `endsPauseOfGroup` as `ends pause of group`; `isToldToStop` as `told to stop`. */
const spoken = (name: string): string =>
  name
    .replace(/^(is|has|was)(?=[A-Z])/, "")
    .replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
    .trim();

const wordsOfGuard = (guard: NamedGuard, words: Words): string | null => {
  if (typeof guard === "string") return words[guard] === undefined ? spoken(guard) : words[guard];
  const [value, ...others] = Object.values(guard.params ?? {});
  if (value !== undefined && others.length === 0) return String(value);
  return wordsOfGuard(guard.type, words);
};

/** `and([...])` stores its parts in a property of the function. */
const partsOf = (guard: unknown): ReadonlyArray<NamedGuard> => {
  if (typeof guard !== "function") return [guard as NamedGuard];
  return (guard as { readonly guards?: ReadonlyArray<NamedGuard> }).guards ?? [];
};

/** The words of a transition; null: none. `isLast`: it is the unconditional one after others of its event. */
export const wordsOf = (
  { description, guard }: AnyTransitionDefinition,
  words: Words,
  isLast: boolean,
): string | null => {
  if (description !== undefined) return description || null;
  if (guard === undefined) return isLast ? "otherwise" : null;
  const said = partsOf(guard).map((part) => wordsOfGuard(part, words));
  return said.filter((part) => part !== null).join(", ") || null;
};

/** The name of a delay as words: `stop timeout` for `stopTimeout`. */
export const delayWords = (delay: string, words: Words): string => words[delay] ?? spoken(delay);
