import { useNow } from "../time/clock.ts";
import { duration, timeOfDay } from "../time/format.ts";
import { glyphOf } from "../ui/eventGlyph.ts";
import { Icon } from "../ui/Icon.tsx";
import { type Stay, widthOf } from "./history.ts";

interface HistoryStripProps {
  readonly stays: ReadonlyArray<Stay>;
  /** The number of the stay that is looked at; null: the present one. */
  readonly at: number | null;
  readonly onChoose: (seq: number | null) => void;
}

/** One segment for each stay; the one that is chosen is what the chart shows. */
export const HistoryStrip = ({ stays, at, onChoose }: HistoryStripProps) => {
  const now = useNow();
  const last = stays.length - 1;
  const index = at === null ? last : stays.findIndex(({ seq }) => seq === at);
  const stay = stays[index];
  if (stay === undefined) return null;
  const choose = (to: number): void => onChoose(to >= last ? null : (stays[Math.max(0, to)]?.seq ?? null));
  return (
    <div className="history">
      <div className="row">
        <span className="mono dim">{timeOfDay(stay.since)}</span>
        <strong>{stay.value}</strong>
        <span className="dim cut grow">
          {stay.reason}, for {duration((stay.until ?? now) - stay.since)}
        </span>
        <button
          type="button"
          className="button tiny"
          aria-label="State before"
          aria-disabled={index <= 0}
          onClick={() => choose(index - 1)}
        >
          <Icon name="left" little />
        </button>
        <button
          type="button"
          className="button tiny"
          aria-label="Next state"
          aria-disabled={index >= last}
          onClick={() => choose(index + 1)}
        >
          <Icon name="right" little />
        </button>
        <button
          type="button"
          className="button tiny"
          aria-disabled={at === null}
          onClick={() => onChoose(null)}
        >
          Now
        </button>
      </div>
      <div className="history-strip" aria-hidden="true">
        {stays.map((one, position) => (
          <button
            type="button"
            key={one.seq}
            tabIndex={-1}
            className={`history-stay s-${glyphOf(one.state)}${position === index ? " chosen" : ""}`}
            style={{ flexGrow: widthOf(one, now) }}
            title={`${timeOfDay(one.since)} ${one.value}: ${one.reason}`}
            onClick={() => choose(position)}
          />
        ))}
      </div>
      <div className="row small faint">
        <span>{timeOfDay(stays[0]?.since ?? now)}</span>
        <span className="grow" />
        <span>now</span>
      </div>
    </div>
  );
};
