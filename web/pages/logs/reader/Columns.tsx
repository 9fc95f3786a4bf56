import { useCallback, useEffect, useRef } from "react";
import { Column, type ColumnProps } from "./Column.tsx";
import type { ReaderHandle } from "./Reader.tsx";

/** The maximal number of columns. */
export const mostColumns = 4;
/** The other columns follow once scrolling has paused for this long, in ms. */
const settled = 120;

interface ColumnsProps extends Pick<ColumnProps, "address" | "events" | "search" | "onSelect"> {
  readonly words: ReadonlyArray<string>;
}

/** Children side by side: when one is scrolled, the others show the same second. */
export const Columns = ({ words, address, events, search, onSelect }: ColumnsProps) => {
  const handles = useRef(new Map<string, ReaderHandle>());
  /** The one that is scrolled by hand. */
  const leading = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  const lead = useCallback((word: string, isFollowing: boolean, at: number | null) => {
    if (leading.current !== word) return;
    clearTimeout(timer.current ?? undefined);
    timer.current = setTimeout(() => {
      for (const [other, handle] of handles.current) {
        if (other === word) continue;
        if (isFollowing) handle.followEnd();
        else if (at !== null) handle.showTime(at);
      }
    }, settled);
  }, []);
  return (
    <div className="log-columns">
      {words.slice(0, mostColumns).map((word) => (
        <Column
          key={word}
          word={word}
          address={address}
          events={events}
          search={search}
          onSelect={onSelect}
          onView={lead}
          onLead={() => {
            leading.current = word;
          }}
          handle={(handle) => {
            if (handle === null) handles.current.delete(word);
            else handles.current.set(word, handle);
          }}
        />
      ))}
    </div>
  );
};
