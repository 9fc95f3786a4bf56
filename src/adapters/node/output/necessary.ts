/**
 * Texts of which one must be in whatever a regular expression without flags matches; null where none is known.
 * What is not understood here is no text: the expression alone decides, this only spares it the lines that can't
 * match.
 */
export const necessaryTexts = (source: string): ReadonlyArray<string> | null => {
  const parser = new Parser(source);
  try {
    return parser.alternatives();
  } catch (error) {
    if (error instanceof NotUnderstood) return null;
    throw error;
  }
};

class NotUnderstood extends Error {}

/** One of these texts must be there. */
type OneOf = ReadonlyArray<string>;

/** More are not worth looking for. */
const mostTexts = 16;

const quantifier = /(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/y;
const group = /\((?!\?)|\(\?(?::|<(?![=!])[^>]*>)/y;
const lookaround = /\(\?<?[=!]/y;
const characterClass = /\[(?:\\.|[^\]\\])*\]/sy;
/** Stand for one character of several, or for a place. */
const escapedClass = /\\[dDwWsSbBtnrfv]/y;
const escapedCharacter = /\\([^a-zA-Z0-9])/y;
const opaque = /[.^$]/y;

/** In text that was decoded from UTF-8 these need not be in the bytes as they are here. */
const isReplaced = (character: string): boolean => /[\ud800-\udfff\ufffd]/.test(character);

const shortest = (texts: OneOf): number => Math.min(...texts.map(({ length }) => length));

/** What tells most: what is longest, in the worst case. */
const better = (a: OneOf | null, b: OneOf): OneOf =>
  a !== null && (shortest(a) > shortest(b) || (shortest(a) === shortest(b) && a.length <= b.length)) ? a : b;

/** Goes over an expression that is known to be valid. */
class Parser {
  readonly #source: string;
  #place = 0;

  constructor(source: string) {
    this.#source = source;
  }

  alternatives(): OneOf | null {
    const all = [this.#sequence()];
    while (this.#source[this.#place] === "|") {
      this.#place += 1;
      all.push(this.#sequence());
    }
    const texts = all.flatMap((texts) => texts ?? []);
    return all.includes(null) || texts.length > mostTexts ? null : texts;
  }

  #sequence(): OneOf | null {
    let best: OneOf | null = null;
    let text = "";
    const complete = (found: OneOf | null): void => {
      if (text !== "") best = better(best, [text]);
      if (found !== null) best = better(best, found);
      text = "";
    };
    while (this.#place < this.#source.length && !/[|)]/.test(this.#source[this.#place] ?? "")) {
      const atom = this.#atom();
      const times = this.#take(quantifier);
      const isNeeded = times === null || times[0].startsWith("+") || Number(times[1] ?? 0) > 0;
      const needed = isNeeded ? atom : null;
      if (typeof needed === "string") text += needed;
      if (typeof needed !== "string" || times !== null) complete(typeof needed === "string" ? null : needed);
    }
    complete(null);
    return best;
  }

  /** A character, what a group needs, or null for what could be many things. */
  #atom(): string | OneOf | null {
    if (this.#take(lookaround)) {
      this.#inGroup();
      return null;
    }
    if (this.#take(group)) return this.#inGroup();
    if (this.#take(characterClass) || this.#take(escapedClass) || this.#take(opaque)) return null;
    const escaped = this.#take(escapedCharacter);
    const character = escaped ? escaped[1] : this.#take(/[^\\()]/y)?.[0];
    if (character === undefined) throw new NotUnderstood();
    return isReplaced(character) ? null : character;
  }

  #inGroup(): OneOf | null {
    const texts = this.alternatives();
    if (!this.#take(/\)/y)) throw new NotUnderstood();
    return texts;
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#place;
    const found = pattern.exec(this.#source);
    if (found) this.#place = pattern.lastIndex;
    return found;
  }
}
