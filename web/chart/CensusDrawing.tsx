import type { MouseEvent } from "react";
import type { ChartLayout, LaidOutState } from "../../src/domain/view/ChartLayout.ts";
import { glyphOf } from "../ui/icons/eventGlyph.ts";
import { ChartDrawing } from "./ChartDrawing.tsx";
import type { Census } from "./census.ts";
import { unlit } from "./lighting.ts";

interface CensusDrawingProps {
  readonly layout: ChartLayout;
  readonly census: Census;
  /** Called when a state with nodes is pressed. */
  readonly onChoose: (state: string) => void;
}

/** A chart with the number of nodes in each state. The list beside it has the same numbers as links. */
export const CensusDrawing = ({ layout, census, onChoose }: CensusDrawingProps) => {
  const choose = ({ target }: MouseEvent): void => {
    const state = target instanceof Element ? target.closest<SVGElement>("[data-state]") : null;
    const id = state?.dataset.state ?? "";
    if ((census.get(id) ?? 0) > 0) onChoose(id);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: for the pointer; the list has links
    // biome-ignore lint/a11y/useKeyWithClickEvents: for the pointer; the list has links
    <div className="census-drawing" onClick={choose}>
      <ChartDrawing layout={layout} lighting={unlit} census={census}>
        {layout.states.map((state) => (
          <Count key={state.id} state={state} count={census.get(state.id) ?? 0} />
        ))}
      </ChartDrawing>
    </div>
  );
};

const height = 16;
const besideDigits = 10;
const digit = 6.2;

/** The number of nodes in a state, on the upper edge of its box. */
const Count = ({ state, count }: { readonly state: LaidOutState; readonly count: number }) => {
  if (count === 0) return null;
  const text = String(count);
  const width = Math.max(height, text.length * digit + besideDigits);
  const middle = state.x + state.w - 8 - width / 2;
  return (
    <g className={`chart-count s-${glyphOf(state.id)}`} data-state={state.id}>
      <rect x={middle - width / 2} y={state.y - height / 2} width={width} height={height} rx={height / 2} />
      <text x={middle} y={state.y + 4} textAnchor="middle">
        {text}
      </text>
    </g>
  );
};
