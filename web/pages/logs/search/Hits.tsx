import { useRef } from "react";
import type { LogLine } from "../../../../src/domain/LogLine.ts";
import type { ListHandle } from "../../../lines/list/ListHandle.ts";
import { WindowList } from "../../../lines/list/WindowList.tsx";
import { OutputLine } from "../../../lines/OutputLine.tsx";
import type { LineSearch } from "../../../lines/search/LineSearch.ts";
import { grouped } from "../../../time/format.ts";
import { Failure } from "../../../ui/messages/Failure.tsx";
import { Message } from "../../../ui/messages/Message.tsx";
import { Reading } from "../../../ui/messages/Reading.tsx";
import { linkTo } from "../links.ts";

interface HitsProps {
  readonly search: LineSearch;
  readonly wrap: boolean;
  readonly withPath: boolean;
  /** Show a hit among the lines around it. */
  readonly onSelect: (line: LogLine) => void;
}

/** The lines that match, newest at the end. */
export const Hits = ({ search, wrap, withPath, onSelect }: HitsProps) => {
  const list = useRef<ListHandle>(null);
  const { hits, found, state, version } = search;
  if (state.name === "failed") return <Failure error={state.error} retry={() => search.begin()} />;
  if (hits.length === 0)
    return state.name === "searching" ? <Reading /> : <Message title="No line matches." />;
  return (
    <>
      {found > hits.length ? (
        <p className="note missing-line">
          The newest {grouped(hits.length)} of {grouped(found)} hits. Narrow the search to see the others.
        </p>
      ) : null}
      <WindowList
        source={{ total: hits.length }}
        version={version}
        label="Lines that match"
        wrap={wrap}
        handle={list}
        begins="at the end"
        row={(position) => {
          const line = hits[hits.length - 1 - position];
          return line === undefined ? null : (
            <OutputLine
              line={line}
              withPath={withPath}
              ranges={search.rangesIn(line)}
              href={linkTo(line)}
              onSelect={onSelect}
            />
          );
        }}
      />
    </>
  );
};
