import { useCallback, useEffect, useMemo, useRef } from "react";
import type { LogLine } from "../../../src/domain/LogLine.ts";
import type { LineSearch } from "../../lines/LineSearch.ts";
import type { LineFilter } from "../../lines/LineWindow.ts";
import type { MachineEvents } from "../../lines/MachineEvents.ts";
import { useLineWindow, useTried } from "../../lines/useLineWindow.ts";
import type { ListView } from "../../lines/WindowList.tsx";
import type { LogsAddress } from "./address.ts";
import { isMeantBy } from "./meant.ts";
import { Reader, type ReaderHandle } from "./Reader.tsx";

/** The maximal number of columns. */
export const mostColumns = 4;
/** The other columns follow once scrolling has paused for this long, in ms. */
const settled = 120;

interface ColumnsProps {
  readonly words: ReadonlyArray<string>;
  readonly address: LogsAddress;
  /** The transitions of all these children; null: not requested. */
  readonly events: MachineEvents | null;
  readonly search: LineSearch | null;
  readonly onSelect: (line: LogLine) => void;
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

interface ColumnProps extends Omit<ColumnsProps, "words"> {
  readonly word: string;
  readonly onView: (word: string, isFollowing: boolean, at: number | null) => void;
  readonly onLead: () => void;
  readonly handle: (handle: ReaderHandle | null) => void;
}

const Column = ({ word, address, events, search, onSelect, onView, onLead, handle }: ColumnProps) => {
  const { stream, run } = address;
  const filter = useMemo((): LineFilter => ({ path: [word], stream, run }), [word, stream, run]);
  const lines = useLineWindow(filter);
  useTried(lines, search);
  const watch = useCallback(
    ({ first, end, isFollowing }: ListView) => {
      const middle = lines.at(Math.floor((first + end) / 2));
      onView(word, isFollowing, middle === null || middle === undefined ? null : Date.parse(middle.at));
    },
    [word, lines, onView],
  );
  const isOwnEvent = useMemo(() => isMeantBy(word), [word]);
  // A line is of one of the columns; the others show its moment by following that one.
  const isOwn = address.line?.startsWith(`${word}:`) === true;
  useEffect(() => {
    if (isOwn) onLead();
  });
  return (
    <section className="log-column" aria-label={word} onPointerEnter={onLead} onFocusCapture={onLead}>
      <h2 className="mono">{word}</h2>
      <Reader
        lines={lines}
        events={events}
        search={search}
        label={`Output of ${word}`}
        wrap={address.wrap === true}
        withPath={word.includes("*")}
        line={isOwn ? address.line : undefined}
        at={address.at}
        isOwnEvent={isOwnEvent}
        onSelect={onSelect}
        onView={watch}
        handle={handle}
      />
    </section>
  );
};
