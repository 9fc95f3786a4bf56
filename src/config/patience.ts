import { CST } from "yaml";
import { limits } from "./limits.ts";

type Kind = ReturnType<typeof CST.tokenType>;

const isQuoted = (kind: Kind): boolean => kind === "single-quoted-scalar" || kind === "double-quoted-scalar";

/**
 * How long a text with mistakes is read on. The parser makes an error of each mistake, which costs much more
 * than what is right: after as many as are told, the rest is as good as read.
 */
export class Patience {
  #left: number = limits.errors;
  #before: Kind = null;

  get isLost(): boolean {
    return this.#left < 0;
  }

  lose(): void {
    this.#left -= 1;
  }

  /** Takes the next lexeme: a quote after a quote is a mistake that the parser keeps to itself until the end. */
  hear(lexeme: string): void {
    const kind = CST.tokenType(lexeme);
    if (kind === "space") return;
    if (isQuoted(kind) && isQuoted(this.#before)) this.lose();
    this.#before = kind;
  }
}

/** A backslash with what makes sense after it, or with anything else. */
const escapes = /\\(?:([0abefnrtvNLP_ "/\\\t\r\n]|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8})|[\s\S])/g;

/** Whether a lexeme in double quotes has more escapes without a meaning than are told. */
export const isFullOfBadEscapes = (lexeme: string): boolean => {
  if (!lexeme.startsWith('"')) return false;
  let bad = 0;
  for (const [, meant] of lexeme.matchAll(escapes)) {
    if (meant === undefined) bad += 1;
    if (bad > limits.errors) return true;
  }
  return false;
};
