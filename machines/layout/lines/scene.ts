/** What lines and labels have to avoid: the boxes of the states and the texts in them. */
import type { Box } from "../boxes/size.ts";
import { font, textWidth } from "../textWidth.ts";
import { boundsOf, type Rect } from "./geometry.ts";

export interface Scene {
  readonly boxes: ReadonlyMap<string, Box>;
  readonly all: ReadonlyArray<Box>;
  readonly leaves: ReadonlyArray<Box>;
  readonly compounds: ReadonlyArray<Box>;
  /** Names and texts in boxes. */
  readonly texts: ReadonlyArray<Rect>;
  /** Around all boxes. */
  readonly extent: Rect;
}

type Anchored = { readonly x: number; readonly anchor: "start" | "middle" | "end" };

const leftEnd = ({ x, anchor }: Anchored, w: number): number =>
  anchor === "start" ? x : anchor === "end" ? x - w : x - w / 2;

const textsIn = ({ state, title, texts }: Box): ReadonlyArray<Rect> => {
  const name = textWidth(state.name, font.name, "bold");
  return [
    ...(title ? [{ x: leftEnd(title, name), y: title.y - 11, w: name, h: 14 }] : []),
    ...texts.map((text) => ({ x: leftEnd(text, text.w), y: text.y - 10, w: text.w, h: 13 })),
  ];
};

export const sceneOf = (placed: ReadonlyArray<Box>): Scene => {
  const compounds = placed.filter(({ state }) => state.kind === "compound");
  return {
    boxes: new Map(placed.map((box) => [box.state.path, box])),
    all: placed,
    leaves: placed.filter(({ state }) => state.kind !== "compound"),
    compounds,
    texts: placed.flatMap(textsIn),
    extent: boundsOf([], placed),
  };
};

/** Whether a state is another one or in it. */
export const isIn = (path: string, container: string): boolean =>
  path === container || path.startsWith(`${container}.`);

/** The box of a state. @throws {Error} if there is none. */
export const boxOf = ({ boxes }: Scene, path: string): Box => {
  const box = boxes.get(path);
  if (box === undefined) throw new Error(`the state ${path} has no box`);
  return box;
};
