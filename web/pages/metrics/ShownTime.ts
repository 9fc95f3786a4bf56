import { createContext, use } from "react";
import type { Span } from "../../api/metrics.ts";
import type { Shared } from "../../store/Shared.ts";
import { useShared } from "../../store/useShared.ts";
import type { Mark } from "./marks.ts";

/** What all plots of the page show. */
interface ShownTime {
  readonly span: Span;
  readonly marks: ReadonlyArray<Mark>;
  /** The moment under the pointer, in ms since 1970; null: it is elsewhere. */
  readonly pointed: Shared<number | null>;
  /** Where the pointer was pressed, in ms since 1970; null: it is not. */
  readonly pressed: Shared<number | null>;
  /** Show another time. */
  readonly zoom: (span: Span) => void;
  /** The moment in the address; null: none. */
  readonly at: number | null;
  /** Keep a moment in the address; null: none. */
  readonly keep: (at: number | null) => void;
}

export const ShownTimeContext = createContext<ShownTime | null>(null);

export const useShownTime = (): ShownTime => {
  const shown = use(ShownTimeContext);
  if (shown === null) throw new Error("a plot is used outside of the Metrics page");
  return shown;
};

/** The moment whose values are shown: that under the pointer, else that in the address; null: the newest. */
export const useMoment = (): number | null => {
  const { pointed, at } = useShownTime();
  return useShared(pointed) ?? at;
};
