import { CST } from "yaml";
import { limits } from "../diagnostics/limits.ts";

type Kind = ReturnType<typeof CST.tokenType>;

const isQuoted = (kind: Kind): boolean => kind === "single-quoted-scalar" || kind === "double-quoted-scalar";

/**
 * How many mistakes are parsed. The parser creates an error for each mistake, which is much slower than parsing correct
 * text: after the number of errors that is reported, parsing stops.
 */
export class ErrorBudget {
  #left: number = limits.errors;
  #before: Kind = null;

  get isExhausted(): boolean {
    return this.#left < 0;
  }

  spend(): void {
    this.#left -= 1;
  }

  /** Counts a quote directly after a quote, a mistake that the parser reports only at the end. */
  observe(lexeme: string): void {
    const kind = CST.tokenType(lexeme);
    if (kind === "space") return;
    if (isQuoted(kind) && isQuoted(this.#before)) this.spend();
    this.#before = kind;
  }
}

/** A backslash with a valid escape (captured), or with any other character. */
const escapes = /\\(?:([0abefnrtvNLP_ "/\\\t\r\n]|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8})|[\s\S])/g;

/** Whether a lexeme in double quotes has more invalid escapes than errors are reported. */
export const isFullOfBadEscapes = (lexeme: string): boolean => {
  if (!lexeme.startsWith('"')) return false;
  let bad = 0;
  for (const [, valid] of lexeme.matchAll(escapes)) {
    if (valid === undefined) bad += 1;
    if (bad > limits.errors) return true;
  }
  return false;
};
