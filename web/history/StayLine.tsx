import { duration, fullTime, timeOfDay } from "../time/format.ts";
import { glyphOf } from "../ui/icons/eventGlyph.ts";
import { Glyph } from "../ui/icons/Glyph.tsx";
import type { Stay } from "./history.ts";
import { stateInWords } from "./stateInWords.ts";

interface StayLineProps {
  readonly stay: Stay;
  readonly value: string;
  readonly until: number;
}

/** A stay in one line: when it began, its state, its reason and how long it lasted. */
export const StayLine = ({ stay, value, until }: StayLineProps) => (
  <span className="history-step grow">
    <time className="mono dim" title={fullTime(stay.since)}>
      {timeOfDay(stay.since)}
    </time>
    <Glyph state={glyphOf(stay.state)} />
    <strong>{stateInWords(value)}</strong>
    <span className="faint cut">
      {stay.reason}, for {duration(until - stay.since)}
    </span>
  </span>
);
