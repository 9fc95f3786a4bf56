import { useEffect, useMemo } from "react";
import { useContact } from "../../live/useLive.ts";
import { useVersion } from "../../store/useVersion.ts";
import type { LineSearch } from "../search/LineSearch.ts";
import { type LineFilter, LineWindow } from "./LineWindow.ts";
import { askForLines } from "./lineRequests.ts";

/** The lines of a filter, followed while the component is mounted and the page has contact. */
export const useLineWindow = (filter: LineFilter, isWanted = true): LineWindow => {
  const lines = useMemo(() => new LineWindow(askForLines(filter)), [filter]);
  const isLive = useContact().name === "live";
  useEffect(() => {
    if (!isLive || !isWanted) return;
    lines.open();
    return () => lines.close();
  }, [lines, isLive, isWanted]);
  useVersion(lines);
  return lines;
};

/** Passes each new line to a search. */
export const useTried = (lines: LineWindow, search: LineSearch | null): void =>
  useEffect(() => {
    if (search === null) return;
    lines.onLine = (line) => search.try(line);
    return () => {
      lines.onLine = null;
    };
  }, [lines, search]);
