import { useMemo } from "react";
import type { Pattern } from "../../lines/search/LineSearch.ts";
import { useLineSearch } from "../../lines/search/useLineSearch.ts";
import { useMachineEvents } from "../../lines/useMachineEvents.ts";
import type { LineFilter } from "../../lines/window/LineWindow.ts";
import { useLineWindow, useTried } from "../../lines/window/useLineWindow.ts";
import { childrenOf, type LogsAddress } from "./address.ts";

const useFilter = ({ path, stream, run }: LogsAddress): LineFilter =>
  useMemo(() => ({ path: childrenOf(path === undefined ? {} : { path }), stream, run }), [path, stream, run]);

const usePattern = ({ grep, case: letters, invert = false }: LogsAddress): Pattern | null =>
  useMemo(
    () => (grep === undefined ? null : { grep, ignoresCase: letters === "ignore", invert }),
    [grep, letters, invert],
  );

/** The lines that an address selects, with the search in them and the transitions between them. */
export const useShownLines = (address: LogsAddress) => {
  const filter = useFilter(address);
  const search = useLineSearch(filter, usePattern(address));
  // Each column reads its own lines.
  const lines = useLineWindow(filter, address.view !== "columns");
  const events = useMachineEvents(filter.path, address.events !== "off");
  useTried(lines, search);
  return { filter, search, lines, events };
};
