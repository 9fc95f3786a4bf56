import { Link } from "@tanstack/react-router";
import type { KeyboardEvent } from "react";
import { toParam } from "../../paths.ts";
import { dayOf, fullTime, timeOfDay } from "../../time/format.ts";
import { Icon } from "../../ui/icons/Icon.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { shareOf } from "./lines.ts";
import { drawnMarks, type Mark, markAt, marksInWords } from "./marks.ts";
import { TimeScale } from "./Plot.tsx";
import { useMoment, useShownTime } from "./ShownTime.ts";

/** So many marks of a sort have a place beside each other. */
const places = 150;

/** The events of this time, which all plots have as lines, and the moment whose values are shown. */
export const TimeLine = ({ isCut }: { readonly isCut: boolean }) => {
  const { span, marks, keep, at: kept } = useShownTime();
  return (
    <Panel
      title="Events"
      meta={`${marksInWords(marks)}${isCut ? ", as far back as the newest 1000 entries of the journal" : ""}`}
      action={
        <>
          <Moment />
          {kept === null ? null : (
            <button type="button" className="button ghost tiny" onClick={() => keep(null)}>
              Show the newest
            </button>
          )}
        </>
      }
    >
      <div className="metric-plot metric-events">
        <MomentSlider>
          {drawnMarks(marks, span, places).map((mark) => (
            <span
              key={`${mark.what} ${mark.at}`}
              className={`metric-event ${mark.what}`}
              style={{ left: `${shareOf(mark.at, span) * 100}%` }}
              title={wordsOf(mark)}
            >
              {mark.what === "revision" ? <Icon name="config" little /> : null}
            </span>
          ))}
        </MomentSlider>
        <TimeScale />
      </div>
      <EventThen />
    </Panel>
  );
};

/** The steps of the arrow keys across the whole time. */
const steps = 120;

/** The shown moment on the line of events, moved by the arrow keys. */
const MomentSlider = ({ children }: { readonly children: React.ReactNode }) => {
  const { span, pointed, keep } = useShownTime();
  const at = useMoment();
  const shown = at ?? span.to;
  const step = (span.to - span.from) / steps;
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = targetOf(event, shown, step, span);
    if (to === null) return;
    event.preventDefault();
    keep(Math.round(Math.min(span.to, Math.max(span.from, to))));
  };
  return (
    <div
      className="metric-drawing"
      role="slider"
      tabIndex={0}
      aria-label="The moment whose values are shown"
      aria-valuemin={span.from}
      aria-valuemax={span.to}
      aria-valuenow={Math.min(span.to, Math.max(span.from, shown))}
      aria-valuetext={at === null ? "the newest" : fullTime(shown)}
      onKeyDown={onKeyDown}
      onPointerMove={({ currentTarget, clientX }) => {
        const { left, width } = currentTarget.getBoundingClientRect();
        pointed.set(span.from + ((clientX - left) / width) * (span.to - span.from));
      }}
      onPointerLeave={() => pointed.set(null)}
      onPointerUp={() => keep(pointed.value === null ? null : Math.round(pointed.value))}
    >
      {children}
      {at === null || at < span.from || at > span.to ? null : (
        <i className="metric-event-moment" style={{ left: `${shareOf(at, span) * 100}%` }} />
      )}
    </div>
  );
};

const targetOf = (
  { key, shiftKey }: KeyboardEvent,
  shown: number,
  step: number,
  { from, to }: { readonly from: number; readonly to: number },
): number | null => {
  const by = shiftKey ? step * 10 : step;
  switch (key) {
    case "ArrowLeft":
      return shown - by;
    case "ArrowRight":
      return shown + by;
    case "Home":
      return from;
    case "End":
      return to;
    default:
      return null;
  }
};

const Moment = () => {
  const at = useMoment();
  return (
    <span className="small dim">
      {at === null ? (
        "the newest values"
      ) : (
        <time title={fullTime(at)}>
          {dayOf(at)} <b className="strong">{timeOfDay(at)}</b>
        </time>
      )}
    </span>
  );
};

/** What happened at the shown moment, with the page that has more of it. */
const EventThen = () => {
  const { span, marks } = useShownTime();
  const at = useMoment();
  const mark = at === null ? undefined : markAt(marks, at, span);
  return (
    <p className="metric-then small dim">
      {mark === undefined ? (
        "Restarts and revisions are lines in every plot. Point at a moment, or move it with the arrow keys; a click keeps it."
      ) : (
        <>
          {timeOfDay(mark.at)}: <MarkLink mark={mark}>{wordsOf(mark)}</MarkLink>
        </>
      )}
    </p>
  );
};

const MarkLink = ({ mark, children }: { readonly mark: Mark; readonly children: React.ReactNode }) =>
  mark.what === "revision" ? (
    <Link className="link" to="/config" search={{ view: "history", revision: mark.revision }}>
      {children}
    </Link>
  ) : (
    <Link
      className="link"
      to="/children/$path"
      params={{ path: toParam(mark.path) }}
      search={{ at: mark.at }}
    >
      {children}
    </Link>
  );

const wordsOf = (mark: Mark): string => {
  if (mark.what === "restart")
    return `${mark.path} started again${mark.reason === "" ? "" : `: ${mark.reason}`}`;
  return `revision ${mark.revision} by ${mark.by.replace(/^user:/, "")}${mark.message === "" ? "" : `: ${mark.message}`}`;
};
