/** Characters of double width, as far as JavaScript's Unicode properties show (East Asian Width W and F). */
const doubleWidth =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;
/** Characters of zero width, which combine with the one before. */
const zeroWidth = /[\p{Mn}\p{Me}\p{Cf}]/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const colours = /\u001b\[\d*m/g;
const ascii = /^[\x20-\x7e]*$/;

/** The columns that one character takes on a terminal. */
export const columnsOf = (character: string): number => {
  if (ascii.test(character)) return 1;
  if (zeroWidth.test(character)) return 0;
  return doubleWidth.test(character) ? 2 : 1;
};

/** The columns that a text takes on a terminal; colour codes take none. */
export const displayWidth = (text: string): number => {
  if (ascii.test(text)) return text.length;
  return [...text.replace(colours, "")].reduce((sum, character) => sum + columnsOf(character), 0);
};
