import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { LineBuffer } from "./LineBuffer.ts";

/** In px (styles/lines.css). */
const rowHeight = 20;
const fromEnd = 30;
const besideView = 20;

interface LineListProps<Line> {
  readonly buffer: LineBuffer<Line>;
  readonly label: string;
  readonly row: (line: Line) => ReactNode;
}

/** Lines, of which only those in view are in the document. At the end it follows what comes; scrolled away it stays. */
export const LineList = <Line,>({ buffer, label, row }: LineListProps<Line>) => {
  const scroller = useRef<HTMLElement>(null);
  const [pausedAt, setPausedAt] = useState<number | null>(null);
  const count = buffer.length;
  const ever = count + buffer.forgotten;
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: besideView,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: it scrolls when there are more lines
  useEffect(() => {
    const element = scroller.current;
    if (pausedAt === null && element !== null) element.scrollTop = element.scrollHeight;
  }, [pausedAt, ever]);
  const onScroll = (): void => {
    const element = scroller.current;
    if (element === null) return;
    const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < fromEnd;
    if (isAtEnd) setPausedAt(null);
    else setPausedAt((before) => before ?? ever);
  };
  return (
    <div className="lines">
      <section
        className="lines-scroll mono"
        ref={scroller}
        onScroll={onScroll}
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <div className="lines-all" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const line = buffer.at(index);
            return (
              <div
                key={index + buffer.forgotten}
                className="line-place"
                style={{ transform: `translateY(${start}px)` }}
              >
                {line === undefined ? null : row(line)}
              </div>
            );
          })}
        </div>
      </section>
      {pausedAt === null ? null : <FollowPill unseen={ever - pausedAt} onFollow={() => setPausedAt(null)} />}
    </div>
  );
};

const FollowPill = ({ unseen, onFollow }: { readonly unseen: number; readonly onFollow: () => void }) => (
  <div className="follow-pill">
    <span>Paused</span>
    <span className="dim">{unseen === 1 ? "1 new line" : `${unseen} new lines`}</span>
    <button type="button" className="button primary" onClick={onFollow}>
      Follow
    </button>
  </div>
);
