import {
  type KeyboardEvent,
  type Ref,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import type { ListHandle } from "./ListHandle.ts";
import { layoutOf, offsetOf, scrollTopFor } from "./layout.ts";

/** Scrolled this far from its end, in px, a list pauses. */
const fromEnd = 30;
const upwards: ReadonlySet<string> = new Set(["Home", "PageUp", "ArrowUp"]);

interface Pause {
  /** The number of rows at that time. */
  readonly total: number;
  /** In ms since 1970. */
  readonly since: number;
}

interface Scrolling {
  readonly source: { readonly total: number };
  readonly wrap: boolean;
  readonly begins: "at the end" | "elsewhere";
  readonly handle: Ref<ListHandle> | undefined;
}

/** Whether there is anything to scroll. */
const isScrollable = ({ scrollHeight, clientHeight }: HTMLElement): boolean => scrollHeight > clientHeight;

/** The scrolling of a list: it follows the end, or is paused at a position. */
export const useListScroll = ({ source, wrap, begins, handle }: Scrolling) => {
  const scroller = useRef<HTMLElement>(null);
  const rows = useRef<HTMLDivElement>(null);
  /** Null: it follows. */
  const [paused, setPaused] = useState<Pause | null>(() =>
    begins === "elsewhere" ? { total: source.total, since: Date.now() } : null,
  );
  const [{ top, height }, setScroll] = useState({ top: 0, height: 0 });
  const toShow = useRef<number | null>(null);
  /** The scroll position set by `show`, which does not count as scrolling to the end. */
  const shownAt = useRef<number | null>(null);
  /** The scroll position set by following; anything above it was scrolled by the user. */
  const followedAt = useRef(0);

  const isFollowing = paused === null;
  const total = isFollowing ? source.total : Math.min(paused.total, source.total);
  const layout = layoutOf({ total, top, height, isFollowing });

  const pause = (): void => setPaused((before) => before ?? { total: source.total, since: Date.now() });
  const follow = (): void => setPaused(null);
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

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = (): void => setScroll({ top: element.scrollTop, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // After each render, since rows can have any height.
  useLayoutEffect(() => {
    const [element, list] = [scroller.current, rows.current];
    if (element === null || list === null) return;
    const wanted = toShow.current;
    if (wanted !== null && height > 0) {
      toShow.current = null;
      element.scrollTop = scrollTopFor(wanted, layout, list, wrap);
      shownAt.current = element.scrollTop;
      if (element.scrollTop !== top) setScroll({ top: element.scrollTop, height });
    } else if (isFollowing) {
      element.scrollTop = element.scrollHeight;
      followedAt.current = element.scrollTop;
    }
    list.style.transform = layout.isShort ? "" : `translateY(${offsetOf(layout, list)}px)`;
  });

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent): void => {
      // Before the next row scrolls it to the end again.
      if (event.deltaY < 0 && isScrollable(element)) pause();
      if (layout.scale === 1 || event.ctrlKey) return;
      event.preventDefault();
      element.scrollTop += event.deltaY / layout.scale;
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  });

  /** The browser scrolls a moment after a key, when the next rows may have scrolled it to the end again. */
  const onKeyDown = ({ key }: KeyboardEvent): void => {
    const element = scroller.current;
    if (upwards.has(key) && element !== null && isScrollable(element)) pause();
  };
  const onScroll = (): void => {
    const element = scroller.current;
    if (element === null) return;
    const left = element.scrollHeight - element.scrollTop - element.clientHeight;
    const isByHand = element.scrollTop !== shownAt.current;
    if (isByHand) shownAt.current = null;
    const isAway = left >= 1 && element.scrollTop < followedAt.current;
    if (left >= fromEnd || (isFollowing && isAway)) pause();
    else if (left < 2 && isByHand && toShow.current === null) follow();
    setScroll({ top: element.scrollTop, height: element.clientHeight });
  };
  return { scroller, rows, layout, paused, follow, onKeyDown, onScroll };
};
