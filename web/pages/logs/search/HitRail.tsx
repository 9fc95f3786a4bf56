import type { PlacedLine } from "../../../../src/domain/LogWindow.ts";

/** Marks closer than this are merged. */
const places = 400;

/** The positions of the hits beside the scrollbar; a press shows the nearest one. */
export const HitRail = ({
  hits,
  total,
  onSelect,
}: {
  readonly hits: ReadonlyArray<PlacedLine>;
  readonly total: number;
  readonly onSelect: (line: PlacedLine) => void;
}) => {
  const byPlace = new Map<number, PlacedLine>();
  for (const hit of hits) byPlace.set(Math.floor((hit.position / Math.max(1, total)) * places), hit);
  return (
    <div className="hit-rail" aria-hidden="true">
      {[...byPlace].map(([place, hit]) => (
        <button
          key={place}
          type="button"
          tabIndex={-1}
          style={{ top: `${(place / places) * 100}%` }}
          onClick={() => onSelect(hit)}
        />
      ))}
    </div>
  );
};
