import { type ReactNode, type Ref, useEffect } from "react";
import type { ListHandle } from "./ListHandle.ts";
import type { ListView } from "./ListView.ts";
import { besideView } from "./layout.ts";
import { useListScroll } from "./useListScroll.ts";
import { useReportedView } from "./useReportedView.ts";

/** A long list whose rows may still be loading. */
interface ListSource {
  readonly total: number;
  /** Load the rows from `first` up to `end`. */
  readonly want?: (first: number, end: number) => void;
}

interface WindowListProps {
  readonly source: ListSource;
  /** Changes with the rows. */
  readonly version: number;
  readonly label: string;
  readonly wrap: boolean;
  /** Renders the row at a position. */
  readonly row: (position: number) => ReactNode;
  /** Content after the last row. */
  readonly tail?: ReactNode;
  readonly handle?: Ref<ListHandle>;
  readonly onView?: (view: ListView) => void;
  /** Shown while it is paused, with the number of new rows and the time of the pause in ms since 1970. */
  readonly pill?: (unseen: number, since: number, onFollow: () => void) => ReactNode;
  /** Content beside the scrollbar. */
  readonly rail?: ReactNode;
  /** Its initial position: the end, or where `show` will put it. */
  readonly begins: "at the end" | "elsewhere";
}

/**
 * A list of any number of rows of any height, with only the rows around the view in the document. The scroll position
 * as a share of the whole selects the row with the same share, and that share of the view is where the row is placed:
 * the first row is at the top, the last one at the bottom, and without wrapped rows it is plain scrolling. At the end
 * it follows new rows; scrolled away, it pauses.
 */
export const WindowList = (props: WindowListProps) => {
  const { source, version, label, wrap, row, tail, handle, onView, pill, rail, begins } = props;
  const { scroller, rows, layout, paused, follow, onKeyDown, onScroll } = useListScroll({
    source,
    wrap,
    begins,
    handle,
  });
  const { isShort, whole, height, first, end } = layout;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time that there are other rows
  useEffect(() => source.want?.(first - besideView, end + besideView), [source, first, end, version]);
  useReportedView({ scroller, rows, layout, version, onView });
  const positions = Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
  return (
    <div className="lines">
      <section
        className={wrap ? "lines-scroll mono wrapped" : "lines-scroll mono"}
        ref={scroller}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        aria-label={label}
        data-total={source.total}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content must be reachable by keyboard
        tabIndex={0}
      >
        <div className="lines-whole" style={isShort ? {} : { height: whole }}>
          <div className="lines-view" style={isShort ? {} : { height }}>
            <div ref={rows} className="lines-rows">
              {positions.map((position) => (
                <div key={position} className="line-group">
                  {row(position)}
                </div>
              ))}
              {end >= source.total ? tail : null}
            </div>
          </div>
        </div>
      </section>
      {rail}
      {paused === null ? null : pill?.(source.total - paused.total, paused.since, follow)}
    </div>
  );
};
