import type { Command } from "../domain/ChildSpec.ts";

/** What only a shell can make sense of. `=` counts in the first word, where it sets a variable. */
const shellSyntax = /[|&;<>()$`*?[\]#~{}!\n]/;

/** Split into words as a shell would, with quotes and backslashes; null for a quote that is not closed. */
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
 * A command line as what is run: words for the kernel where that says it all, so that signals reach the
 * program itself; a line for `/bin/sh -c` as soon as it needs a shell. Null when it is empty.
 */
export const parseCommandLine = (text: string): Command | null => {
  if (text.trim() === "") return null;
  if (shellSyntax.test(text)) return { shell: text };
  const [program, ...rest] = wordsOf(text) ?? [];
  if (program === undefined || program.includes("=")) return { shell: text };
  return { argv: [program, ...rest] };
};
