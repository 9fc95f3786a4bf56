import type { Stay } from "../../../history/history.ts";
import { stateInWords } from "../../../history/stateInWords.ts";

/** A revision of the tree. */
interface Applied {
  readonly number: number;
  readonly at: string;
  readonly by: string;
}

/** An event that led to the shown state. `at` in ms since 1970. */
export interface Moment {
  readonly at: number;
  readonly words: string;
  /** The run that ended, to link to its output. */
  readonly run: number | null;
  /** The revision that was applied. */
  readonly revision?: number;
  /** `now`: the current state. `next`: it is scheduled. */
  readonly tense: "past" | "now" | "next";
}

/** After this long in `running`, a failure begins a new series, in ms. */
const healthy = 60_000;
/** A revision at most this long before the first failure may have caused it, in ms. */
const recently = 3_600_000;
const named = 3;

/** The beginning of the series of failures that led to the last stay. */
const beginningOf = (stays: ReadonlyArray<Stay>): number => {
  const last = stays.length - 1;
  const before = stays.findLastIndex(({ state, since, until }, at) => {
    if (at === last) return false;
    return state === "running"
      ? (until ?? since) - since >= healthy
      : state === "stopped" || state === "finished";
  });
  return before + 1;
};

const causedBy = (by: string): string => (by === "system" ? "" : ` (by ${by})`);

const endOf = ({ since, run, reason, by }: Stay): Moment => ({
  ...{ at: since, run, tense: "past" },
  words: `run ${run} ends: ${reason}${causedBy(by)}`,
});

const entryOf = ({ since, value, reason, by }: Stay, tense: Moment["tense"]): Moment => ({
  ...{ at: since, run: null, tense },
  words: `${stateInWords(value)}: ${reason}${causedBy(by)}`,
});

/** The first and the last of many, with the number of those between. */
const abridged = (ends: ReadonlyArray<Stay>): ReadonlyArray<Moment> => {
  if (ends.length <= named) return ends.map(endOf);
  const [first, ...rest] = ends;
  const last = ends.at(-1);
  const between = rest.slice(0, -1);
  return [
    ...(first === undefined ? [] : [endOf(first)]),
    { at: between[0]?.since ?? 0, words: `${between.length} more runs end`, run: null, tense: "past" },
    ...(last === undefined ? [] : [endOf(last)]),
  ];
};

const appliedOf = ({ number, at, by }: Applied): Moment => ({
  ...{ at: Date.parse(at), run: null, revision: number, tense: "past" },
  words: `revision ${number} applied by ${by}`,
});

/** The revision that may have caused the current failure; null: none was applied, or the child does not fail. */
export const suspectIn = (moments: ReadonlyArray<Moment>, state: string): number | null => {
  if (state !== "backoff" && state !== "failed") return null;
  const revision = moments.find((moment) => moment.revision !== undefined)?.revision ?? 1;
  // Before the first one there is nothing to go back to.
  return revision > 1 && moments.some(({ run }) => run !== null) ? revision : null;
};

/** The events that led to the last of these stays, oldest first. */
export const chainOf = (
  stays: ReadonlyArray<Stay>,
  revisions: ReadonlyArray<Applied>,
): ReadonlyArray<Moment> => {
  const since = stays.slice(beginningOf(stays));
  const current = stays.at(-1);
  if (current === undefined) return [];
  const ends = since.filter(({ endsRun, run }) => endsRun && run !== null);
  const first = ends[0] ?? since[0] ?? current;
  const revision = revisions.find(({ at }) => {
    const applied = Date.parse(at);
    return applied <= first.since && applied >= first.since - recently;
  });
  const others = since.filter((stay) => !ends.includes(stay) && stay !== current).slice(-2);
  return [
    ...(revision === undefined ? [] : [appliedOf(revision)]),
    ...(ends.length > 0 ? abridged(ends) : others.map((stay) => entryOf(stay, "past"))),
    ...(ends.at(-1) === current ? [] : [entryOf(current, "now")]),
  ];
};
