/** The place of every state: lanes are rows, ranks are columns, and the states of a row are aligned on one axis. */

import { type Bundle, leastWidth } from "../bundle.ts";
import type { DrawnState, ExtractedChart } from "../extract.ts";
import type { SortedTransitions } from "../sort.ts";
import { font, textWidth } from "../textWidth.ts";
import { textsOf, type UnplacedText } from "./boxText.ts";
import { type Cell, cellsOf, childTowards } from "./rows.ts";
import { type Box, leafBox, movedBoxes, toGrid } from "./size.ts";

interface Placing {
  readonly chart: ExtractedChart;
  readonly sorted: SortedTransitions;
  readonly bundles: ReadonlyArray<Bundle>;
}

/** Boxes that are placed together: the first is the outermost one, or there are several side by side. */
interface Block {
  readonly boxes: ReadonlyArray<Box>;
  readonly w: number;
  readonly h: number;
  readonly axis: number;
}

/** The space beside a label between two columns of the whole chart, and of a compound state, px. */
const besideLabel = { root: 27, compound: 20 };
const padding = { side: 14, titleRow: 34, dot: 22, skipping: 14, dotBelow: 18, texts: 20 };
/** The space around the whole chart, px. */
export const margin = 12;

const stacked = (blocks: ReadonlyArray<Block>, gap: number): Block => {
  let y = 0;
  const boxes = blocks.flatMap((block) => {
    const placed = movedBoxes(block.boxes, 0, y);
    y += block.h + gap;
    return placed;
  });
  const h = y - gap;
  const [first, ...others] = blocks;
  const axis = first !== undefined && others.length === 0 ? first.axis : h / 2;
  return { boxes, w: Math.max(...blocks.map(({ w }) => w)), h, axis };
};

/** The gap between two neighbouring columns of one lane: wide enough for the labels between them. */
const gapBetween = ({ chart, bundles }: Placing, parent: DrawnState, a: Cell, b: Cell): number => {
  const isRoot = parent.parent === null;
  const between = bundles.filter(({ from, to }) => {
    const ends = [childTowards(parent, from), childTowards(parent, to)];
    return (
      ends.some((end) => end && a.states.includes(end)) && ends.some((end) => end && b.states.includes(end))
    );
  });
  const label = Math.max(0, ...between.map(leastWidth));
  const beside = isRoot ? besideLabel.root : besideLabel.compound;
  return toGrid(label === 0 ? chart.arrangement.colGap : Math.max(chart.arrangement.colGap, label + beside));
};

interface PlacedCell {
  readonly cell: Cell;
  readonly block: Block;
  readonly x: number;
}

/** The columns of one lane from left to right; `columns` are those of lane 0, by rank. */
const laneOf = (
  placing: Placing,
  parent: DrawnState,
  cells: ReadonlyArray<Cell>,
  columns: ReadonlyMap<number, number>,
  shift: number,
): ReadonlyArray<PlacedCell> => {
  const placed: Array<PlacedCell> = [];
  for (const cell of cells) {
    const last = placed.at(-1);
    const least = last ? last.x + last.block.w + gapBetween(placing, parent, last.cell, cell) : 0;
    const column = columns.get(cell.rank) ?? 0;
    const block = stacked(
      cell.states.map((state) => blockOf(placing, state)),
      placing.chart.arrangement.stackGap,
    );
    placed.push({ cell, block, x: Math.max(least, column + shift) });
  }
  return placed;
};

/** The children of a state, at the origin. The axis is that of lane 0. */
const childrenBlock = (placing: Placing, parent: DrawnState): Block => {
  const { laneGap, innerLaneGap, shift = {} } = placing.chart.arrangement;
  const isRoot = parent.parent === null;
  const cells = cellsOf(parent, placing.bundles);
  const lanes = [...new Set(cells.map(({ lane }) => lane))];
  const inLane = (lane: number) => cells.filter((cell) => cell.lane === lane);
  const main = lanes.includes(0) ? 0 : (lanes[0] ?? 0);
  const first = laneOf(placing, parent, inLane(main), new Map(), 0);
  const columns = new Map(first.map(({ cell, x }) => [cell.rank, x]));
  let y = 0;
  let axis = 0;
  let w = 0;
  const boxes: Array<Box> = [];
  for (const lane of lanes) {
    const shifted = isRoot ? (shift[lane] ?? 0) : 0;
    const placed = lane === main ? first : laneOf(placing, parent, inLane(lane), columns, shifted);
    const above = Math.max(...placed.map(({ block }) => block.axis));
    const below = Math.max(...placed.map(({ block }) => block.h - block.axis));
    if (lane === main) axis = y + above;
    for (const { block, x } of placed) {
      boxes.push(...movedBoxes(block.boxes, x, y + above - block.axis));
      w = Math.max(w, x + block.w);
    }
    y += toGrid(above + below) + (isRoot ? laneGap : innerLaneGap);
  }
  return { boxes, w, h: y - (isRoot ? laneGap : innerLaneGap), axis };
};

/** Whether a line in the main row passes by a child of it. */
const hasSkippingLine = ({ bundles }: Placing, parent: DrawnState): boolean => {
  const row = cellsOf(parent, bundles).filter(({ lane }) => lane === 0);
  const column = (path: string) =>
    row.findIndex(({ states }) => states.some((state) => state === childTowards(parent, path)));
  return bundles.some(({ from, to }) => {
    const [a, b] = [column(from), column(to)];
    return a >= 0 && b >= 0 && Math.abs(a - b) > 1;
  });
};

/** Where there is room for the initial dot: at the left of the first state of the main row, else below. */
const dotRoom = ({ bundles }: Placing, state: DrawnState): "left" | "below" | "none" => {
  const initial = state.children.find(({ path }) => path === state.initial);
  if (initial === undefined || initial.kind === "transient") return "none";
  const [first] = cellsOf(state, bundles).filter(({ lane }) => lane === 0);
  return first?.states.includes(initial) ? "left" : "below";
};

const compoundBlock = (placing: Placing, state: DrawnState): Block => {
  const content = childrenBlock(placing, state);
  const texts = textsOf(placing.sorted, state);
  const room = dotRoom(placing, state);
  const isBelow = placing.chart.arrangement.notesBelow.includes(state.path);
  const left = padding.side + (room === "left" ? padding.dot : 0);
  const top = padding.titleRow + (hasSkippingLine(placing, state) ? padding.skipping : 0);
  const name = textWidth(state.name, font.name, "bold");
  const textsWidth = Math.max(0, ...texts.map((text) => text.w));
  const beside = isBelow ? Math.max(name, textsWidth) : name + textsWidth + 24;
  const { leastWidth = 0 } = state.hints;
  const w = toGrid(Math.max(content.w + left + padding.side, beside + 2 * padding.side, leastWidth));
  const bottom =
    padding.side + (room === "below" ? padding.dotBelow : 0) + (isBelow ? padding.texts * texts.length : 0);
  const h = toGrid(top + content.h + bottom);
  const box: Box = {
    state,
    x: 0,
    y: 0,
    w,
    h,
    axis: top + content.axis,
    title: { x: 12, y: 20, anchor: "start" },
    texts: texts.map((text, row) => placedText(text, row, { w, h, rows: texts.length, isBelow })),
  };
  return { boxes: [box, ...movedBoxes(content.boxes, left, top)], w, h, axis: box.axis };
};

const placedText = (
  text: UnplacedText,
  row: number,
  { w, h, rows, isBelow }: { w: number; h: number; rows: number; isBelow: boolean },
) =>
  isBelow
    ? { ...text, x: padding.side, y: h - 12 - 15 * (rows - 1 - row), anchor: "start" as const }
    : { ...text, x: w - 12, y: 19.5 + 15 * row, anchor: "end" as const };

const blockOf = (placing: Placing, state: DrawnState): Block => {
  if (state.kind === "compound") return compoundBlock(placing, state);
  const box = leafBox(state, textsOf(placing.sorted, state));
  return { boxes: [box], w: box.w, h: box.h, axis: box.axis };
};

/** The boxes of all states, the outer ones first; the chart begins at its margin. */
export const placeStates = (
  chart: ExtractedChart,
  sorted: SortedTransitions,
  bundles: ReadonlyArray<Bundle>,
): ReadonlyArray<Box> => {
  const { boxes } = childrenBlock({ chart, sorted, bundles }, chart.root);
  return movedBoxes(boxes, margin, margin);
};
