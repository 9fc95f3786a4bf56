import type { Syntax, Value } from "../syntax/Syntax.ts";
import { verbSyntax } from "../syntax/verbSyntax.ts";
import { printable } from "../terminal/printable.ts";
import type { Verb } from "../verb.ts";
import { type Place, placeAfter, readTyped, type Typed } from "./place.ts";

/** A word that completes the current one. */
export interface Candidate {
  readonly word: string;
  readonly description: string;
}

/** What a shell needs to complete a word. */
interface Completion {
  /** What the shell completes by itself. */
  readonly byShell: "nothing" | "files" | "folders" | "commands";
  readonly candidates: ReadonlyArray<Candidate>;
}

/** The first sentence of a summary. */
const firstSentence = (summary: string): string =>
  (summary.replaceAll("\n", " ").split(/[.:;](?= |$)/)[0] ?? "").trim();

/** The verbs as subcommands of `sentinel`. */
const rootOf = (verbs: Readonly<Record<string, Verb>>): Syntax => ({
  subcommands: Object.fromEntries(
    Object.entries(verbs).map(([name, { summary }]) => [
      name,
      { ...verbSyntax[name], description: firstSentence(summary) },
    ]),
  ),
});

const nothing: Completion = { byShell: "nothing", candidates: [] };

const ofSubcommands = ({ subcommands = {} }: Syntax): ReadonlyArray<Candidate> =>
  Object.entries(subcommands).map(([word, { description }]) => ({ word, description }));

const ofValue = async ({ from }: Value, typed: Typed, current: string, root: Syntax): Promise<Completion> => {
  if (typeof from !== "string")
    return { byShell: "nothing", candidates: from.map((word) => ({ word, description: "" })) };
  if (from === "files" || from === "folders" || from === "commands") return { byShell: from, candidates: [] };
  if (from === "verbs") return { byShell: "nothing", candidates: ofSubcommands(root) };
  const { knownValues } = await import("./knownValues.ts");
  const known = await knownValues(from, typed, current);
  return { byShell: "nothing", candidates: known.filter(({ word }) => !typed.operands.includes(word)) };
};

const at = async (place: Place, typed: Typed, current: string, root: Syntax): Promise<Completion> => {
  switch (place.kind) {
    case "nothing":
      return nothing;
    case "subcommand":
      return { byShell: "nothing", candidates: ofSubcommands(place.of) };
    case "command":
      return { byShell: place.position === 0 ? "commands" : "files", candidates: [] };
    case "option":
      return {
        byShell: "nothing",
        candidates: place.options.map(({ name, description }) => ({ word: `--${name}`, description })),
      };
    case "value": {
      const { prefix } = place;
      const found = await ofValue(place.value, typed, current.slice(prefix.length), root);
      return {
        ...found,
        candidates: found.candidates.map(({ word, description }) => ({ word: prefix + word, description })),
      };
    }
  }
};

/** What completes the last of these words; they begin after `sentinel`. */
const completionOf = (
  words: ReadonlyArray<string>,
  verbs: Readonly<Record<string, Verb>>,
): Promise<Completion> => {
  const root = rootOf(verbs);
  const current = words.at(-1) ?? "";
  const typed = readTyped(words.slice(0, -1), root);
  return at(placeAfter(typed, current), typed, current, root);
};

/**
 * The same as the completions for the shells read it: a line with what the shell completes by itself, then a line for
 * each candidate, with its description after a tab.
 */
export const completionLines = async (
  words: ReadonlyArray<string>,
  verbs: Readonly<Record<string, Verb>>,
): Promise<ReadonlyArray<string>> => {
  const { byShell, candidates } = await completionOf(words, verbs);
  const lines = candidates
    // A shell would not get it back as it is.
    .filter(({ word }) => word !== "" && word === printable(word))
    .map(({ word, description }) => `${word}\t${printable(description)}`);
  return [byShell, ...lines];
};
