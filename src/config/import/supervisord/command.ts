import type { Located } from "../../diagnostics/located.ts";
import { wordsOf } from "../../read/service/commandLine.ts";
import type { Draft } from "../draft/draft.ts";
import { quoted } from "../draft/shellLine.ts";
import type { Outcome, Row } from "../table/row.ts";
import { requiredIn } from "../table/sentinelText.ts";
import { text } from "../table/values.ts";

/** The words as written, with their quotes. */
const rawWords = /(?:[^\s"'\\]|\\[\s\S]|"(?:[^"\\]|\\[\s\S])*"|'[^']*')+/g;

/**
 * A command whose variables are expanded before it is split into words, as in Supervisor: it becomes a string,
 * because Sentinel splits only strings. Words without variables are quoted, since Supervisor uses no shell.
 */
const splitLater = (line: string): string =>
  [...line.matchAll(rawWords)]
    .map(([word]) => (requiredIn(word).length > 0 ? word : quoted((wordsOf(word) ?? [word]).join(""))))
    .join(" ");

const putWords = (line: string, words: ReadonlyArray<string>, draft: Draft): Outcome => {
  if (requiredIn(line).length === 0) {
    draft.settings.set("command", words);
    return undefined;
  }
  draft.settings.set("command", splitLater(line));
  return {
    fidelity: "approximate",
    note: "variables are expanded when the tree is loaded, then the line is split into words; a value with shell characters, such as ; or *, is run by a shell",
  };
};

/** `command=`, which Supervisor runs without a shell. */
export const putCommand: NonNullable<Row["apply"]> = (value: Located, draft, { report }) => {
  const line = text(value);
  const words = wordsOf(line);
  if (words === null) report.error(value.at, "a quote in the command is not closed", "close it");
  else if (words.length === 0) report.error(value.at, "the command is empty", "write the command to run");
  else return putWords(line, words, draft);
  return undefined;
};
