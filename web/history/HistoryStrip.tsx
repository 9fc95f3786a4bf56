import { type KeyboardEvent, type PointerEvent, type UIEvent, useLayoutEffect, useRef } from "react";
import { useNow } from "../time/clock.ts";
import { dayOf, duration, fullTime, grouped, timeOfDay } from "../time/format.ts";
import { glyphOf } from "../ui/eventGlyph.ts";
import { Glyph } from "../ui/Glyph.tsx";
import { Icon } from "../ui/Icon.tsx";
import "../styles/history.css";
import { momentOf, type Stay, stayAt } from "./history.ts";
import type { Scrub } from "./scrub.ts";
import { segmentOf } from "./stripScale.ts";
import type { History } from "./useHistory.ts";

interface HistoryStripProps {
  readonly history: History;
  readonly scrub: Scrub;
  /** The nested state at the shown moment. */
  readonly value: string;
}

/** Scrolled this close to its beginning, in px, the strip loads older entries. */
const nearBeginning = 120;
/** A press that moves at least this far, in px, is a drag. */
const dragged = 4;
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
          <Step stay={stay} value={value} until={stay.until ?? scrub.at ?? now} />
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
  `${at === null ? "now" : timeOfDay(at)}: ${value} since ${timeOfDay(since)}, ${reason}`;

interface StepProps {
  readonly stay: Stay;
  readonly value: string;
  readonly until: number;
}

const Step = ({ stay, value, until }: StepProps) => (
  <span className="history-step grow">
    <time className="mono dim" title={fullTime(stay.since)}>
      {timeOfDay(stay.since)}
    </time>
    <Glyph state={glyphOf(stay.state)} />
    <strong>{value.replaceAll(".", " / ")}</strong>
    <span className="faint cut">
      {stay.reason}, for {duration(until - stay.since)}
    </span>
  </span>
);

interface SegmentsProps extends Omit<HistoryStripProps, "value"> {
  readonly chosen: number;
  readonly now: number;
}

/** The segments. A press selects a stay, a drag a moment within it. */
const Segments = ({ history, scrub, chosen, now }: SegmentsProps) => {
  const { stays, hasOlder, isReading, readOlder } = history;
  const scroller = useRef<HTMLDivElement>(null);
  const pressedAt = useRef<number | null>(null);
  useKeptPlace(scroller, stays[0]?.seq, stays.length);
  const momentAt = ({ clientX }: PointerEvent, isDrag: boolean): number | null => {
    const children = [...(scroller.current?.querySelectorAll<HTMLElement>(".history-stay") ?? [])];
    const found = children.findLastIndex((one) => one.getBoundingClientRect().left <= clientX);
    const [stay, element] = [stays[Math.max(0, found)], children[Math.max(0, found)]];
    if (stay === undefined || element === undefined) return null;
    if (!isDrag) return momentOf(stays, stay);
    const { left, width } = element.getBoundingClientRect();
    const part = Math.min(1, Math.max(0, (clientX - left) / Math.max(1, width)));
    return Math.floor(stay.since + part * ((stay.until ?? now) - stay.since - 1));
  };
  const isDrag = ({ clientX }: PointerEvent): boolean =>
    Math.abs(clientX - (pressedAt.current ?? 0)) > dragged;
  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    pressedAt.current = event.clientX;
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (pressedAt.current === null || !isDrag(event)) return;
    const at = momentAt(event, true);
    if (at !== null) scrub.drag(at);
  };
  const onPointerUp = (event: PointerEvent): void => {
    if (pressedAt.current === null) return;
    scrub.settle(momentAt(event, isDrag(event)));
    pressedAt.current = null;
  };
  const onScroll = ({ currentTarget }: UIEvent<HTMLDivElement>): void => {
    if (hasOlder && !isReading && currentTarget.scrollLeft < nearBeginning) readOlder();
  };
  return (
    <div
      className="history-strip"
      ref={scroller}
      onScroll={onScroll}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        pressedAt.current = null;
      }}
    >
      {hasOlder ? <span className="history-older">{isReading ? "reading…" : "earlier"}</span> : null}
      {stays.map((stay, position) => (
        <Segment
          key={stay.seq}
          stay={stay}
          isChosen={position === chosen}
          now={stay.until === null ? now : 0}
        />
      ))}
    </div>
  );
};

interface SegmentProps {
  readonly stay: Stay;
  readonly isChosen: boolean;
  /** Used for the present stay only. */
  readonly now: number;
}

const Segment = ({ stay, isChosen, now }: SegmentProps) => {
  const { width, isCompressed, hasName } = segmentOf(stay, now);
  const lasted = duration((stay.until ?? now) - stay.since);
  const shape = isCompressed ? " compressed" : "";
  return (
    <span
      className={`history-stay s-${glyphOf(stay.state)}${shape}${isChosen ? " chosen" : ""}`}
      style={{ flex: `${width} 0 ${width}px` }}
      title={`${timeOfDay(stay.since)} ${stay.value} for ${lasted}: ${stay.reason}`}
    >
      {hasName ? <span className="history-name">{lasted}</span> : null}
    </span>
  );
};

/** Keeps the selected segment in view, and in place when earlier segments are added. */
const useKeptPlace = (
  scroller: { readonly current: HTMLElement | null },
  first: number | undefined,
  count: number,
): void => {
  const fromEnd = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when segments have come
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    element.scrollLeft = element.scrollWidth - element.clientWidth - fromEnd.current;
    const remember = (): void => {
      fromEnd.current = element.scrollWidth - element.clientWidth - element.scrollLeft;
    };
    element.addEventListener("scroll", remember);
    return () => element.removeEventListener("scroll", remember);
  }, [first, count]);
};

/** How often runs have ended, also before what is loaded: `12 exits since 3 Mar 2026`. */
const Exits = ({ history: { exits } }: { readonly history: History }) =>
  exits === null ? null : (
    <span className="history-exits">
      {grouped(exits.exits)} {exits.exits === 1 ? "exit" : "exits"} since{" "}
      <time dateTime={exits.since} title={fullTime(exits.since)}>
        {dayOf(exits.since)}
      </time>
    </span>
  );

/** The states that there are in it. */
const Legend = ({ stays }: { readonly stays: ReadonlyArray<Stay> }) => (
  <span className="history-legend grow" aria-hidden="true">
    {[...new Set(stays.map(({ state }) => glyphOf(state)))].toSorted().map((state) => (
      <span key={state}>
        <i className={`history-stay s-${state}`} />
        {state}
      </span>
    ))}
  </span>
);
