import { type AST, RegExpParser, RegExpSyntaxError } from "@eslint-community/regexpp";

/** At least one of these texts must occur. */
type AnyOf = ReadonlyArray<string>;

/** Searching for more is not worthwhile. */
const maxLiterals = 16;

/**
 * Texts of which at least one occurs in everything that a regular expression (without flags) matches; null if none is
 * known. The expression alone decides; this only rules out lines that can't match.
 */
export const requiredLiterals = (source: string): AnyOf | null => {
  try {
    return requiredByAny(new RegExpParser().parsePattern(source).alternatives);
  } catch (error) {
    // The parser supports one edition of the language, and Node may support another.
    if (error instanceof RegExpSyntaxError) return null;
    throw error;
  }
};

const requiredByAny = (alternatives: ReadonlyArray<AST.Alternative>): AnyOf | null => {
  const all = alternatives.map(requiredBy);
  const texts = all.flatMap((needed) => needed ?? []);
  return all.includes(null) || texts.length > maxLiterals ? null : texts;
};

/** Consecutive characters form one text; elements that are optional or have alternatives end it. */
const requiredBy = ({ elements }: AST.Alternative): AnyOf | null => {
  let best: AnyOf | null = null;
  let text = "";
  const complete = (other: AnyOf | null = null): void => {
    for (const found of [text === "" ? null : [text], other]) if (found) best = moreSelective(best, found);
    text = "";
  };
  for (const element of elements) {
    const once = element.type === "Quantifier" && element.min > 0 ? element.element : element;
    text += characterOf(once);
    if (characterOf(element) === "") complete(requiredIn(once));
  }
  complete();
  return best;
};

/** The character that an element matches; empty if it may match several, or if the bytes may differ. */
const characterOf = (element: AST.Element): string => {
  const character = element.type === "Character" ? String.fromCodePoint(element.value) : "";
  return isReplaced(character) ? "" : character;
};

/** Text decoded from UTF-8 may have these where the bytes are different. */
const isReplaced = (character: string): boolean => /[\ud800-\udfff\ufffd]/.test(character);

/** A group with its own flags, such as `(?i:a)`, may match other bytes. */
const requiredIn = (element: AST.Element): AnyOf | null =>
  element.type === "CapturingGroup" || (element.type === "Group" && !element.modifiers)
    ? requiredByAny(element.alternatives)
    : null;

const shortest = (texts: AnyOf): number => Math.min(...texts.map(({ length }) => length));

/** The more selective one: with the longer shortest text, or else with fewer texts. */
const moreSelective = (a: AnyOf | null, b: AnyOf): AnyOf =>
  a !== null && (shortest(a) > shortest(b) || (shortest(a) === shortest(b) && a.length <= b.length)) ? a : b;
