import type { KeyboardEvent } from "react";
import { useNow } from "../time/clock.ts";
import { fullTime, timeOfDay } from "../time/format.ts";
import { Icon } from "../ui/icons/Icon.tsx";
import { stateInWords } from "./stateInWords.ts";
import "../styles/history.css";
import { Exits } from "./Exits.tsx";
import { momentOf, type Stay, stayAt } from "./history.ts";
import { Legend } from "./Legend.tsx";
import { Segments } from "./Segments.tsx";
import { StayLine } from "./StayLine.tsx";
import type { Scrub } from "./scrub.ts";
import type { History } from "./useHistory.ts";

interface HistoryStripProps {
  readonly history: History;
  readonly scrub: Scrub;
  /** The nested state at the shown moment. */
  readonly value: string;
}

/** How many stays PageUp and PageDown go. */
const bigStep = 10;

/** The states of a node over time, one segment for each stay. The page shows the selected one. */
export const HistoryStrip = ({ history, scrub, value }: HistoryStripProps) => {
  const now = useNow();
  const { stays } = history;
  const last = stays.length - 1;
  const stay = scrub.at === null ? stays[last] : stayAt(stays, scrub.at);
  const index = stay === undefined ? -1 : stays.indexOf(stay);
  const step = (to: number): void => {
    if (to < 0) history.readOlder();
    const chosen = stays[Math.max(0, to)];
    scrub.settle(chosen === undefined ? null : momentOf(stays, chosen));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = { ...stepsOf(index), Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    step(to);
  };
  if (stays.length === 0) return null;
  return (
    <div className="history">
      <div className="row">
        {stay === undefined ? (
          <span className="grow" />
        ) : (
          <StayLine stay={stay} value={value} until={stay.until ?? scrub.at ?? now} />
        )}
        <button
          type="button"
          className="button tiny"
          aria-label="State before"
          aria-disabled={index <= 0 && !history.hasOlder}
          onClick={() => step(index - 1)}
        >
          <Icon name="left" little />
        </button>
        <button
          type="button"
          className="button tiny"
          aria-label="Next state"
          aria-disabled={scrub.at === null}
          onClick={() => step(index + 1)}
        >
          <Icon name="right" little />
        </button>
        <button
          type="button"
          className={scrub.at === null ? "button tiny" : "button tiny primary"}
          aria-disabled={scrub.at === null}
          onClick={() => scrub.settle(null)}
        >
          Now
        </button>
      </div>
      <div
        className="history-scrubber"
        role="slider"
        tabIndex={0}
        aria-label="History, one step a state"
        aria-valuemin={1}
        aria-valuemax={stays.length}
        aria-valuenow={Math.max(1, index + 1)}
        aria-valuetext={stay === undefined ? "before the journal" : inWords(stay, scrub.at)}
        onKeyDown={onKeyDown}
      >
        <Segments history={history} scrub={scrub} chosen={index} now={now} />
      </div>
      <div className="history-foot small faint">
        <span title={fullTime(stays[0]?.since ?? now)}>{timeOfDay(stays[0]?.since ?? now)}</span>
        <Legend stays={stays} />
        <Exits history={history} />
        <span>now</span>
      </div>
    </div>
  );
};

const stepsOf = (index: number): Readonly<Record<string, number>> => ({
  ArrowLeft: index - 1,
  ArrowDown: index - 1,
  ArrowRight: index + 1,
  ArrowUp: index + 1,
  PageUp: index + bigStep,
  PageDown: Math.max(0, index - bigStep),
});

const inWords = ({ since, value, reason }: Stay, at: number | null): string =>
  `${at === null ? "now" : timeOfDay(at)}: ${stateInWords(value)} since ${timeOfDay(since)}, ${reason}`;
