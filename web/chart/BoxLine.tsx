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

/** Several transitions may wait for the same timer; only one of them is written. */
const isSameTimer = ({ transitions }: ChartLayout, at: number, other: number): boolean =>
  transitions[at]?.from === transitions[other]?.from && transitions[at]?.event === transitions[other]?.event;

/** A line of text in the box of a state: internal transitions, transitions without a drawn edge, and timers. */
export const BoxLine = ({ layout, line, lighting }: BoxLineProps) => {
  const { kind, text, events, x, y, anchor, t } = line;
  const { taken, possible, timer } = lighting;
  const isTaken = t.some((at) => taken.has(at));
  // An internal transition leads nowhere.
  const isPossible = kind !== "note" && t.some((at) => possible.has(at));
  const className = `chart-note${isTaken ? " taken" : isPossible ? " possible" : ""}`;
  if (kind === "timer") {
    const isRunning = timer !== null && t.some((at) => isSameTimer(layout, at, timer.t));
    const running = isRunning ? timer : null;
    return <TimerWords {...{ className, text, timer: running, x, y, anchor }} />;
  }
  return (
    <text className={className} x={x} y={y} textAnchor={anchor}>
      {events === undefined ? null : <title>{events.join(", ")}</title>}
      {wordsOf(layout, line, taken)}
    </text>
  );
};
