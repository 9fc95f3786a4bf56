import type { PointerEvent } from "react";
import { useShared } from "../../store/useShared.ts";
import { dayOf, timeOfDay } from "../../time/format.ts";
import { areaOf, height, type Line, type Path, pathOf, scaleOf, shareOf, ticksOf, width } from "./lines.ts";
import { drawnMarks } from "./marks.ts";
import { useMoment, useShownTime } from "./ShownTime.ts";

/** A line with the look of its child. */
export interface DrawnLine extends Line {
  readonly look: string;
  /** It is of the time before. */
  readonly isBefore: boolean;
}

interface PlotProps {
  readonly label: string;
  readonly lines: ReadonlyArray<DrawnLine>;
  /** The least and the most of what a line is the mean of; none: there is none. */
  readonly range: ReadonlyArray<Line>;
  /** In s. */
  readonly step: number;
  readonly text: (value: number) => string;
}

/** A pointer that has moved over less of the time was not meant to. */
const leastZoom = 0.02;

/** One quantity over time. A click keeps the moment under the pointer; a mouse that is dragged chooses a time. */
export const Plot = ({ label, lines, range, step, text }: PlotProps) => {
  const { span, pointed, pressed, keep, zoom } = useShownTime();
  const scale = scaleOf([...lines, ...range]);
  const momentOf = ({ currentTarget, clientX }: PointerEvent): number => {
    const { left, width: across } = currentTarget.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (clientX - left) / across));
    return Math.round(span.from + share * (span.to - span.from));
  };
  const release = (end: number): void => {
    const begin = pressed.value ?? end;
    pressed.set(null);
    if (Math.abs(end - begin) < (span.to - span.from) * leastZoom) keep(end);
    else zoom({ from: Math.min(begin, end), to: Math.max(begin, end) });
  };
  return (
    <div className="metric-plot">
      <div className="metric-scale" aria-hidden="true">
        {ticksOf(scale, text).map((tick) => (
          <span key={tick}>{tick}</span>
        ))}
      </div>
      <div
        className="metric-drawing"
        onPointerDown={(event) => pressed.set(event.pointerType === "mouse" ? momentOf(event) : null)}
        onPointerMove={(event) => pointed.set(momentOf(event))}
        onPointerLeave={() => {
          pointed.set(null);
          pressed.set(null);
        }}
        onPointerUp={(event) => release(momentOf(event))}
      >
        <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={label}>
          <Ground />
          <path className="metric-range" d={areaOf(range, step, span, scale)} />
          {lines.map((line) => (
            <Course
              key={`${line.subject} ${line.isBefore}`}
              line={line}
              path={pathOf(line, step, span, scale)}
            />
          ))}
          <Chosen />
          <MomentLine />
        </svg>
      </div>
      <TimeScale />
    </div>
  );
};

const Course = ({ line: { look, isBefore }, path }: { readonly line: DrawnLine; readonly path: Path }) => (
  <g className={`metric-line ${look}${isBefore ? " before" : ""}`}>
    <path d={path.line} />
    <path className="dots" d={path.dots} />
  </g>
);

/** The lines of the scale, and the events of this time. */
const Ground = () => {
  const { span, marks } = useShownTime();
  return (
    <>
      {gridLines.map((y) => (
        <path key={y} className="metric-grid" d={`M0 ${y}H${width}`} />
      ))}
      {drawnMarks(marks, span, placesOfMarks).map(({ what, at }) => (
        <path key={`${what} ${at}`} className={`metric-mark ${what}`} d={verticalAt(shareOf(at, span))} />
      ))}
    </>
  );
};

const gridLines = [0, height / 2, height];
/** So many marks of a sort have a place beside each other. */
const placesOfMarks = 150;

const verticalAt = (share: number): string => `M${(share * width).toFixed(1)} 0V${height}`;

/** The time that a mouse has been dragged over. */
const Chosen = () => {
  const { span, pointed, pressed } = useShownTime();
  const [end, begin] = [useShared(pointed), useShared(pressed)];
  if (begin === null || end === null) return null;
  const [left, right] = [Math.min(begin, end), Math.max(begin, end)].map((at) => shareOf(at, span) * width);
  return <path className="metric-chosen" d={`M${left} 0H${right}V${height}H${left}z`} />;
};

const MomentLine = () => {
  const { span } = useShownTime();
  const at = useMoment();
  if (at === null || at < span.from || at > span.to) return null;
  return <path className="metric-moment" d={verticalAt(shareOf(at, span))} />;
};

/** A day or more is shown with dates. */
const day = 24 * 3_600_000;

/** Where times are written: at the beginning, at the end, and between them. */
const places = [0, 1 / 3, 2 / 3, 1];

export const TimeScale = () => {
  const { span } = useShownTime();
  const length = span.to - span.from;
  return (
    <div className="metric-times" aria-hidden="true">
      {places.map((share) => (
        <span key={share}>{timeText(span.from + share * length, length)}</span>
      ))}
    </div>
  );
};

const timeText = (at: number, length: number): string => {
  const time = timeOfDay(at).slice(0, 5);
  if (length < day) return time;
  const date = dayOf(at).replace(/ \d{4}$/, "");
  return length <= 2 * day ? `${date} ${time}` : date;
};
