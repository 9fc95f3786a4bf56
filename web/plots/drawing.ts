import type uPlot from "uplot";
import type { Stay } from "../history/history.ts";
import { glyphOf } from "../ui/icons/eventGlyph.ts";

/** A colour of the page as a canvas takes it. */
export const inkOf = (element: Element, token: string, alpha = 1): string => {
  const colour = getComputedStyle(element).getPropertyValue(token).trim();
  return alpha === 1 ? colour : `color-mix(in oklab, ${colour} ${alpha * 100}%, transparent)`;
};

const xOf = (plot: uPlot, at: number): number => plot.valToPos(at / 1_000, "x", true);

/** The opacity of a state behind the lines; healthy states are faint. */
const strength: Readonly<Record<string, number>> = {
  running: 0.1,
  starting: 0.25,
  stopping: 0.25,
  stopped: 0.25,
};

/** The states that a child was in, as bands over the whole height. */
export const drawBands = (plot: uPlot, element: Element, stays: ReadonlyArray<Stay>): void => {
  const { ctx, bbox, scales } = plot;
  const [from, to] = [(scales.x?.min ?? 0) * 1_000, (scales.x?.max ?? 0) * 1_000];
  ctx.save();
  for (const { state, since, until } of stays) {
    if ((until ?? to) < from || since > to) continue;
    const left = Math.max(bbox.left, xOf(plot, since));
    const right = Math.min(bbox.left + bbox.width, until === null ? xOf(plot, to) : xOf(plot, until));
    ctx.globalAlpha = strength[state] ?? 0.3;
    ctx.fillStyle = inkOf(element, `--st-${glyphOf(state)}`);
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
  }
  ctx.restore();
};

const verticalAt = (plot: uPlot, at: number): void => {
  const { ctx, bbox } = plot;
  const x = Math.round(xOf(plot, at)) + 0.5;
  if (x < bbox.left || x > bbox.left + bbox.width) return;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
};

/** Where the child was started again. */
export const drawMarks = (plot: uPlot, element: Element, stays: ReadonlyArray<Stay>): void => {
  const { ctx } = plot;
  ctx.save();
  ctx.strokeStyle = inkOf(element, "--faint");
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([3 * devicePixelRatio, 2 * devicePixelRatio]);
  for (const { state, since } of stays) if (state === "starting") verticalAt(plot, since);
  ctx.restore();
};

/** The moment that the page shows. */
export const drawMoment = (plot: uPlot, element: Element, at: number | null): void => {
  if (at === null) return;
  const { ctx } = plot;
  ctx.save();
  ctx.strokeStyle = inkOf(element, "--accent");
  ctx.lineWidth = 2 * devicePixelRatio;
  verticalAt(plot, at);
  ctx.restore();
};
