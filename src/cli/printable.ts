// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const controls = /[\u0000-\u001f\u007f-\u009f]+/g;

/** Text from elsewhere made safe for a terminal: what could move the cursor or change colours becomes a space. */
export const printable = (text: string): string => text.replace(controls, " ");
