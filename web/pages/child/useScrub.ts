import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { type Scrub, type Shown, shownAt } from "../../history/scrub.ts";
import type { History } from "../../history/useHistory.ts";
import { useNow } from "../../time/clock.ts";

/** The moment in the address (`?at=`), and its setter. While it is dragged, the address does not change. */
export const useScrub = (history: History): { readonly scrub: Scrub; readonly shown: Shown } => {
  const { at = null } = useSearch({ from: "/shell/children/$path" });
  const navigate = useNavigate({ from: "/children/$path" });
  const [dragged, setDragged] = useState<number | null>(null);
  const now = useNow();
  const settle = (to: number | null): void => {
    setDragged(null);
    void navigate({
      // The selected run and line belong to another moment.
      search: to === null ? {} : { at: to },
      replace: true,
      resetScroll: false,
    });
  };
  const shown = shownAt(dragged ?? at, history, now);
  const isMissing = shown.name === "reading" && !history.isReading;
  const { readOlder } = history;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever it is not reading and has not found it
  useEffect(() => {
    if (isMissing) readOlder();
  }, [isMissing]);
  return { scrub: { at: shown.name === "now" ? null : shown.at, drag: setDragged, settle }, shown };
};
