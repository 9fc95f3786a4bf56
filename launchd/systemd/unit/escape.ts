/** What systemd's syntax can't express in a value of a unit. */
export class NotExpressible extends Error {}

/** A `%` in a unit begins a specifier, in every value that Sentinel writes. */
const withoutSpecifiers = (text: string): string => text.replaceAll("%", "%%");

const named: Readonly<Record<string, string>> = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t" };

/** Escapes as in C, which systemd understands between quotes. */
const escaped = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what has to be escaped.
  text.replace(/[\\"\x00-\x1f\x7f]/g, (character) => {
    if (character === "\0") throw new NotExpressible("it contains a NUL character");
    return named[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
  });

/** A word of a value that is split at spaces, such as an assignment of `Environment=`. */
export const quotedWord = (text: string): string => `"${escaped(withoutSpecifiers(text))}"`;

/**
 * A command for `ExecStart=`. In its arguments `$` begins a variable; its first word, the program, is taken as it is.
 */
export const commandLine = ([program = "", ...words]: ReadonlyArray<string>): string =>
  [quotedWord(program), ...words.map((word) => quotedWord(word.replaceAll("$", "$$$$")))].join(" ");

/**
 * A value that is taken as it stands, up to the end of its line, such as a path in `WorkingDirectory=`: without quotes
 * and escapes, so there are texts that can't be written.
 */
export const bareValue = (text: string): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those can't be written.
  if (/[\x00-\x1f\x7f]/.test(text)) throw new NotExpressible("it contains a control character");
  if (text !== text.trim()) throw new NotExpressible("it begins or ends with a space");
  if (text.endsWith("\\")) throw new NotExpressible("it ends with a backslash");
  return withoutSpecifiers(text);
};

const meanings: Readonly<Record<string, string>> = { n: "\n", t: "\t" };

/** The words of a command that `commandLine` wrote. */
export const readCommandLine = (line: string): ReadonlyArray<string> =>
  [...line.matchAll(/"((?:[^"\\]|\\.)*)"/gs)].map(([, text = ""], index) => {
    const word = text
      .replace(/\\(?:x([0-9a-f]{2})|(.))/g, (_, hex: string | undefined, one: string) =>
        hex === undefined ? (meanings[one] ?? one) : String.fromCharCode(Number.parseInt(hex, 16)),
      )
      .replaceAll("%%", "%");
    return index === 0 ? word : word.replaceAll("$$", "$");
  });
