import type { Command } from "../../../domain/tree/Command.ts";
import { isShellWord } from "./shellWords.ts";

/** Characters that need a shell. `=` does in the first word, where it sets a variable. */
const shellSyntax = /[|&;<>()$`*?[\]#~{}!\n]/;

/** Splits a line into words as a shell does, with quotes and backslashes; null if a quote is not closed. */
export const wordsOf = (text: string): ReadonlyArray<string> | null => {
  const found: Array<string> = [];
  let word: string | null = null;
  let quote: string | null = null;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (quote === null && /\s/.test(character)) {
      if (word !== null) found.push(word);
      word = null;
    } else if (character === quote) {
      quote = null;
    } else if (quote === null && (character === "'" || character === '"')) {
      quote = character;
      word ??= "";
    } else if (character === "\\" && quote !== "'" && at + 1 < text.length) {
      at += 1;
      word = (word ?? "") + (text[at] ?? "");
    } else {
      word = (word ?? "") + character;
    }
  }
  if (quote !== null) return null;
  return word === null ? found : [...found, word];
};

/**
 * The command of a command line: a list of words if possible, so that signals reach the program itself; a line for
 * `/bin/sh -c` if it needs a shell, for its syntax, an assignment, or a first word that only a shell knows (`exec`, `cd`,
 * `if`). Null if it is empty.
 */
export const parseCommandLine = (text: string): Command | null => {
  if (text.trim() === "") return null;
  if (shellSyntax.test(text)) return { shell: text };
  const [program, ...rest] = wordsOf(text) ?? [];
  if (program === undefined || program.includes("=") || isShellWord(program)) return { shell: text };
  return { argv: [program, ...rest] };
};
