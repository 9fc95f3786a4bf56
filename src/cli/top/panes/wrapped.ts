import { displayWidth } from "../../terminal/displayWidth.ts";

/** A text in lines of at most a width, broken between words; the later ones are indented. */
export const wrapped = (text: string, width: number): ReadonlyArray<string> => {
  const lines: Array<string> = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (displayWidth(longer) <= width || line.trim() === "") {
      line = longer;
      continue;
    }
    lines.push(line);
    line = `  ${word}`;
  }
  return [...lines, line];
};
