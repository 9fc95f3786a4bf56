/** Lists and objects within each other: three times as many as the deepest tree has. */
const deepest = 200;

/** A text is JSON, but nested too deep for those who walk it. */
export class TooDeep extends Error {
  constructor() {
    super(`lists and objects are nested deeper than ${deepest} levels`);
  }
}

const [quote, backslash, openList, closeList, openObject, closeObject] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];

/** Where a string that begins at `from` ends; the end of the text if it has none. */
const endOfString = (text: string, from: number): number => {
  for (let at = from + 1; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === backslash) at += 1;
    else if (character === quote) return at;
  }
  return text.length;
};

const isTooDeep = (text: string): boolean => {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === quote) at = endOfString(text, at);
    else if (character === openList || character === openObject) {
      depth += 1;
      if (depth > deepest) return true;
    } else if (character === closeList || character === closeObject) depth -= 1;
  }
  return false;
};

/** The value of a JSON text. Throws `TooDeep` before parsing, or the parser's error. */
export const parseJson = (text: string): unknown => {
  if (isTooDeep(text)) throw new TooDeep();
  return JSON.parse(text);
};
