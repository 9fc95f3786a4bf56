import { useEffect, useMemo } from "react";
import type { SearchFrame } from "../../../src/domain/LogSearch.ts";
import { requestLines } from "../../api/request.ts";
import { useContact } from "../../live/useLive.ts";
import { useVersion } from "../../store/useVersion.ts";
import type { LineFilter } from "../window/LineWindow.ts";
import { queryOf } from "../window/lineRequests.ts";
import { LineSearch, mostHits, type Pattern } from "./LineSearch.ts";

const open =
  (filter: LineFilter, { grep, ignoresCase, invert }: Pattern) =>
  (signal: AbortSignal): AsyncGenerator<SearchFrame> =>
    requestLines("GET /logs/search", {
      query: {
        ...queryOf(filter),
        ...{ grep, limit: mostHits },
        case: ignoresCase ? "ignore" : undefined,
        invert: invert ? "true" : undefined,
      },
      signal,
    });

/** The search for a pattern, cancelled on unmount, and restarted after a loss of contact. */
export const useLineSearch = (filter: LineFilter, pattern: Pattern | null): LineSearch | null => {
  const search = useMemo(
    () => (pattern === null ? null : new LineSearch(pattern, open(filter, pattern))),
    [filter, pattern],
  );
  const isLive = useContact().name === "live";
  useEffect(() => {
    if (!isLive) return;
    search?.begin();
    return () => search?.cancel();
  }, [search, isLive]);
  useVersion(search);
  return search;
};
