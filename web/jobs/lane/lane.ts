import type { Coming, Expected, Span } from "../../api/jobs.ts";
import type { HistoricRun } from "../../api/runs.ts";

/** What is drawn in the lane of a job. */
export const laneKinds = [
  "ran",
  "running",
  "failed",
  "missed",
  "skipped",
  "superseded",
  "waiting",
  "planned",
] as const;
export type LaneKind = (typeof laneKinds)[number];

/** A mark in a lane. Times are in ms since 1970. */
export interface LaneMark {
  readonly kind: LaneKind;
  readonly from: number;
  /** The end of a run; equal to `from` for what has no length. */
  readonly until: number;
  /** When it was due, if it started noticeably later; null otherwise. */
  readonly dueAt: number | null;
  /** Which of the lines of the lane it is in: runs that overlap are in lines of their own. */
  readonly line: number;
  /** The id of the run; null for what is none. */
  readonly run: string | null;
  /** Why, where there is more to say than the kind. */
  readonly reason: string | null;
}

export interface Lane {
  readonly marks: ReadonlyArray<LaneMark>;
  /** The number of lines, at least 1. */
  readonly lines: number;
  /** From when on more is planned than is drawn; null: all is drawn. */
  readonly plannedOn: number | null;
}

/** What a lane is made of. */
export interface LaneOf {
  readonly expected: ReadonlyArray<Expected>;
  readonly runs: ReadonlyArray<HistoricRun>;
  readonly coming: ReadonlyArray<Coming>;
  readonly span: Span;
  /** In ms since 1970. */
  readonly now: number;
  /** Whether more instants come behind `coming`. */
  readonly hasMore: boolean;
}

/** A run that starts this much after its instant is shown as late, in ms. */
const lateBy = 60_000;
/** Runs that overlap more often than this share the last line. */
const mostLines = 3;
/** A lane is drawn in so many steps; each has one mark of a kind. Those of what is planned are wider apart. */
const steps = 400;
const plannedSteps = 80;

/** What a run is drawn as. */
export const kindOfRun = ({ outcome }: HistoricRun): LaneKind => {
  if (outcome === "running") return "running";
  return outcome === "succeeded" ? "ran" : "failed";
};

/** What is known of a job in a span, as marks from left to right. */
export const laneOf = ({ expected, runs, coming, span, now, hasMore }: LaneOf): Lane => {
  const ran = inLines(runs.flatMap((run) => markOfRun(run, span, now)));
  const known = new Set(runs.map(({ scheduled_for }) => scheduled_for && Date.parse(scheduled_for)));
  const others = expected.flatMap((row) => markOfRow(row, known.has(Date.parse(row.instant))));
  const isShown = ({ from, until }: LaneMark): boolean => until >= span.from && from < span.until;
  const planned = coming
    .map(({ at, remark }) => ({ ...point("planned", Date.parse(at)), reason: remark }))
    .filter(isShown);
  const drawn = thinned(planned, span, plannedSteps);
  const isAll = drawn.length === planned.length && !(hasMore && planned.length === coming.length);
  const marks = [...thinned([...ran, ...others].filter(isShown), span, steps), ...drawn];
  return {
    marks: marks.toSorted((one, other) => one.from - other.from),
    lines: 1 + Math.max(0, ...marks.map(({ line }) => line)),
    plannedOn: isAll ? null : (drawn[0]?.from ?? null),
  };
};

const point = (kind: LaneKind, at: number): LaneMark => ({
  ...{ kind, from: at, until: at, dueAt: null, line: 0, run: null, reason: null },
});

const markOfRun = (run: HistoricRun, span: Span, now: number): ReadonlyArray<LaneMark> => {
  const { id, started_at, ended_at, scheduled_for, reason, outcome } = run;
  if (started_at === null) return [];
  const from = Date.parse(started_at);
  const until = ended_at !== null ? Date.parse(ended_at) : outcome === "running" ? Math.max(from, now) : from;
  if (until < span.from || from >= span.until) return [];
  const due = scheduled_for === null ? null : Date.parse(scheduled_for);
  // A later attempt begins later than its instant by the length of those before it.
  const isLate = due !== null && run.trigger !== "retry" && from - due > lateBy;
  return [{ ...{ kind: kindOfRun(run), from, until, dueAt: isLate ? due : null, line: 0, run: id, reason } }];
};

/** The mark of an expected instant; none if its run is drawn. */
const markOfRow = ({ instant, outcome, reason }: Expected, isDrawn: boolean): ReadonlyArray<LaneMark> =>
  outcome === "ran" && isDrawn ? [] : [{ ...point(outcome, Date.parse(instant)), reason }];

/** The first line that is free at the start of each run. */
const inLines = (runs: ReadonlyArray<LaneMark>): ReadonlyArray<LaneMark> => {
  const ends: Array<number> = [];
  return runs
    .toSorted((one, other) => one.from - other.from)
    .map((run) => {
      const free = ends.findIndex((end) => end <= run.from);
      const line = Math.min(free === -1 ? ends.length : free, mostLines - 1);
      ends[line] = Math.max(run.until, ends[line] ?? 0);
      return { ...run, line };
    });
};

/** One mark of a kind for each step of the drawing: more could not be told apart. What is late is kept. */
const thinned = (
  marks: ReadonlyArray<LaneMark>,
  { from, until }: Span,
  into: number,
): ReadonlyArray<LaneMark> => {
  const taken = new Set<string>();
  return marks.filter(({ kind, from: at, line, dueAt }) => {
    if (dueAt !== null) return true;
    const step = `${kind} ${line} ${Math.floor(((at - from) / (until - from)) * into)}`;
    if (taken.has(step)) return false;
    taken.add(step);
    return true;
  });
};
