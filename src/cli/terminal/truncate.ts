import { columnsOf, displayWidth } from "./displayWidth.ts";

/** Truncate a text to a number of columns, with an ellipsis. */
export const truncate = (text: string, width: number): string => {
  if (text.length * 2 <= width || displayWidth(text) <= width) return text;
  let [kept, columns] = ["", 0];
  for (const character of text) {
    columns += columnsOf(character);
    if (columns > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
};
