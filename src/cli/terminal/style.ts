/** The properties of a stream that drawing depends on. */
interface Screen {
  readonly isTTY?: boolean;
}

/** Whether lines can be overwritten: a terminal that can move its cursor. */
export const canDraw = ({ isTTY }: Screen): boolean => isTTY === true && process.env.TERM !== "dumb";

/** Whether to use colours on a stream: a terminal that has them, and no NO_COLOR (no-color.org). */
export const hasColour = (stream: Screen): boolean => canDraw(stream) && !process.env.NO_COLOR;

const codes = {
  red: 31,
  green: 32,
  yellow: 33,
  blue: 34,
  magenta: 35,
  cyan: 36,
  dim: 2,
  bold: 1,
  inverse: 7,
} as const;
export type Tone = keyof typeof codes;

/** Paint a text in a tone, unless colours are off. */
export const paint = (text: string, tone: Tone, coloured: boolean): string =>
  coloured ? `\u001b[${codes[tone]}m${text}\u001b[0m` : text;
