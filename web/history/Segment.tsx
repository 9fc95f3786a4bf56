import { duration, timeOfDay } from "../time/format.ts";
import { glyphOf } from "../ui/icons/eventGlyph.ts";
import type { Stay } from "./history.ts";
import { stateInWords } from "./stateInWords.ts";
import { segmentOf } from "./stripScale.ts";

interface SegmentProps {
  readonly stay: Stay;
  readonly isChosen: boolean;
  /** Used for the present stay only. */
  readonly now: number;
}

/** A stay in the strip. */
export const Segment = ({ stay, isChosen, now }: SegmentProps) => {
  const { width, isCompressed, hasName } = segmentOf(stay, now);
  const lasted = duration((stay.until ?? now) - stay.since);
  const shape = isCompressed ? " compressed" : "";
  return (
    <span
      className={`history-stay s-${glyphOf(stay.state)}${shape}${isChosen ? " chosen" : ""}`}
      style={{ flex: `${width} 0 ${width}px` }}
      title={`${timeOfDay(stay.since)} ${stateInWords(stay.value)} for ${lasted}: ${stay.reason}`}
    >
      {hasName ? <span className="history-name">{lasted}</span> : null}
    </span>
  );
};
