import type { BoxText, ChartLayout } from "../../src/domain/view/ChartLayout.ts";
import { TimerWords } from "./Countdown.tsx";
import type { Lighting } from "./lighting.ts";

interface BoxLineProps {
  readonly layout: ChartLayout;
  readonly line: BoxText;
  readonly lighting: Lighting;
}

/** The label of an internal transition; one for several events names the event taken. */
const wordsOf = ({ transitions }: ChartLayout, { kind, text, t }: BoxText, taken: ReadonlySet<number>) => {
  const came = t.findLast((at) => taken.has(at));
  const event = came === undefined ? undefined : transitions[came]?.event;
  return kind === "note" && event !== undefined ? `${event} noted` : text;
};

/**
 * Whether a line of transitions counts a running timer down. Several transitions may wait for the same timer: it is counted
 * beside its own edge, or where it has none, in the line of one of the others.
 */
const countsDown = (
  { transitions, edges }: ChartLayout,
  line: ReadonlyArray<number>,
  running: number,
): boolean => {
  if (line.includes(running)) return true;
  const isDrawn = edges.some(({ t }) => t.includes(running));
  const { from, event } = transitions[running] ?? {};
  return !isDrawn && line.some((at) => transitions[at]?.from === from && transitions[at]?.event === event);
};

/** A line of text in the box of a state: internal transitions, transitions without a drawn edge, and timers. */
export const BoxLine = ({ layout, line, lighting }: BoxLineProps) => {
  const { kind, text, events, x, y, anchor, t } = line;
  const { taken, possible, timer } = lighting;
  const isTaken = t.some((at) => taken.has(at));
  // An internal transition leads nowhere.
  const isPossible = kind !== "note" && t.some((at) => possible.has(at));
  const className = `chart-note${isTaken ? " taken" : isPossible ? " possible" : ""}`;
  if (kind === "timer") {
    const running = timer !== null && countsDown(layout, t, timer.t) ? timer : null;
    return <TimerWords {...{ className, text, timer: running, x, y, anchor }} />;
  }
  return (
    <text className={className} x={x} y={y} textAnchor={anchor}>
      {events === undefined ? null : <title>{events.join(", ")}</title>}
      {wordsOf(layout, line, taken)}
    </text>
  );
};
