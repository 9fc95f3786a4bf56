import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import "../styles/plots.css";
import type { Stay } from "../history/history.ts";
import type { Sample } from "../live/UsageLog.ts";
import { theme } from "../theme/theme.ts";
import { columnsOf } from "./buckets.ts";
import { drawBands, drawMarks, drawMoment, inkOf } from "./drawing.ts";

interface UsagePlotProps {
  readonly label: string;
  readonly samples: ReadonlyArray<Sample>;
  readonly value: (sample: Sample) => number | null;
  readonly stays: ReadonlyArray<Stay>;
  /** The span that is drawn, in ms since 1970. */
  readonly from: number;
  readonly to: number;
  /** The moment that the page shows; null: now. */
  readonly at: number | null;
  /** The least height of the scale. */
  readonly least: number;
  /** The moment under the pointer, in ms since 1970; null: it is elsewhere. */
  readonly onPoint: (at: number | null) => void;
}

const height = 44;
/** Plots of one page share their pointer. */
const shared = "usage";

/** One quantity over time: from the least to the most, over the states that the child was in. */
const UsagePlot = ({ label, samples, value, stays, from, to, at, least, onPoint }: UsagePlotProps) => {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  // The bands behind the lines are read at each drawing.
  const behind = useRef({ stays, at });
  behind.current = { stays, at };
  const shownTheme = theme.use();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are those of a theme; all else comes by `setData`
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const ink = inkOf(element, "--dim");
    const line = { stroke: ink, width: 1.25, spanGaps: false, points: { show: false } };
    const made = new uPlot(
      {
        width: element.clientWidth,
        height,
        padding: [4, 0, 1, 0],
        legend: { show: false },
        axes: [{ show: false }, { show: false }],
        cursor: { sync: { key: shared }, y: false, drag: { x: false, y: false }, points: { show: false } },
        scales: { x: { time: true }, y: { range: (_, __, max) => [0, Math.max(least, max * 1.08)] } },
        series: [{}, { ...line, fill: inkOf(element, "--dim", 0.12) }, line],
        bands: [{ series: [1, 2], fill: inkOf(element, "--dim", 0.25) }],
        hooks: {
          drawClear: [(one) => drawBands(one, element, behind.current.stays)],
          draw: [
            (one) => drawMarks(one, element, behind.current.stays),
            (one) => drawMoment(one, element, behind.current.at),
          ],
          setCursor: [
            (one) => {
              const { left = -1 } = one.cursor;
              onPoint(left < 0 ? null : one.posToVal(left, "x") * 1_000);
            },
          ],
        },
      },
      [[], [], []],
      element,
    );
    plot.current = made;
    const resized = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    resized.observe(element);
    const system = matchMedia("(prefers-color-scheme: dark)");
    const redraw = (): void => made.redraw();
    system.addEventListener("change", redraw);
    return () => {
      system.removeEventListener("change", redraw);
      resized.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [shownTheme]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new plot has no points yet
  useEffect(() => {
    const { at: times, max, min } = columnsOf(samples, value);
    plot.current?.batch(() => {
      plot.current?.setData([[...times], [...max], [...min]], false);
      plot.current?.setScale("x", { min: from / 1_000, max: to / 1_000 });
    });
  }, [samples, value, from, to, at, stays, shownTheme]);
  return <div className="usage-plot" ref={place} role="img" aria-label={label} />;
};

export default UsagePlot;
