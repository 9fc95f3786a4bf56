import { useCallback, useEffect, useMemo } from "react";
import type { LogLine } from "../../../../src/domain/LogLine.ts";
import type { ListView } from "../../../lines/list/ListView.ts";
import type { MachineEvents } from "../../../lines/MachineEvents.ts";
import type { LineSearch } from "../../../lines/search/LineSearch.ts";
import type { LineFilter } from "../../../lines/window/LineWindow.ts";
import { useLineWindow, useTried } from "../../../lines/window/useLineWindow.ts";
import type { LogsAddress } from "../address.ts";
import { isMeantBy } from "../filters/meant.ts";
import { Reader, type ReaderHandle } from "./Reader.tsx";

export interface ColumnProps {
  readonly word: string;
  readonly address: LogsAddress;
  /** The transitions of all these children; null: not requested. */
  readonly events: MachineEvents | null;
  readonly search: LineSearch | null;
  readonly onSelect: (line: LogLine) => void;
  readonly onView: (word: string, isFollowing: boolean, at: number | null) => void;
  readonly onLead: () => void;
  readonly handle: (handle: ReaderHandle | null) => void;
}

/** One of the columns: the output of a child, or of all that a pattern matches. */
export const Column = ({ word, address, events, search, onSelect, onView, onLead, handle }: ColumnProps) => {
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
