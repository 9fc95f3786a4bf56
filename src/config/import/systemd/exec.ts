import { quoted } from "../draft/shellLine.ts";
import { tableOf } from "../table/tableOf.ts";
import { fill, type UnitName } from "./specifiers.ts";

/** One command of an Exec line. */
interface ExecCommand {
  readonly words: ReadonlyArray<string>;
  /** `-`: its failure does not count. */
  readonly mayFail: boolean;
  /** False with `:`: no variables are expanded. */
  readonly expands: boolean;
}

const escapes: Readonly<Record<string, string>> = tableOf({
  ...{ n: "\n", t: "\t", s: " ", r: "\r", a: "\x07", b: "\b", f: "\f", v: "\v" },
});

/** The character for a C escape, and the length of the escape. */
const escaped = (text: string): readonly [string, number] => {
  const hex = /^x([0-9a-fA-F]{2})/.exec(text)?.[1];
  if (hex !== undefined) return [String.fromCharCode(Number.parseInt(hex, 16)), 3];
  const [code = ""] = text;
  return [escapes[code] ?? code, 1];
};

/** Split into words like systemd: quotes anywhere, escapes as in C. Null for an unclosed quote. */
export const execWords = (line: string): ReadonlyArray<string> | null => {
  const words: Array<string> = [];
  let word: string | null = null;
  let quote: string | null = null;
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? "";
    if (quote === null && /\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (character === quote) quote = null;
    else if (quote === null && /["']/.test(character)) {
      quote = character;
      word ??= "";
    } else if (character === "\\" && at + 1 < line.length) {
      const [meant, length] = escaped(line.slice(at + 1, at + 4));
      word = (word ?? "") + meant;
      at += length;
    } else word = (word ?? "") + character;
  }
  if (quote !== null) return null;
  return word === null ? words : [...words, word];
};

/** The commands of an Exec line with their prefixes taken off; null for an open quote. */
export const readExec = (line: string): ReadonlyArray<ExecCommand> | null => {
  const prefix = /^[-@:+!]*/.exec(line)?.[0] ?? "";
  const all = execWords(line.slice(prefix.length));
  if (all === null) return null;
  const commands: Array<Array<string>> = [[]];
  for (const word of all) {
    if (word === ";") commands.push([]);
    else commands[commands.length - 1]?.push(word);
  }
  return commands
    .filter((words) => words.length > 0)
    .map((words) => ({
      // `@`: the second word is the program's argv[0].
      words: prefix.includes("@") ? [words[0] ?? "", ...words.slice(2)] : words,
      mayFail: prefix.includes("-"),
      expands: !prefix.includes(":"),
    }));
};

/** Whether a command refers to variables that are known only when it runs. */
export const hasVariables = ({ words, expands }: ExecCommand): boolean =>
  expands && words.some((word) => /\$\{\w+\}|^\$\w+$/.test(word));

/** The words for execve(2). */
export const asWords = ({ words, expands }: ExecCommand, unit: UnitName): ReadonlyArray<string> =>
  words.map((word) => fill(expands ? word.replaceAll("$$", "$") : word, unit).text);

const shellWord = (word: string, expands: boolean, unit: UnitName): string => {
  if (expands && /^\$\w+$/.test(word)) return word;
  return word
    .split(/(\$\$|\$\{\w+\})/)
    .map((part, index) => {
      if (part === "") return "";
      if (index % 2 === 1 && expands) return part === "$$" ? "'$$'" : `"$${part}"`;
      return quoted(fill(part, unit).text);
    })
    .join("");
};

/** An equivalent line for a shell: `${X}` stays one word, `$X` is split, as in systemd. */
export const asShell = (command: ExecCommand, unit: UnitName): string => {
  const line = command.words.map((word) => shellWord(word, command.expands, unit) || "''").join(" ");
  return command.mayFail ? `{ ${line} || :; }` : line;
};
