import { Composer, type CST, type Document, Lexer, LineCounter, Parser } from "yaml";
import { limits } from "./limits.ts";
import { locate } from "./locate.ts";
import type { Located, Position, Source } from "./located.ts";
import { isFullOfBadEscapes, Patience } from "./patience.ts";
import type { Report } from "./report.ts";
import { yamlMistake } from "./yamlMistakes.ts";

/** Thrown through the parser, which would otherwise go as deep and as far as the text does. */
class TooMuch extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Tokens that may stand outside of lists and maps, any number of them. */
const atTop: ReadonlySet<string> = new Set([
  ...["document", "doc-end", "comment", "space", "newline", "byte-order-mark"],
]);

/** The parser's tokens, as long as they are neither too many nor nested too deep for those who walk them. */
function* tokensOf(text: string, lines: LineCounter): Generator<CST.Token> {
  const parser = new Parser(lines.addNewLine);
  const patience = new Patience();
  lines.addNewLine(0);
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    lexemes += 1;
    if (lexemes > limits.lexemes) throw new TooMuch("the file has too much in it", parser.offset);
    if (isFullOfBadEscapes(lexeme))
      throw new TooMuch("the text has too many escapes that mean nothing", parser.offset);
    patience.hear(lexeme);
    for (const token of parser.next(lexeme)) {
      if (!atTop.has(token.type)) patience.lose();
      yield token;
    }
    if (patience.isLost) break;
    // A collection and the item in it are two entries; the document is one more.
    if (parser.stack.length > 2 * limits.yamlDepth + 1)
      throw new TooMuch(`lists and maps are nested deeper than ${limits.yamlDepth} levels`, parser.offset);
  }
  yield* parser.end();
}

/** The first document of the text, and the offset of a second one if there is one. */
const firstDocument = (
  text: string,
  lines: LineCounter,
): { readonly first: Document.Parsed | undefined; readonly second: number | undefined } => {
  // The parser's own search for keys that stand twice takes quadratic time; `locate` looks for them.
  const composer = new Composer({ uniqueKeys: false, version: "1.2", logLevel: "silent" });
  const documents = composer.compose(tokensOf(text, lines), true, text.length);
  // The parser makes an error of each mistake; that each notes its stack would take most of the time.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    const first = documents.next().value ?? undefined;
    return { first, second: documents.next().value?.range[0] };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
};

/**
 * YAML text as values that know their place; null when it is not YAML, or more of it than is read
 * (`limits`). Keys that stand twice are errors.
 */
export const parseYaml = (text: string, report: Report, source?: Source): Located | null => {
  const lines = new LineCounter();
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { ...(source ? { source } : {}), line: Math.max(1, line), column: Math.max(1, col) };
  };
  try {
    const { first, second } = firstDocument(text, lines);
    const mistakes = [...(first?.errors ?? []), ...(first?.warnings ?? [])].slice(0, limits.errors);
    for (const { code, message, pos } of mistakes) {
      const said = yamlMistake(code, message);
      report.say(positionAt(pos[0]), said.message, said.hint);
    }
    if (second !== undefined) {
      const said = yamlMistake("MULTIPLE_DOCS", "a second document begins here");
      report.say(positionAt(second), said.message, said.hint);
    }
    if (mistakes.length > 0 || second !== undefined) return null;
    return locate(first?.contents ?? null, positionAt, report);
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
    report.say(positionAt(error.offset), error.message);
    return null;
  }
};
