import { type RefObject, useLayoutEffect, useRef, useState } from "react";

/** Rows above and below the window that are in the document. */
const beside = 12;
/** Up to this number of rows all are in the document. */
const few = 100;

/** Which rows of a long table are in the document: the first, and the one after the last. Heights are in px. */
interface RowWindow {
  readonly first: number;
  readonly end: number;
  readonly above: number;
  readonly below: number;
}

interface Seen {
  readonly count: number;
  /** The height of a row, and where the rows begin, measured from the top of the window. In px. */
  readonly row: number;
  readonly top: number;
  /** The height of the window, in px. */
  readonly height: number;
}

export const rowWindow = ({ count, row, top, height }: Seen): RowWindow => {
  if (count <= few || row <= 0) return { first: 0, end: count, above: 0, below: 0 };
  const first = Math.min(count, Math.max(0, Math.floor(-top / row) - beside));
  const end = Math.max(first, Math.min(count, Math.ceil((height - top) / row) + beside));
  return { first, end, above: first * row, below: (count - end) * row };
};

/**
 * The rows of a table in view, of any number of rows of the same height: the others are two empty rows, above and below.
 * `body`: the `tbody`; its rows have the attribute `data-row`.
 */
export const useRowWindow = (body: RefObject<HTMLElement | null>, count: number): RowWindow => {
  const [shown, setShown] = useState(() => rowWindow({ count, row: 28, top: 0, height: window.innerHeight }));
  const latest = useRef(count);
  latest.current = count;
  // biome-ignore lint/correctness/useExhaustiveDependencies: more rows have other places
  useLayoutEffect(() => {
    const look = (): void => {
      const element = body.current;
      if (element === null) return;
      const row = element.querySelector("[data-row]")?.getBoundingClientRect().height ?? 0;
      const { top } = element.getBoundingClientRect();
      const next = rowWindow({ count: latest.current, row, top, height: window.innerHeight });
      setShown((before) =>
        before.first === next.first && before.end === next.end && before.below === next.below ? before : next,
      );
    };
    look();
    // Whatever part of the page scrolls.
    document.addEventListener("scroll", look, { capture: true, passive: true });
    window.addEventListener("resize", look);
    return () => {
      document.removeEventListener("scroll", look, { capture: true });
      window.removeEventListener("resize", look);
    };
  }, [body, count]);
  return shown;
};
