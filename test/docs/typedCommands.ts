import { commonOptions } from "../../src/cli/syntax/options.ts";
import type { Option, Syntax } from "../../src/cli/syntax/Syntax.ts";
import { verbSyntax } from "../../src/cli/syntax/verbSyntax.ts";
import { verbs } from "../../src/cli/verbs.ts";

/** Commands in blocks for a shell, and code in the text that begins with `sentinel `. */
const commandsIn = (page: string): ReadonlyArray<string> => {
  const blocks = [...page.matchAll(/^```(?:sh|console)\n([\s\S]*?)^```/gm)].map(([, text]) => text ?? "");
  const ofBlocks = blocks
    .flatMap((text) => text.replaceAll(/\\\n\s*/g, "").split("\n"))
    .map((line) => line.replace(/^\$ /, "").replace(/\s#\s.*$/, ""))
    .flatMap((line) => line.split(/ (?:&&|\|\||[|;{>]|2>&1) /));
  const outside = page.replaceAll(/^```[\s\S]*?^```/gm, "");
  const inText = [...outside.matchAll(/`((?:sudo )?sentinel [^`]*)`/g)].map(([, text]) => text ?? "");
  return [...ofBlocks, ...inText.flatMap((text) => text.split(" && "))].flatMap((command) => {
    const typed = /^(?:sudo )?sentinel (.*)$/.exec(command.trim())?.[1];
    return typed === undefined ? [] : [typed];
  });
};

/** The syntax of what is typed, with that of its subcommands. */
const optionsOf = (syntax: Syntax, words: ReadonlyArray<string>): ReadonlyArray<Option> => {
  const inner = words.flatMap((word) => {
    const { subcommands = {} } = syntax;
    return Object.hasOwn(subcommands, word) ? [subcommands[word] as Syntax] : [];
  });
  return [...(syntax.options ?? []), ...inner.flatMap((one) => optionsOf(one, words))];
};

const isKnown = (word: string, options: ReadonlyArray<Option>): boolean => {
  const name = word.replace(/=.*$/, "");
  return options.some((option) => `--${option.name}` === name || `-${option.short}` === name.slice(0, 2));
};

/** What is wrong with a typed command: a verb or an option that does not exist; null if all of it does. */
const problemOf = (typed: string): string | null => {
  const [verb = "", ...rest] = typed.split(/\s+/);
  // Options of all verbs may come first.
  if (verb.startsWith("-")) return null;
  if (!Object.hasOwn(verbs, verb)) return `there is no verb ${verb}`;
  const end = rest.indexOf("--");
  const words = end < 0 ? rest : rest.slice(0, end);
  const options = [...optionsOf(verbSyntax[verb] ?? {}, words), ...commonOptions];
  const wrong = words.find((word) => /^--?[a-z]/.test(word) && !isKnown(word, options));
  return wrong === undefined ? null : `${verb} has no option ${wrong}`;
};

/** The commands of a page that use a verb or an option that does not exist, each with what is wrong. */
export const wrongCommands = (page: string): ReadonlyArray<string> =>
  commandsIn(page).flatMap((typed) => {
    const problem = problemOf(typed);
    return problem === null ? [] : [`sentinel ${typed}: ${problem}`];
  });
