import { type AST, RegExpParser, RegExpSyntaxError } from "@eslint-community/regexpp";

/** One of these texts must be there. */
type OneOf = ReadonlyArray<string>;

/** More are not worth looking for. */
const mostTexts = 16;

/**
 * Texts of which one must be in whatever a regular expression without flags matches; null where none is known. The
 * expression alone decides, this only spares it the lines that can't match.
 */
export const necessaryTexts = (source: string): OneOf | null => {
  try {
    return neededByOne(new RegExpParser().parsePattern(source).alternatives);
  } catch (error) {
    // The parser knows the expressions of one edition of the language, and Node may know those of another.
    if (error instanceof RegExpSyntaxError) return null;
    throw error;
  }
};

const neededByOne = (alternatives: ReadonlyArray<AST.Alternative>): OneOf | null => {
  const all = alternatives.map(neededBy);
  const texts = all.flatMap((needed) => needed ?? []);
  return all.includes(null) || texts.length > mostTexts ? null : texts;
};

/** Characters that follow each other are one text; what may be many things, or nothing, lies between texts. */
const neededBy = ({ elements }: AST.Alternative): OneOf | null => {
  let best: OneOf | null = null;
  let text = "";
  const complete = (other: OneOf | null = null): void => {
    for (const found of [text === "" ? null : [text], other]) if (found) best = better(best, found);
    text = "";
  };
  for (const element of elements) {
    const once = element.type === "Quantifier" && element.min > 0 ? element.element : element;
    text += characterOf(once);
    if (characterOf(element) === "") complete(neededIn(once));
  }
  complete();
  return best;
};

/** The character that an element stands for; empty where it may be several, or another one in the bytes. */
const characterOf = (element: AST.Element): string => {
  const character = element.type === "Character" ? String.fromCodePoint(element.value) : "";
  return isReplaced(character) ? "" : character;
};

/** In text that was decoded from UTF-8 these need not be in the bytes as they are here. */
const isReplaced = (character: string): boolean => /[\ud800-\udfff\ufffd]/.test(character);

/** A group with flags of its own, `(?i:a)`, may not tell apart what bytes do. */
const neededIn = (element: AST.Element): OneOf | null =>
  element.type === "CapturingGroup" || (element.type === "Group" && !element.modifiers)
    ? neededByOne(element.alternatives)
    : null;

const shortest = (texts: OneOf): number => Math.min(...texts.map(({ length }) => length));

/** What tells most: what is longest, in the worst case. */
const better = (a: OneOf | null, b: OneOf): OneOf =>
  a !== null && (shortest(a) > shortest(b) || (shortest(a) === shortest(b) && a.length <= b.length)) ? a : b;
