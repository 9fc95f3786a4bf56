/** Whether colours are wanted on a stream: a terminal, and nobody said no (no-color.org). */
export const hasColour = (stream: { readonly isTTY?: boolean }): boolean =>
  stream.isTTY === true && !process.env.NO_COLOR;

const codes = { red: 31, green: 32, yellow: 33, blue: 34, dim: 2, bold: 1 } as const;
export type Tone = keyof typeof codes;

/** Text in a tone, or as it is where colours are not wanted. */
export const paint = (text: string, tone: Tone, coloured: boolean): string =>
  coloured ? `\u001b[${codes[tone]}m${text}\u001b[0m` : text;
