import { commonOptions } from "../syntax/options.ts";
import type { Option, Syntax, Value } from "../syntax/Syntax.ts";

/** What can be typed where the cursor is. */
export type Place =
  /** An option, of those that are not there yet. */
  | { readonly kind: "option"; readonly options: ReadonlyArray<Option> }
  /** The value of an option, or an operand. `prefix`: what stands before it in the same word, such as `--tree=`. */
  | { readonly kind: "value"; readonly value: Value; readonly prefix: string }
  | { readonly kind: "subcommand"; readonly of: Syntax }
  /** A word of the command after `--`; 0 is the program. */
  | { readonly kind: "command"; readonly position: number }
  | { readonly kind: "nothing" };

/** The words before the cursor, as a verb would understand them. */
export interface Typed {
  /** The innermost subcommand. */
  readonly syntax: Syntax;
  readonly operands: ReadonlyArray<string>;
  /** The values of the options, by their long names; of an option without a value, "". */
  readonly options: ReadonlyMap<string, string>;
  /** The option whose value is expected next. */
  readonly pending: Option | null;
  /** The words after `--`; null: there was none. */
  readonly command: ReadonlyArray<string> | null;
}

const optionsOf = ({ options = [] }: Syntax): ReadonlyArray<Option> => [...options, ...commonOptions];

/** An option in a word, and its value if that is there. */
interface Given {
  readonly option: Option;
  readonly value: string | null;
}

/** The option of a word such as `--tree` or `--tree=shop`. */
const longOptionIn = (word: string, options: ReadonlyArray<Option>): ReadonlyArray<Given> => {
  const equals = word.indexOf("=");
  const name = word.slice(2, equals < 0 ? undefined : equals);
  return options
    .filter((one) => one.name === name)
    .map((option) => ({ option, value: equals < 0 ? null : word.slice(equals + 1) }));
};

/** The options of a word such as `-fn5`: the first that takes a value takes the rest of the word. */
const shortOptionsIn = (word: string, options: ReadonlyArray<Option>): ReadonlyArray<Given> => {
  const [letter, rest] = [word.slice(0, 1), word.slice(1)];
  const option = options.find(({ short }) => short === letter);
  if (!option || letter === "") return [];
  if (option.value) return [{ option, value: rest || null }];
  return [{ option, value: null }, ...shortOptionsIn(rest, options)];
};

/** The options of a word that begins with a hyphen, as far as the verb has them. */
const optionsIn = (word: string, syntax: Syntax): ReadonlyArray<Given> =>
  word.startsWith("--")
    ? longOptionIn(word, optionsOf(syntax))
    : shortOptionsIn(word.slice(1), optionsOf(syntax));

/** Read the words between `sentinel` and the cursor. */
export const readTyped = (words: ReadonlyArray<string>, root: Syntax): Typed => {
  let [syntax, pending]: [Syntax, Option | null] = [root, null];
  const operands: Array<string> = [];
  const options = new Map<string, string>();
  for (const [index, word] of words.entries()) {
    if (pending) {
      options.set(pending.name, word);
      pending = null;
    } else if (word === "--") {
      return { syntax, operands, options, pending, command: words.slice(index + 1) };
    } else if (word.startsWith("-") && word !== "-") {
      for (const { option, value } of optionsIn(word, syntax))
        if (option.value && value === null) pending = option;
        else options.set(option.name, value ?? "");
    } else {
      const inner: Syntax | undefined =
        operands.length === 0 && Object.hasOwn(syntax.subcommands ?? {}, word)
          ? syntax.subcommands?.[word]
          : undefined;
      if (inner) syntax = inner;
      else operands.push(word);
    }
  }
  return { syntax, operands, options, pending, command: null };
};

/** What can be typed after these words, to complete the current one. */
export const placeAfter = (
  { syntax, operands, options, pending, command }: Typed,
  current: string,
): Place => {
  if (pending?.value) return { kind: "value", value: pending.value, prefix: "" };
  if (command) return syntax.hasCommand ? { kind: "command", position: command.length } : { kind: "nothing" };
  if (current.startsWith("-")) {
    const [given] = current.includes("=") ? longOptionIn(current, optionsOf(syntax)) : [];
    if (given?.option.value && given.value !== null)
      return {
        ...{ kind: "value", value: given.option.value },
        prefix: current.slice(0, current.length - given.value.length),
      };
    return {
      kind: "option",
      options: optionsOf(syntax).filter(({ name, isRepeated }) => isRepeated || !options.has(name)),
    };
  }
  if (syntax.subcommands)
    return operands.length === 0 ? { kind: "subcommand", of: syntax } : { kind: "nothing" };
  const value = syntax.operands?.[operands.length] ?? syntax.repeated;
  return value ? { kind: "value", value, prefix: "" } : { kind: "nothing" };
};
