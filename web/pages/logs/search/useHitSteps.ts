import { useCallback, useEffect, useRef } from "react";
import type { LogLine } from "../../../../src/domain/LogLine.ts";
import type { LineSearch } from "../../../lines/search/LineSearch.ts";
import { lineName } from "../../../lines/window/LineWindow.ts";
import type { Change } from "../address.ts";
import { hitBeside } from "./hits.ts";

interface HitSteps {
  readonly search: LineSearch | null;
  /** The name of the selected line. */
  readonly selected: string | undefined;
  /** Whether only hits are shown, so that none has to be selected. */
  readonly isHitsOnly: boolean;
  readonly change: Change;
}

/** Begins a search, and selects its hits one after the other. */
export const useHitSteps = ({ search, selected, isHitsOnly, change }: HitSteps) => {
  /** Whether to select the newest hit as soon as there is one. */
  const isAwaited = useRef(false);
  const select = useCallback((line: LogLine) => change({ line: lineName(line), at: undefined }), [change]);
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
  return { select, step, begin };
};
