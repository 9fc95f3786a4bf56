import { useEffect, useState } from "react";
import type { ListView } from "../../lines/list/ListView.ts";
import type { LineSearch } from "../../lines/search/LineSearch.ts";
import type { LineWindow } from "../../lines/window/LineWindow.ts";
import { grouped, timeOfDay } from "../../time/format.ts";
import { CopyButton } from "../../ui/buttons/CopyButton.tsx";
import { linkTo } from "./links.ts";

/** The interval at which new lines are counted, in ms. */
const counted = 2_000;

/** The recent number of new lines per second. */
const useRate = (lines: LineWindow): number => {
  const [rate, setRate] = useState(0);
  const isReady = lines.state.name === "ready";
  useEffect(() => {
    if (!isReady) return;
    let before = lines.total;
    const timer = setInterval(() => {
      setRate(Math.max(0, Math.round(((lines.total - before) * 1000) / counted)));
      before = lines.total;
    }, counted);
    return () => clearInterval(timer);
  }, [lines, isReady]);
  return rate;
};

/** The progress of a search, in words. */
const searchWords = ({ state, progress }: LineSearch): string => {
  const { read = 0, total = 0, reached = null } = progress ?? {};
  if (state.name === "failed") return "the search has failed";
  if (state.name === "done") return `${grouped(read)} lines searched in ${(state.ms / 1000).toFixed(1)} s`;
  const share = total === 0 ? 0 : Math.floor((read / total) * 100);
  const back = reached === null ? "" : `, back to ${timeOfDay(reached)}`;
  return state.name === "cancelled" ? `search ended at ${share} %${back}` : `searching, ${share} %${back}`;
};

interface StatusLineProps {
  readonly lines: LineWindow;
  readonly view: ListView | null;
  readonly search: LineSearch | null;
  readonly selected: string | undefined;
  readonly onDeselect: () => void;
}

/** The position of the view in the whole, and the rate of new lines. */
export const StatusLine = ({ lines, view, search, selected, onDeselect }: StatusLineProps) => {
  const rate = useRate(lines);
  return (
    <footer className="status-line">
      {lines.total === 0 ? null : (
        <>
          <span>
            {view === null
              ? `${grouped(lines.total)} lines`
              : `Line ${grouped(Math.min(view.end, lines.total))} of ${grouped(lines.total)}`}
          </span>
          <span>{grouped(rate)} lines/s</span>
        </>
      )}
      {selected === undefined ? null : <Selected name={selected} onDeselect={onDeselect} />}
      <span className="grow" />
      {search === null ? null : <span role="status">{searchWords(search)}</span>}
    </footer>
  );
};

const Selected = ({ name, onDeselect }: { readonly name: string; readonly onDeselect: () => void }) => {
  const colon = name.lastIndexOf(":");
  const line = { path: name.slice(0, colon), seq: Number(name.slice(colon + 1)) };
  return (
    <span className="selected-line">
      <span className="mono">{name}</span>
      <CopyButton name="Copy link" text={linkTo(line)} />
      <button type="button" className="button ghost tiny" onClick={onDeselect} aria-label="Deselect the line">
        ×
      </button>
    </span>
  );
};
