/** Lays out a chart: where its states, lines and labels are. docs/statecharts.md describes the method. */
import type { AnyStateMachine } from "xstate";
import type { ChartLayout } from "../../src/domain/view/ChartLayout.ts";
import { assembleLayout } from "./assemble.ts";
import { placeStates } from "./boxes/place.ts";
import type { Box } from "./boxes/size.ts";
import { bundleLines } from "./bundle.ts";
import { extractChart } from "./extract.ts";
import { annealLines, type Effort } from "./lines/anneal.ts";
import { initialDots } from "./lines/dots.ts";
import type { Point } from "./lines/geometry.ts";
import { sceneOf } from "./lines/scene.ts";
import { sortTransitions } from "./sort.ts";

interface LayoutOptions extends Effort {
  /** The lines of this layout are kept where possible. */
  readonly former?: ChartLayout | undefined;
}

/** The lines of the former layout, moved along with the chart; empty if it has no former layout. */
const formerLines = (
  former: ChartLayout | undefined,
  boxes: ReadonlyArray<Box>,
): ReadonlyMap<string, ReadonlyArray<Point>> => {
  const [first] = boxes;
  const before = former?.states.find(({ id }) => id === first?.state.path);
  if (former === undefined || first === undefined || before === undefined) return new Map();
  const [dx, dy] = [first.x - before.x, first.y - before.y];
  return new Map(former.edges.map(({ id, points }) => [id, points.map(([x, y]): Point => [x + dx, y + dy])]));
};

/** A layout, and the cost of each line: the most expensive ones might better be stubs. */
interface LayoutWithCosts {
  readonly layout: ChartLayout;
  readonly shares: ReadonlyArray<{ readonly id: string; readonly cost: number }>;
}

/** Lays out a chart. The same chart and options give the same layout. @throws {Error} if something has no place. */
export const layoutChart = (machine: AnyStateMachine, options: LayoutOptions): LayoutWithCosts => {
  const chart = extractChart(machine);
  const sorted = sortTransitions(chart);
  const bundles = bundleLines(sorted);
  const boxes = placeStates(chart, sorted, bundles);
  const scene = sceneOf(boxes);
  const dots = initialDots(chart.root);
  const former = formerLines(options.former, boxes);
  const solution = annealLines({ scene, bundles, dots, former }, options);
  const layout = assembleLayout({ chart, sorted, boxes, dots, scene, solution });
  const shares = solution.lines.map(({ bundle }, index) => ({
    id: bundle.id,
    cost: solution.shares[index] ?? 0,
  }));
  return { layout, shares };
};
