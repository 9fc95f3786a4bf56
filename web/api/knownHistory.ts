import type { Transition } from "./events.ts";

/** The loaded part of a node's journal: its transitions without a gap, oldest first. */
export interface KnownHistory {
  readonly transitions: ReadonlyArray<Transition>;
  /** The cursor of older entries; null: there are none. */
  readonly older: string | null;
}

/** A page of it, and the number of its oldest entry, which may be no transition; 0 without any. */
export interface HistoryPage extends KnownHistory {
  readonly oldest: number;
}

/** Merge the newest page. If it does not meet the known part, that part is dropped. */
export const withNewest = (known: KnownHistory | undefined, page: HistoryPage): KnownHistory => {
  const { oldest, ...newest } = page;
  const last = known?.transitions.at(-1)?.seq ?? -1;
  if (known === undefined || newest.older === null || last < oldest) return newest;
  const before = known.transitions.filter(({ seq }) => seq < oldest);
  return { transitions: [...before, ...newest.transitions], older: known.older };
};

/** Merge an older page. */
export const withOlder = (known: KnownHistory, { transitions, older }: HistoryPage): KnownHistory => {
  const first = known.transitions[0]?.seq ?? Number.POSITIVE_INFINITY;
  const before = transitions.filter(({ seq }) => seq < first);
  return { transitions: [...before, ...known.transitions], older };
};
