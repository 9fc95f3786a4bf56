/** The size of a state without drawn substates, with the places of its name and its texts in it. */
import type { BoxText, LaidOutState } from "../../../src/domain/view/ChartLayout.ts";
import type { DrawnState } from "../extract.ts";
import { font, textWidth } from "../textWidth.ts";
import type { UnplacedText } from "./boxText.ts";

/** A state with its place; positions are relative to the same origin as its own. */
export interface Box {
  readonly state: DrawnState;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  /** The row on which it is aligned with its neighbours, from its top, px. */
  readonly axis: number;
  readonly title: LaidOutState["title"] | undefined;
  readonly texts: ReadonlyArray<BoxText>;
}

/** The space for a timer's ring, px. */
const ringWidth = 22;
const textHeight = 15;
const minWidth = 68;
const padding = { name: 16, text: 12 };
const leafHeight = 36;
const diamond = 24;

/** Rounded up to the grid of the ports. */
export const toGrid = (px: number): number => Math.ceil(px / 4) * 4;

const moved = (box: Box, dx: number, dy: number): Box => ({
  ...box,
  x: box.x + dx,
  y: box.y + dy,
  title: box.title && { ...box.title, x: box.title.x + dx, y: box.title.y + dy },
  texts: box.texts.map((text) => ({ ...text, x: text.x + dx, y: text.y + dy })),
});

/** Moves boxes together. */
export const movedBoxes = (boxes: ReadonlyArray<Box>, dx: number, dy: number): ReadonlyArray<Box> =>
  boxes.map((box) => moved(box, dx, dy));

const diamondBox = (state: DrawnState): Box => ({
  state,
  x: 0,
  y: 0,
  w: diamond,
  h: diamond,
  axis: diamond / 2,
  title: undefined,
  texts: [],
});

/** The box of a leaf, at the origin. */
export const leafBox = (state: DrawnState, texts: ReadonlyArray<UnplacedText>): Box => {
  if (state.kind === "transient") return diamondBox(state);
  const ring = state.hasTimer ? ringWidth : 0;
  const name = textWidth(state.name, font.name, "bold");
  if (texts.length === 0) {
    const w = toGrid(Math.max(minWidth, name + ring + 2 * padding.name - 2));
    const title = { x: w / 2, y: 22.5, anchor: "middle" as const };
    return { state, x: 0, y: 0, w, h: leafHeight, axis: leafHeight / 2, title, texts: [] };
  }
  const widest = Math.max(name + ring, ...texts.map(({ w }) => w));
  const w = toGrid(Math.max(minWidth, widest + 2 * padding.text));
  const h = toGrid(28 + 5 + textHeight * texts.length - 2);
  return {
    state,
    x: 0,
    y: 0,
    w,
    h,
    axis: h / 2,
    title: { x: padding.text, y: 20, anchor: "start" },
    texts: texts.map((text, row) => ({
      ...text,
      x: padding.text,
      y: 37 + textHeight * row,
      anchor: "start",
    })),
  };
};
