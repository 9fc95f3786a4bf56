import type { TreeStatus } from "../../../domain/view/Status.ts";
import { printable } from "../../terminal/printable.ts";
import { paint, type Tone } from "../../terminal/style.ts";
import { truncate } from "../../terminal/truncate.ts";
import type { Hint } from "../lines/hint.ts";
import { shownChildren } from "./slots.ts";
import { treeLines } from "./treeView.ts";

/** The summary and the column headings. */
const headerLines = 2;
/** How many events are shown if there is room, and at least. */
export const maxEvents = 8;
const minEvents = 2;
const maxProblemLines = 10;
const minProblemLines = 2;
/** With this many children visible, the hint may be shown in full. */
const comfortableTree = 12;
/** How many children have to be visible at least. */
const minChildren = 3;

interface ScreenContent {
  readonly status: TreeStatus;
  /** The newest last. */
  readonly events: ReadonlyArray<string>;
  readonly hint: Hint;
  /** A notice about the view itself, such as that there is no daemon. */
  readonly notice: string | null;
}

interface ScreenOptions {
  readonly width: number;
  readonly height: number;
  readonly coloured: boolean;
  readonly now: number;
}

/** The number of lines for each part. */
interface Layout {
  readonly children: number;
  readonly events: number;
  readonly problem: number;
  readonly hint: ReadonlyArray<string>;
}

const problemOf = ({ file }: TreeStatus): ReadonlyArray<string> =>
  file?.problem?.message.split("\n").map(printable) ?? [];

/** A part with the empty line above it. */
const withSeparator = (lines: number): number => (lines === 0 ? 0 : lines + 1);

/** The tree has priority: events and problem shrink first, then the hint, and finally the events disappear. */
const computeLayout = ({ status, events, hint, notice }: ScreenContent, height: number): Layout => {
  // The last line stays empty: text there would scroll the screen.
  const room = height - 1 - headerLines - (notice === null ? 0 : 2);
  const wanted = shownChildren(status.children).length;
  const problemLines = problemOf(status).length;
  const candidate = (problem: number, fewest: number, hintLines: ReadonlyArray<string>): Layout => {
    const left = room - withSeparator(problem) - withSeparator(hintLines.length);
    const least = Math.min(fewest, events.length);
    const most = Math.min(maxEvents, events.length, Math.max(least, left - wanted - 1));
    return { children: left - withSeparator(most), events: most, problem, hint: hintLines };
  };
  const layouts = [
    candidate(Math.min(problemLines, maxProblemLines), minEvents, hint.full),
    candidate(Math.min(problemLines, minProblemLines), minEvents, hint.full),
    candidate(Math.min(problemLines, minProblemLines), minEvents, hint.brief),
    candidate(Math.min(problemLines, 1), 0, hint.brief),
    candidate(0, 0, []),
  ] as const;
  const childrenNeeded = [comfortableTree, comfortableTree, minChildren, 1] as const;
  const firstFit = childrenNeeded.findIndex(
    (least, way) => (layouts[way]?.children ?? 0) >= Math.min(wanted, least),
  );
  return layouts[firstFit] ?? layouts[4];
};

/** The lines of a tree and its events for a terminal of some size; at most its height less one. */
export const screenLines = (content: ScreenContent, options: ScreenOptions): ReadonlyArray<string> => {
  const { status, events, notice } = content;
  const { width, height, coloured, now } = options;
  const shares = computeLayout(content, height);
  const part = (lines: ReadonlyArray<string>, tone: Tone): ReadonlyArray<string> =>
    lines.length === 0 ? [] : ["", ...lines.map((line) => paint(truncate(line, width), tone, coloured))];
  return [
    ...treeLines(status, { coloured, width, now, room: Math.max(1, shares.children) }),
    ...part(notice === null ? [] : [notice], "yellow"),
    ...part(problemOf(status).slice(0, shares.problem), "red"),
    ...part(shares.events === 0 ? [] : events.slice(-shares.events), "dim"),
    ...part(shares.hint, "dim"),
  ].slice(0, Math.max(1, height - 1));
};
