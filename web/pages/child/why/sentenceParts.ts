/** A part of a sentence: plain words, a command, a moment, or the path of another node. */
export interface Part {
  readonly kind: "words" | "code" | "moment" | "path";
  readonly text: string;
}

const pattern = /(`[^`]+`)|(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)|([A-Za-z0-9][\w.#/-]*[\w])/g;

/** The words that precede the name of a node in the daemon's sentences. */
const naming = /(?:^|\b(?:for|of|on|because of|on|with) )$/;

/**
 * The parts of a sentence of the daemon. A name without `/` or `#` may be a plain word: it counts as a path only after
 * one of these words.
 */
export const partsOf = (sentence: string, isPath: (text: string) => boolean): ReadonlyArray<Part> => {
  const parts: Array<Part> = [];
  let from = 0;
  const add = (kind: Part["kind"], text: string): void => {
    if (text !== "") parts.push({ kind, text });
  };
  for (const { 0: text, 1: code, 2: moment, index } of sentence.matchAll(pattern)) {
    const before = sentence.slice(0, index);
    const isNamed = /[/#]/.test(text) || naming.test(before);
    const kind = code !== undefined ? "code" : moment !== undefined ? "moment" : "path";
    if (kind === "path" && !(isNamed && isPath(text))) continue;
    add("words", sentence.slice(from, index));
    add(kind, kind === "code" ? text.slice(1, -1) : text);
    from = index + text.length;
  }
  add("words", sentence.slice(from));
  return parts;
};
