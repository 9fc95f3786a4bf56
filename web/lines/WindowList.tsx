import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from "react";

/** The height of a line that is not wrapped, in px (styles/lines.css). */
const rowHeight = 20;
/** Browsers do not render content farther down than this, in px. Longer lists are scaled. */
const tallest = 15_000_000;
/** Up to this number of lines all are in the document, with their natural height. */
const few = 200;
/** Lines above and below the view that are in the document. */
const besideView = 8;
const fromEnd = 30;
const upwards: ReadonlySet<string> = new Set(["Home", "PageUp", "ArrowUp"]);

/** A long list whose rows may still be loading. */
interface ListSource {
  readonly total: number;
  /** Load the rows from `first` up to `end`. */
  readonly want?: (first: number, end: number) => void;
}

/** Commands to a list. */
export interface ListHandle {
  /** Show a row, centred if possible. The list stops following. */
  readonly show: (position: number) => void;
  readonly followEnd: () => void;
  readonly focus: () => void;
}

export interface ListView {
  /** The first row in view, and the one after the last. */
  readonly first: number;
  readonly end: number;
  readonly isFollowing: boolean;
}

interface Pause {
  readonly total: number;
  /** In ms since 1970. */
  readonly since: number;
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
export const WindowList = ({
  source,
  version,
  label,
  wrap,
  row,
  tail,
  handle,
  onView,
  pill,
  rail,
  begins,
}: WindowListProps) => {
  const scroller = useRef<HTMLElement>(null);
  const rows = useRef<HTMLDivElement>(null);
  /** The number of rows and the time when it was paused; null: it follows. */
  const [paused, setPaused] = useState<Pause | null>(() =>
    begins === "elsewhere" ? { total: source.total, since: Date.now() } : null,
  );
  const pausedAt = paused?.total ?? null;
  const [{ top, height }, setScroll] = useState({ top: 0, height: 0 });
  const toShow = useRef<number | null>(null);
  /** The scroll position set by `show`, which does not count as scrolling to the end. */
  const shownAt = useRef<number | null>(null);
  /** The scroll position set by following; anything above it was scrolled by the user. */
  const followedAt = useRef(0);

  const total = pausedAt === null ? source.total : Math.min(pausedAt, source.total);
  const isShort = total <= few;
  const isScaled = total * rowHeight > tallest;
  const whole = Math.max(height + 1, Math.min(tallest, total * rowHeight));
  const most = Math.max(0, whole - height);
  const share = pausedAt === null ? 1 : most === 0 ? 0 : Math.min(1, top / most);
  const place = share * total;
  const anchor = Math.max(0, Math.min(total - 1, Math.floor(place)));
  const above = Math.ceil((share * height) / rowHeight) + besideView;
  const below = Math.ceil(((1 - share) * height) / rowHeight) + besideView;
  const first = isShort ? 0 : Math.max(0, anchor - above);
  const end = isShort ? total : Math.min(total, anchor + below);

  const pause = (): void => setPaused((before) => before ?? { total: source.total, since: Date.now() });
  useImperativeHandle(
    handle,
    () => ({
      show: (position) => {
        toShow.current = position;
        setPaused((before) => ({ total: source.total, since: before?.since ?? Date.now() }));
        setScroll((before) => ({ ...before }));
      },
      followEnd: () => setPaused(null),
      focus: () => scroller.current?.focus(),
    }),
    [source],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: each time that there are other rows
  useEffect(() => source.want?.(first - besideView, end + besideView), [source, first, end, version]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = (): void => setScroll({ top: element.scrollTop, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // After each render: place the rows by their share of the whole.
  useLayoutEffect(() => {
    const [element, list] = [scroller.current, rows.current];
    if (element === null || list === null) return;
    const wanted = toShow.current;
    if (wanted !== null && height > 0) {
      toShow.current = null;
      const target = list.children[wanted - first] as HTMLElement | undefined;
      if (isShort) element.scrollTop = (target?.offsetTop ?? 0) - height / 2;
      else if (wrap) element.scrollTop = (most * (wanted + 0.5)) / total;
      else {
        const inView = height / rowHeight;
        element.scrollTop = (most * (wanted + 0.5 - inView / 2)) / (total - inView);
      }
      shownAt.current = element.scrollTop;
      if (element.scrollTop !== top) setScroll({ top: element.scrollTop, height });
    } else if (pausedAt === null) {
      element.scrollTop = element.scrollHeight;
      followedAt.current = element.scrollTop;
    }
    if (isShort) {
      list.style.transform = "";
      return;
    }
    const at = list.children[anchor - first] as HTMLElement | undefined;
    const within = at === undefined ? 0 : at.offsetTop + (place - anchor) * at.offsetHeight;
    const offset = pausedAt === null ? height - list.offsetHeight : share * height - within;
    list.style.transform = `translateY(${offset}px)`;
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` stands for what changes in the rows
  useEffect(() => {
    const list = rows.current;
    if (list === null || onView === undefined) return;
    const box = scroller.current?.getBoundingClientRect();
    if (box === undefined) return;
    const isSeen = (child: Element): boolean => {
      const { top: begin, bottom } = child.getBoundingClientRect();
      return bottom > box.top + 1 && begin < box.bottom - 1;
    };
    const children = [...list.children].slice(0, end - first);
    const from = children.findIndex(isSeen);
    const to = children.findLastIndex(isSeen);
    onView({ first: first + Math.max(0, from), end: first + to + 1, isFollowing: pausedAt === null });
  }, [first, end, top, height, pausedAt, version, onView]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent): void => {
      // Before the next line scrolls it to the end again.
      if (event.deltaY < 0 && element.scrollHeight > element.clientHeight) pause();
      if (!isScaled || event.ctrlKey) return;
      event.preventDefault();
      element.scrollTop += (event.deltaY * tallest) / (total * rowHeight);
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  });

  /** Keys scroll a moment later, when the next lines may have scrolled it to the end again. */
  const onKeyDown = ({ key }: KeyboardEvent): void => {
    const element = scroller.current;
    if (upwards.has(key) && element !== null && element.scrollHeight > element.clientHeight) pause();
  };
  const onScroll = (): void => {
    const element = scroller.current;
    if (element === null) return;
    const left = element.scrollHeight - element.scrollTop - element.clientHeight;
    const isByHand = element.scrollTop !== shownAt.current;
    if (isByHand) shownAt.current = null;
    const isAway = left >= 1 && element.scrollTop < followedAt.current;
    if (left >= fromEnd || (pausedAt === null && isAway)) pause();
    else if (left < 2 && isByHand && toShow.current === null) setPaused(null);
    setScroll({ top: element.scrollTop, height: element.clientHeight });
  };
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
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
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
      {paused === null ? null : pill?.(source.total - paused.total, paused.since, () => setPaused(null))}
    </div>
  );
};
