import type { Revision } from "../../api/config.ts";
import type { Transition } from "../../api/events.ts";
import type { Span } from "../../api/metrics.ts";

/** An event on the time line: in ms since 1970. */
export type Mark =
  | { readonly what: "restart"; readonly at: number; readonly path: string; readonly reason: string }
  | {
      readonly what: "revision";
      readonly at: number;
      readonly revision: number;
      readonly by: string;
      readonly message: string;
    };

const outermost = (state: string): string => state.replace(/\..*/, "");

/** A start of another run than the first. */
const isRestart = ({ from, to, run }: Transition): boolean =>
  outermost(to) === "starting" && outermost(from) !== "starting" && (run ?? 1) > 1;

const isIn = (at: number, { from, to }: Span): boolean => from <= at && at <= to;

/** The restarts and revisions of a time, the oldest first. */
export const marksOf = (
  transitions: ReadonlyArray<Transition>,
  revisions: ReadonlyArray<Pick<Revision, "number" | "at" | "by" | "message">>,
  span: Span,
): ReadonlyArray<Mark> => {
  const restarts = transitions
    .filter(isRestart)
    .map(({ at, subject, reason }): Mark => ({ what: "restart", at: Date.parse(at), path: subject, reason }));
  const applied = revisions.map(
    ({ number, at, by, message }): Mark => ({
      what: "revision",
      at: Date.parse(at),
      revision: number,
      by,
      message: message ?? "",
    }),
  );
  return [...restarts, ...applied].filter(({ at }) => isIn(at, span)).toSorted((a, b) => a.at - b.at);
};

/** Those that do not lie upon one before them of the same sort: at most so many beside each other. */
export const drawnMarks = (marks: ReadonlyArray<Mark>, span: Span, places: number): ReadonlyArray<Mark> => {
  const taken = new Set<string>();
  return marks.filter(({ what, at }) => {
    const place = `${what} ${Math.round(((at - span.from) / (span.to - span.from)) * places)}`;
    if (taken.has(place)) return false;
    taken.add(place);
    return true;
  });
};

/** So much of the time around a moment belongs to it. */
const near = 0.01;

/** The mark nearest to a moment, if one is near. */
export const markAt = (marks: ReadonlyArray<Mark>, at: number, { from, to }: Span): Mark | undefined =>
  marks
    .filter((mark) => Math.abs(mark.at - at) <= (to - from) * near)
    .toSorted((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at))[0];

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** `12 restarts, 1 revision`. */
export const marksInWords = (marks: ReadonlyArray<Mark>): string => {
  const restarts = marks.filter(({ what }) => what === "restart").length;
  return [counted(restarts, "restart"), counted(marks.length - restarts, "revision")].join(", ");
};
