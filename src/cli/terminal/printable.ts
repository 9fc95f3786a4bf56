// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const controls = /[\u0000-\u001f\u007f-\u009f]+/g;

/** Make foreign text safe for a terminal: characters that could move the cursor or change colours become a space. */
export const printable = (text: string): string => text.replace(controls, " ");
