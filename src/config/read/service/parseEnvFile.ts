/** A variable of an env file. */
export interface Assignment {
  readonly key: string;
  readonly value: string;
  /** The line on which it begins, from 1. */
  readonly line: number;
}

/** A line of an env file that can't be parsed; line and column count from 1. */
interface EnvFileMistake {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint: string;
}

interface EnvFile {
  readonly assignments: ReadonlyArray<Assignment>;
  readonly mistakes: ReadonlyArray<EnvFileMistake>;
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

const unescaped = (text: string): string =>
  text.replace(/\\([\s\S])/g, (_, character: string) => escapes[character] ?? character);

/** Blank, a comment, or `KEY=` with everything before its value. */
const opening = /[ \t]*(?:#[^\n]*|(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \t]*=[ \t]*|)/y;
const single = /'([^']*)'/y;
const double = /"((?:[^"\\]|\\[\s\S])*)"/y;
const bare = /[^\n]*/y;
const rest = /[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/y;

/** The maximum number of errors that are reported. */
const maxMistakes = 100;

class EnvFileParser {
  readonly #text: string;
  #at = 0;
  /** The last line whose position was determined, and its offset; counting continues from there. */
  #line = 1;
  #lineStart = 0;
  readonly assignments: Array<Assignment> = [];
  readonly mistakes: Array<EnvFileMistake> = [];

  constructor(text: string) {
    // Some editors write a byte order mark, which is not part of the first name.
    this.#text = text.replace(/^\uFEFF/, "").replace(/\r\n/g, "\n");
  }

  parse(): EnvFile {
    while (this.#at < this.#text.length) this.#assignment();
    return { assignments: this.assignments, mistakes: this.mistakes };
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found) this.#at += found[0].length;
    return found;
  }

  #assignment(): void {
    const { line } = this.#place();
    const key = this.#take(opening)?.[1];
    if (key === undefined) {
      if (!this.#take(rest))
        this.#mistake("this is not KEY=value", "write NAME=value; names have letters, digits and _");
      return;
    }
    const value = this.#value();
    if (value === null) return;
    this.assignments.push({ key, value, line });
    if (!this.#take(rest))
      this.#mistake("there is text after the closing quote", "put all of the value into the quotes");
  }

  /** Literal in single quotes; with \n, \t and \" in double quotes; otherwise up to the end of the line or " #". */
  #value(): string | null {
    const quote = this.#text[this.#at];
    if (quote !== "'" && quote !== '"')
      return (this.#take(bare)?.[0] ?? "").replace(/(^|[ \t])#.*/, "").trim();
    const inner = this.#take(quote === "'" ? single : double)?.[1];
    if (inner === undefined) {
      this.#mistake("the quote is not closed", `add the closing ${quote}`);
      return null;
    }
    return quote === "'" ? inner : unescaped(inner);
  }

  #place(): { readonly line: number; readonly column: number } {
    let newline = this.#text.indexOf("\n", this.#lineStart);
    while (newline >= 0 && newline < this.#at) {
      this.#line += 1;
      this.#lineStart = newline + 1;
      newline = this.#text.indexOf("\n", this.#lineStart);
    }
    return { line: this.#line, column: this.#at - this.#lineStart + 1 };
  }

  #mistake(message: string, hint: string): void {
    if (this.mistakes.length < maxMistakes) this.mistakes.push({ ...this.#place(), message, hint });
    this.#take(bare);
    this.#at += 1;
  }
}

/**
 * Parses an env file: `KEY=value`, quotes, `export`, comments, quoted values over several lines. Variables are not
 * expanded. The format is that of Docker Compose and dotenv.
 */
export const parseEnvFile = (text: string): EnvFile => new EnvFileParser(text).parse();
