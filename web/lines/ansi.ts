/** Text in one style. */
export interface Span {
  readonly text: string;
  /** The class of its colour (styles/lines.css); null: the default. */
  readonly colour: string | null;
  readonly isBold: boolean;
}

const colours = ["", "red", "green", "yellow", "blue", "magenta", "cyan", ""];

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const sequence = /\u001b(?:\[([0-9;]*)([A-Za-z])|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|.)/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const control = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

interface Style {
  readonly colour: string | null;
  readonly isBold: boolean;
}
const plain: Style = { colour: null, isBold: false };

const changed = (style: Style, code: number): Style => {
  if (code === 0) return plain;
  if (code === 1) return { ...style, isBold: true };
  if (code === 2) return { ...style, colour: "term-dim" };
  if (code === 22) return { ...style, isBold: false };
  if (code === 39) return { ...style, colour: null };
  const colour = colours[code >= 90 ? code - 90 : code - 30];
  return colour === undefined || colour === "" ? style : { ...style, colour: `term-${colour}` };
};

/** Output as styled spans. Of escape sequences only colours and bold are kept. */
export const spansOf = (line: string): ReadonlyArray<Span> => {
  if (!line.includes("\u001b")) return [{ text: line.replace(control, ""), ...plain }];
  const spans: Array<Span> = [];
  let style = plain;
  let from = 0;
  const add = (text: string): void => {
    if (text !== "") spans.push({ text: text.replace(control, ""), ...style });
  };
  for (const match of line.matchAll(sequence)) {
    add(line.slice(from, match.index));
    from = match.index + match[0].length;
    if (match[2] === "m")
      for (const code of (match[1] ?? "").split(";")) style = changed(style, Number(code));
  }
  add(line.slice(from));
  return spans;
};

/** Output without escape sequences. */
export const plainText = (line: string): string =>
  spansOf(line)
    .map(({ text }) => text)
    .join("");
