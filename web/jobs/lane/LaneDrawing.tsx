import { memo } from "react";
import type { Span } from "../../api/jobs.ts";
import { LaneShape } from "./LaneShape.tsx";
import type { Lane, LaneMark } from "./lane.ts";
import { laneSummary, markWords } from "./laneText.ts";
import { shareOf, type Tick } from "./period.ts";

interface LaneDrawingProps {
  readonly lane: Lane;
  readonly span: Span;
  readonly ticks: ReadonlyArray<Tick>;
  /** In ms since 1970. */
  readonly now: number;
}

/** The height of a lane, and of a bar in it, in px. */
const height = 28;
const bar = 10;
/** A run is at least this wide, in px. */
const least = 3;

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;

/** The lane of a job in a span. */
export const LaneDrawing = memo(({ lane, span, ticks, now }: LaneDrawingProps) => {
  const isPresent = now >= span.from && now < span.until;
  return (
    <svg className="lane" width="100%" height={height} role="img" aria-label={laneSummary(lane)}>
      {ticks.map(({ at, name }) => (
        <Line key={name} className="l-hour" at={shareOf(at, span)} />
      ))}
      {isPresent ? <Line className="l-now" at={shareOf(now, span)} /> : null}
      {lane.plannedOn === null ? null : (
        <line
          className="l-more"
          x1={percent(shareOf(lane.plannedOn, span))}
          x2="100%"
          y1={height / 2}
          y2={height / 2}
        />
      )}
      {lane.marks.map((mark) => (
        <Drawn key={`${mark.kind} ${mark.run} ${mark.from}`} mark={mark} lines={lane.lines} span={span} />
      ))}
    </svg>
  );
});

const Line = ({ className, at }: { readonly className: string; readonly at: number }) => (
  <line className={className} x1={percent(at)} x2={percent(at)} y1="0" y2={height} />
);

interface DrawnProps {
  readonly mark: LaneMark;
  readonly lines: number;
  readonly span: Span;
}

const Drawn = ({ mark, lines, span }: DrawnProps) => {
  const { kind, from, until, dueAt, line } = mark;
  const start = Math.max(0, shareOf(from, span));
  const middle = ((line + 0.5) * height) / lines;
  const isBar = (kind === "ran" || kind === "running") && until > from;
  return (
    <g>
      <title>{markWords(mark)}</title>
      {dueAt === null ? null : (
        <line
          className="l-late"
          x1={percent(Math.max(0, shareOf(dueAt, span)))}
          x2={percent(start)}
          y1={middle}
          y2={middle}
        />
      )}
      {isBar ? (
        <svg
          x={percent(start)}
          y={middle - bar / lines / 2}
          width={percent(Math.min(1, shareOf(until, span)) - start)}
          height={bar / lines}
          overflow="visible"
          aria-hidden="true"
        >
          <rect className={`l-${kind}`} width="100%" height="100%" rx="1.5" />
          <rect className={`l-${kind} least`} width={least} height="100%" rx="1.5" />
        </svg>
      ) : (
        <svg x={percent(start)} y={middle} overflow="visible" aria-hidden="true">
          <LaneShape kind={kind} />
        </svg>
      )}
    </g>
  );
};
