import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { LogLine } from "../../../src/domain/LogLine.ts";
import { useShortcuts } from "../../keys/useShortcuts.ts";
import type { LineSearch, Pattern } from "../../lines/LineSearch.ts";
import { type LineFilter, lineName } from "../../lines/LineWindow.ts";
import type { ListView } from "../../lines/WindowList.tsx";
import { Bar } from "../../shell/Bar.tsx";
import { LivePage } from "../../shell/Page.tsx";
import { grouped } from "../../time/format.ts";
import { Message } from "../../ui/Message.tsx";
import { Segment } from "../../ui/Segment.tsx";
import { useTitle } from "../../ui/useTitle.ts";
import { type Change, childrenOf, type LogsAddress } from "./address.ts";
import { Columns, mostColumns } from "./Columns.tsx";
import { Children, Runs, usePaths } from "./Filters.tsx";
import { Histogram } from "./Histogram.tsx";
import { Hits } from "./Hits.tsx";
import "./logs.css";
import { useLineSearch } from "../../lines/useLineSearch.ts";
import { useLineWindow, useMachineEvents, useTried } from "../../lines/useLineWindow.ts";
import { Download } from "./Download.tsx";
import { GoToTime } from "./GoToTime.tsx";
import { Reader, type ReaderHandle } from "./Reader.tsx";
import { SearchField } from "./SearchField.tsx";
import { StatusLine } from "./StatusLine.tsx";
import { SearchToggles, ViewToggles } from "./Toggles.tsx";

const route = getRouteApi("/shell/logs");

const streams = [
  { value: "both", shown: "Both" },
  { value: "stdout", shown: "stdout" },
  { value: "stderr", shown: "stderr" },
] as const;

/** The output of children. The address contains the filters, the view and the line. */
export const LogsPage = () => {
  useTitle("Logs");
  const address = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback<Change>(
    (changes) =>
      void navigate({
        search: (before) =>
          Object.fromEntries(
            Object.entries({ ...before, ...changes }).filter(([, value]) => value !== undefined),
          ),
        replace: true,
      }),
    [navigate],
  );
  return (
    <>
      <Bar
        actions={
          <>
            <ViewToggles
              address={address}
              change={change}
              columns={childrenOf(address).length < 2 && address.view !== "columns" ? null : mostColumns}
            />
            <Segment
              label="Streams"
              options={streams}
              value={address.stream ?? "both"}
              onChange={(stream) => change({ stream: stream === "both" ? undefined : stream })}
            />
          </>
        }
      >
        <h1>Logs</h1>
      </Bar>
      <LivePage flush>
        <Content address={address} change={change} />
      </LivePage>
    </>
  );
};

interface ContentProps {
  readonly address: LogsAddress;
  readonly change: Change;
}

const useFilter = ({ path, stream, run }: LogsAddress): LineFilter =>
  useMemo(() => ({ path: childrenOf(path === undefined ? {} : { path }), stream, run }), [path, stream, run]);

const usePattern = ({ grep, case: letters, invert = false }: LogsAddress): Pattern | null =>
  useMemo(
    () => (grep === undefined ? null : { grep, ignoresCase: letters === "ignore", invert }),
    [grep, letters, invert],
  );

/** The hit next to the selected one; without one, the newest. `by`: 1 towards the newest. */
const hitBeside = ({ hits }: LineSearch, selected: string | undefined, by: 1 | -1): LogLine | undefined => {
  const current = hits.findIndex((hit) => lineName(hit) === selected);
  return current < 0 ? hits[0] : hits[(current - by + hits.length) % hits.length];
};

/** The position of the selected hit: `3 of 14`. */
const countOf = ({ hits, found }: LineSearch, selected: string | undefined): string => {
  const current = selected === undefined ? -1 : hits.findIndex((hit) => lineName(hit) === selected);
  return current < 0 ? grouped(found) : `${grouped(found - current)} of ${grouped(found)}`;
};

const Content = ({ address, change }: ContentProps) => {
  const words = childrenOf(address);
  const filter = useFilter(address);
  const search = useLineSearch(filter, usePattern(address));
  const isInColumns = address.view === "columns";
  const lines = useLineWindow(filter, !isInColumns);
  const events = useMachineEvents(filter.path, address.events !== "off");
  useTried(lines, search);
  const reader = useRef<ReaderHandle>(null);
  const [view, setView] = useState<ListView | null>(null);
  const { line: selected, wrap = false } = address;
  const onlyWord = words.length === 1 ? words[0] : undefined;
  const paths = usePaths();
  const isOneChild = onlyWord !== undefined && paths.includes(onlyWord) && !isAbove(onlyWord, paths);
  const isHitsOnly = address.show === "hits" && search !== null;

  const select = useCallback((line: LogLine) => change({ line: lineName(line), at: undefined }), [change]);
  /** Whether to show the newest hit as soon as there is one. */
  const isAwaited = useRef(false);
  const step = useCallback(
    (by: 1 | -1) => {
      const hit = search === null ? undefined : hitBeside(search, selected, by);
      isAwaited.current = hit === undefined;
      if (hit !== undefined) change({ line: lineName(hit), at: undefined, show: undefined });
    },
    [search, selected, change],
  );
  const firstHit = search?.hits[0];
  useEffect(() => {
    if (!isAwaited.current || firstHit === undefined) return;
    isAwaited.current = false;
    select(firstHit);
  }, [firstHit, select]);
  const begin = (grep: string): void => {
    isAwaited.current = grep !== "" && !isHitsOnly;
    change({
      grep: grep === "" ? undefined : grep,
      line: undefined,
      ...(grep === "" ? { show: undefined } : {}),
    });
  };
  const follow = useCallback(() => {
    change({ line: undefined, at: undefined });
    reader.current?.followEnd();
  }, [change]);
  const jump = useCallback((at: number) => change({ at, line: undefined }), [change]);
  useLogShortcuts({ follow, wrap, change, step });

  const [first, last] = [lines.at(view?.first ?? -1), lines.at((view?.end ?? 0) - 1)];
  const seen = first && last ? { from: Date.parse(first.at), to: Date.parse(last.at) } : null;
  const withPath = !isOneChild;
  return (
    <>
      <search className="filters log-filters">
        <Children
          chosen={words}
          onChange={(chosen) =>
            change({
              path: chosen.length === 0 ? undefined : chosen.join(","),
              run: undefined,
              line: undefined,
            })
          }
        />
        {isOneChild && onlyWord !== undefined ? (
          <Runs path={onlyWord} run={address.run} onChange={(run) => change({ run, line: undefined })} />
        ) : null}
        <span className="grow" />
        <SearchField
          grep={address.grep ?? ""}
          count={search === null ? null : countOf(search, selected)}
          countTitle="Lines that match"
          isSearching={search?.state.name === "searching"}
          onSearch={begin}
          onCancel={() => search?.cancel()}
          onStep={step}
        />
        {search === null ? null : <SearchToggles address={address} change={change} />}
        <GoToTime at={seen === null ? null : seen.from} onJump={jump} />
        <Download address={address} />
      </search>
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

const isAbove = (path: string, others: ReadonlyArray<string>): boolean =>
  others.some((other) => other.startsWith(`${path}/`) || other.startsWith(`${path}#`));

interface Keyed {
  readonly follow: () => void;
  readonly wrap: boolean;
  readonly change: Change;
  readonly step: (by: 1 | -1) => void;
}

const useLogShortcuts = ({ follow, wrap, change, step }: Keyed): void =>
  useShortcuts(
    useMemo(
      () => ({
        title: "Logs",
        shortcuts: [
          { keys: "f", title: "follow what is printed", run: follow },
          {
            keys: "w",
            title: "wrap long lines, or not",
            run: () => change({ wrap: wrap ? undefined : true }),
          },
          {
            keys: "/",
            title: "search the lines",
            run: () => document.getElementById("search-lines")?.focus(),
          },
          { keys: "n", title: "go to the next hit", run: () => step(1) },
          { keys: "N", title: "go to the previous hit", run: () => step(-1) },
        ],
      }),
      [follow, wrap, change, step],
    ),
  );
