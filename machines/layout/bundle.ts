/** Transitions between the same two states share one line; its label names each of them. */
import type { LabelLine } from "../../src/domain/view/ChartLayout.ts";
import type { DrawnTransition } from "./extract.ts";
import type { Line, SortedTransitions } from "./sort.ts";
import { textWidth } from "./textWidth.ts";

export interface Bundle {
  /** `from > to`. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly transitions: ReadonlyArray<DrawnTransition>;
  readonly isTimer: boolean;
  readonly isProjected: boolean;
  /**
   * Its label with one line of text per transition (`wide`), or two if its event has words (`narrow`); equal if none
   * has.
   */
  readonly wide: ReadonlyArray<MeasuredLine>;
  readonly narrow: ReadonlyArray<MeasuredLine>;
}

/** A line of a label with its width, px. */
export interface MeasuredLine extends LabelLine {
  readonly w: number;
}

type Span = LabelLine["spans"][number];

/** The distance between two spans of a line, px. */
const spanGap = 5;
/** The width of the clock before the words of a timer, px. */
export const clockWidth = 14;
/** The widest text of a running timer, which shows the remaining time instead of its words. */
const countdown = "88 s of 88 s";

const spansOf = ({ kind, event, delay, words, isDefault }: DrawnTransition): ReadonlyArray<Span> => {
  if (kind === "always") return words === undefined || isDefault ? [] : [{ text: words, tone: "always" }];
  const first: Span = delay === undefined ? { text: event, tone: "event" } : { text: delay, tone: "timer" };
  return words === undefined ? [first] : [first, { text: words, tone: "guard" }];
};

const widthOf = ({ text, tone }: Span): number =>
  tone === "timer" ? clockWidth + Math.max(textWidth(text), textWidth(countdown)) : textWidth(text);

const measured = (t: ReadonlyArray<number>, spans: ReadonlyArray<Span>): MeasuredLine => ({
  t,
  spans,
  w: spans.reduce((sum, span) => sum + widthOf(span), (spans.length - 1) * spanGap),
});

const order = { event: 0, done: 1, always: 2, after: 3 } as const;

/** Lines with the same text are merged. */
const labelOf = (transitions: ReadonlyArray<DrawnTransition>): ReadonlyArray<MeasuredLine> => {
  const lines = new Map<string, MeasuredLine>();
  for (const transition of [...transitions].sort((a, b) => order[a.kind] - order[b.kind])) {
    const spans = spansOf(transition);
    if (spans.length === 0) continue;
    const text = spans.map((span) => span.text).join(" ");
    lines.set(text, measured([...(lines.get(text)?.t ?? []), transition.index], spans));
  }
  return [...lines.values()];
};

const narrowed = (lines: ReadonlyArray<MeasuredLine>): ReadonlyArray<MeasuredLine> =>
  lines.flatMap(({ t, spans }) => spans.map((span) => measured(t, [span])));

const bundled = (lines: ReadonlyArray<Line>, from: string, to: string): Bundle => {
  const transitions = lines.map(({ transition }) => transition);
  const wide = labelOf(transitions);
  return {
    id: `${from} > ${to}`,
    from,
    to,
    transitions,
    isTimer: transitions.every(({ kind }) => kind === "after"),
    isProjected: lines.every(({ isProjected }) => isProjected),
    wide,
    narrow: narrowed(wide),
  };
};

/** The lines of a chart, in the order of the transitions. */
export const bundleLines = ({ lines }: SortedTransitions): ReadonlyArray<Bundle> => {
  const groups = new Map<string, ReadonlyArray<Line>>();
  for (const line of lines) {
    const key = `${line.from} > ${line.to}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [bundled(group, first.from, first.to)];
  });
};

/** A wider label takes two lines per event, px. */
const tooWide = 150;

/** The least width of a bundle's label, px; 0 without one. */
export const leastWidth = ({ wide, narrow }: Bundle): number => {
  const widest = Math.max(0, ...wide.map(({ w }) => w));
  return wide.length > 1 && widest <= tooWide ? widest : Math.max(0, ...narrow.map(({ w }) => w));
};
