import { type PointerEvent, type UIEvent, useRef } from "react";
import { momentOf } from "./history.ts";
import { Segment } from "./Segment.tsx";
import type { Scrub } from "./scrub.ts";
import type { History } from "./useHistory.ts";
import { useKeptPlace } from "./useKeptPlace.ts";

/** Scrolled this close to its beginning, in px, the strip loads older entries. */
const nearBeginning = 120;
/** A press that moves farther than this, in px, is a drag. */
const dragged = 4;

interface SegmentsProps {
  readonly history: History;
  readonly scrub: Scrub;
  /** The index of the selected stay. */
  readonly chosen: number;
  readonly now: number;
}

/** The segments. A press selects a stay, a drag a moment within it. */
export const Segments = ({ history, scrub, chosen, now }: SegmentsProps) => {
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
