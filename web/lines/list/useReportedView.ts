import { type RefObject, useEffect } from "react";
import type { ListView } from "./ListView.ts";
import type { ListLayout } from "./layout.ts";

interface Reported {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly rows: RefObject<HTMLElement | null>;
  readonly layout: ListLayout;
  /** Changes with the rows. */
  readonly version: number;
  readonly onView: ((view: ListView) => void) | undefined;
}

/** Reports the rows in view whenever they may have changed. */
export const useReportedView = ({ scroller, rows, layout, version, onView }: Reported): void => {
  const { first, end, top, height, isFollowing, total } = layout;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what moves the rows, or changes their heights
  useEffect(() => {
    const list = rows.current;
    if (list === null || onView === undefined) return;
    const box = scroller.current?.getBoundingClientRect();
    if (box === undefined) return;
    const isSeen = (row: Element): boolean => {
      const { top: begin, bottom } = row.getBoundingClientRect();
      return bottom > box.top + 1 && begin < box.bottom - 1;
    };
    const children = [...list.children].slice(0, end - first);
    const from = children.findIndex(isSeen);
    const to = children.findLastIndex(isSeen);
    onView({ first: first + Math.max(0, from), end: first + to + 1, isFollowing });
  }, [first, end, top, height, isFollowing, total, version, onView]);
};
