const maxLength = 60;

/** Control characters as `\x1b`, so that a file can't control the terminal. */
export const escapeControlCharacters = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern is meant to match them
  text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) =>
    character === "\t" ? " " : `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );

/** A text, truncated if it is long. */
const truncated = (text: string): string => (text.length > maxLength ? `${text.slice(0, maxLength)}…` : text);

/** A value as it is quoted in a message: text in quotes, and everything on one short line. */
export const show = (value: unknown): string => {
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return `"${escapeControlCharacters(truncated(value))}"`;
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "a map";
  return value === null ? "nothing" : String(value);
};
