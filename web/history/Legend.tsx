import { glyphOf } from "../ui/icons/eventGlyph.ts";
import type { Stay } from "./history.ts";

/** The states that occur in the strip. */
export const Legend = ({ stays }: { readonly stays: ReadonlyArray<Stay> }) => (
  <span className="history-legend grow" aria-hidden="true">
    {[...new Set(stays.map(({ state }) => glyphOf(state)))].toSorted().map((state) => (
      <span key={state}>
        <i className={`history-stay s-${state}`} />
        {state}
      </span>
    ))}
  </span>
);
