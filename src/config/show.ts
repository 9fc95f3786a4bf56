const longest = 60;

/** Control characters as `\x1b`, so that a file can't write to somebody's terminal. */
export const visible = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) =>
    character === "\t" ? " " : `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );

/** A text cut where it gets too long to be read. */
const short = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);

/** A value as it is quoted in a message: text in quotes, everything on one short line. */
export const show = (value: unknown): string => {
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return `"${visible(short(value))}"`;
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "a map";
  return value === null ? "nothing" : String(value);
};
