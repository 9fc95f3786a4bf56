import type { Transition } from "./events.ts";

/** What was read of a node's journal: its transitions without a gap, the oldest first. */
export interface KnownHistory {
  readonly transitions: ReadonlyArray<Transition>;
  /** Where what comes before begins; null: nothing does. */
  readonly older: string | null;
}

/** A page of it, and the number of its oldest entry, which may be no transition; 0 without any. */
export interface HistoryPage extends KnownHistory {
  readonly oldest: number;
}

/** What is known, with the newest page. If they do not meet, what is in between is unknown, and what was before is dropped. */
export const withNewest = (known: KnownHistory | undefined, page: HistoryPage): KnownHistory => {
  const { oldest, ...newest } = page;
  const last = known?.transitions.at(-1)?.seq ?? -1;
  if (known === undefined || newest.older === null || last < oldest) return newest;
  const before = known.transitions.filter(({ seq }) => seq < oldest);
  return { transitions: [...before, ...newest.transitions], older: known.older };
};

/** What is known, with a page of what comes before. */
export const withOlder = (known: KnownHistory, { transitions, older }: HistoryPage): KnownHistory => {
  const first = known.transitions[0]?.seq ?? Number.POSITIVE_INFINITY;
  const before = transitions.filter(({ seq }) => seq < first);
  return { transitions: [...before, ...known.transitions], older };
};
