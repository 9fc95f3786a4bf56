/** What is asked of a stream before something is drawn on it. */
interface Screen {
  readonly isTTY?: boolean;
}

/** Whether lines can be drawn over others: a terminal, and one that can move its cursor. */
export const canDraw = ({ isTTY }: Screen): boolean => isTTY === true && process.env.TERM !== "dumb";

/** Whether colours are wanted on a stream: a terminal that has them, and nobody said no (no-color.org). */
export const hasColour = (stream: Screen): boolean => canDraw(stream) && !process.env.NO_COLOR;

const codes = { red: 31, green: 32, yellow: 33, blue: 34, dim: 2, bold: 1 } as const;
export type Tone = keyof typeof codes;

/** Text in a tone, or as it is where colours are not wanted. */
export const paint = (text: string, tone: Tone, coloured: boolean): string =>
  coloured ? `\u001b[${codes[tone]}m${text}\u001b[0m` : text;
