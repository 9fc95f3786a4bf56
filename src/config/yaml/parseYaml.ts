import { Composer, type CST, type Document, Lexer, LineCounter, Parser } from "yaml";
import { limits } from "../diagnostics/limits.ts";
import type { Located, Position, Source } from "../diagnostics/located.ts";
import type { Report } from "../diagnostics/report.ts";
import { ErrorBudget, isFullOfBadEscapes } from "./errorBudget.ts";
import { locate } from "./locate.ts";
import { yamlMistake } from "./yamlMistakes.ts";

/** Thrown through the parser, which has no limits of its own. */
class LimitExceeded extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Tokens that may occur any number of times outside of lists and maps. */
const topLevelTokens: ReadonlySet<string> = new Set([
  ...["document", "doc-end", "comment", "space", "newline", "byte-order-mark"],
]);

/** The parser's tokens, up to the limits on their number and nesting. */
function* tokensOf(text: string, lines: LineCounter): Generator<CST.Token> {
  const parser = new Parser(lines.addNewLine);
  const budget = new ErrorBudget();
  lines.addNewLine(0);
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    lexemes += 1;
    if (lexemes > limits.lexemes)
      throw new LimitExceeded("the file has too many words and symbols", parser.offset);
    if (isFullOfBadEscapes(lexeme))
      throw new LimitExceeded("the text has too many invalid escapes", parser.offset);
    budget.observe(lexeme);
    for (const token of parser.next(lexeme)) {
      if (!topLevelTokens.has(token.type)) budget.spend();
      yield token;
    }
    if (budget.isExhausted) break;
    // A collection and the item in it are two entries, and the document is one more.
    if (parser.stack.length > 2 * limits.yamlDepth + 1)
      throw new LimitExceeded(
        `lists and maps are nested deeper than ${limits.yamlDepth} levels`,
        parser.offset,
      );
  }
  yield* parser.end();
}

/** The first document of the text, and the offset of a second one if there is one. */
const firstDocument = (
  text: string,
  lines: LineCounter,
): { readonly first: Document.Parsed | undefined; readonly second: number | undefined } => {
  // The parser's own check for duplicate keys takes quadratic time; `locate` does it instead.
  const composer = new Composer({ uniqueKeys: false, version: "1.2", logLevel: "silent" });
  const documents = composer.compose(tokensOf(text, lines), true, text.length);
  // The parser creates an error for each mistake; recording their stacks would take most of the time.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    const first = documents.next().value ?? undefined;
    return { first, second: documents.next().value?.range[0] };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
};

/** YAML text as located values; null if it is not valid or exceeds the limits. Duplicate keys are errors. */
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
      const mistake = yamlMistake(code, message);
      report.error(positionAt(pos[0]), mistake.message, mistake.hint);
    }
    if (second !== undefined) {
      const mistake = yamlMistake("MULTIPLE_DOCS", "a second document begins here");
      report.error(positionAt(second), mistake.message, mistake.hint);
    }
    if (mistakes.length > 0 || second !== undefined) return null;
    return locate(first?.contents ?? null, positionAt, report);
  } catch (error) {
    if (!(error instanceof LimitExceeded)) throw error;
    report.error(positionAt(error.offset), error.message);
    return null;
  }
};
