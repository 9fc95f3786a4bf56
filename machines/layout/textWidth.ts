/**
 * Widths of text without a browser. The figures are the advance widths of Liberation Sans (metrically Arial and
 * Helvetica) in thousandths of the font size, from space to tilde, as Chromium's `measureText` gives them at 1000 px.
 * System faces are a little wider: 3 % are added.
 */
const widths = {
  regular:
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 " +
    "556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 " +
    "722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 " +
    "500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584",
  bold:
    "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 " +
    "556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 " +
    "722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 " +
    "556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584",
};
const tables = {
  regular: widths.regular.split(" ").map(Number),
  bold: widths.bold.split(" ").map(Number),
};
/** The width of a character that is not in the table, such as an arrow: the height of the font. */
const other = 1000;
const reserve = 1.03;

/** Font sizes, px. */
export const font = { label: 11, name: 13, line: 14 } as const;

/** The width of text in px, rounded up. */
export const textWidth = (
  text: string,
  size: number = font.label,
  weight: keyof typeof widths = "regular",
): number => {
  const table = tables[weight];
  const units = [...text].reduce((sum, char) => sum + (table[char.charCodeAt(0) - 32] ?? other), 0);
  return Math.ceil((units * size * reserve) / 1000);
};
