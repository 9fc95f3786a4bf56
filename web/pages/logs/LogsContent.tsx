import { useCallback, useRef, useState } from "react";
import type { ListView } from "../../lines/list/ListView.ts";
import { lineName } from "../../lines/window/LineWindow.ts";
import { Message } from "../../ui/messages/Message.tsx";
import { type Change, childrenOf, type LogsAddress } from "./address.ts";
import { FilterBar } from "./filters/FilterBar.tsx";
import { useOnlyChild } from "./filters/useOnlyChild.ts";
import { Histogram } from "./Histogram.tsx";
import { Columns } from "./reader/Columns.tsx";
import { Reader, type ReaderHandle } from "./reader/Reader.tsx";
import { StatusLine } from "./StatusLine.tsx";
import { Hits } from "./search/Hits.tsx";
import { useHitSteps } from "./search/useHitSteps.ts";
import { useLogShortcuts } from "./useLogShortcuts.ts";
import { useShownLines } from "./useShownLines.ts";

interface LogsContentProps {
  readonly address: LogsAddress;
  readonly change: Change;
}

/** The lines that the address selects, below their filters. */
export const LogsContent = ({ address, change }: LogsContentProps) => {
  const words = childrenOf(address);
  const { filter, search, lines, events } = useShownLines(address);
  const { line: selected, wrap = false } = address;
  const isInColumns = address.view === "columns";
  const isHitsOnly = address.show === "hits" && search !== null;
  const onlyChild = useOnlyChild(words);
  const withPath = onlyChild === undefined;
  const reader = useRef<ReaderHandle>(null);
  const [view, setView] = useState<ListView | null>(null);
  const { select, step, begin } = useHitSteps({ search, selected, isHitsOnly, change });
  const follow = useCallback(() => {
    change({ line: undefined, at: undefined });
    reader.current?.followEnd();
  }, [change]);
  const jump = useCallback((at: number) => change({ at, line: undefined }), [change]);
  useLogShortcuts({ follow, wrap, change, step });
  const [first, last] = [lines.at(view?.first ?? -1), lines.at((view?.end ?? 0) - 1)];
  const seen = first && last ? { from: Date.parse(first.at), to: Date.parse(last.at) } : null;
  return (
    <>
      <FilterBar
        address={address}
        change={change}
        onlyChild={onlyChild}
        search={search}
        from={seen === null ? null : seen.from}
        onSearch={begin}
        onStep={step}
        onJump={jump}
      />
      <Histogram
        filter={filter}
        isFollowing={view?.isFollowing ?? true}
        view={isHitsOnly || isInColumns ? null : seen}
        hits={(search?.hits ?? []).map(({ at }) => Date.parse(at))}
        onJump={jump}
      />
      {isHitsOnly ? (
        <Hits
          search={search}
          wrap={wrap}
          withPath={withPath}
          onSelect={(line) => change({ line: lineName(line), show: undefined, at: undefined })}
        />
      ) : isInColumns && words.length > 0 ? (
        <Columns words={words} address={address} events={events} search={search} onSelect={select} />
      ) : isInColumns ? (
        <Message title="No children are chosen.">
          <p>Add two to four of them, and each gets a column.</p>
        </Message>
      ) : (
        <Reader
          lines={lines}
          events={events}
          search={search}
          label="Output"
          wrap={wrap}
          withPath={withPath}
          line={selected}
          at={address.at}
          onSelect={select}
          onView={setView}
          handle={reader}
        />
      )}
      <StatusLine
        lines={lines}
        view={isHitsOnly || isInColumns ? null : view}
        search={search}
        selected={selected}
        onDeselect={() => change({ line: undefined })}
      />
    </>
  );
};
