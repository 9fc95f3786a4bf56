import { Either } from "effect";
import type { ConfigError } from "../ConfigError.ts";
import type { TreeDraft } from "./draft.ts";
import type { Finding } from "./Finding.ts";

/** A file of the source. */
export interface Source {
  /** Its name, for messages. */
  readonly file: string;
  readonly text: string;
}

/** The accounts of the machine that imports: `sentinel.yaml` knows users and groups by number. */
export interface Accounts {
  readonly users: ReadonlyMap<string, { readonly uid: number; readonly home: string }>;
  readonly groups: ReadonlyMap<string, number>;
}

/** Everything that an import may depend on. Pure: files, accounts and processors come in here. */
export interface ImportRequest {
  readonly sources: readonly [Source, ...ReadonlyArray<Source>];
  /** Files beside the source that its own program would read too: drop-ins, `.env`, a timer's service. */
  readonly beside: ReadonlyArray<Source>;
  /** The absolute folder of the first source. */
  readonly directory: string;
  /** Name of the tree where the source has none. */
  readonly name: string;
  /** What a JavaScript source came to; its text is not read then. */
  readonly evaluated?: unknown;
  /** Variables of the environment that the script asked for; it was given none. */
  readonly unanswered?: ReadonlyArray<string>;
  readonly accounts: Accounts;
  readonly processors: number;
}

/** What an importer makes of a request: the tree, and what became of each key. */
export interface Imported {
  readonly tree: TreeDraft;
  readonly findings: ReadonlyArray<Finding>;
}

export type ImportResult = Either.Either<Imported, ReadonlyArray<ConfigError>>;

/** Errors that are told, and characters of their lines: nobody reads more at once. */
const mostErrors = 100;
const longestLine = 500;

/** A tree when nothing was wrong with the source, else everything that was, each said once. */
export const unlessWrong = (imported: Imported, errors: ReadonlyArray<ConfigError>): ImportResult => {
  const said = new Map<string, ConfigError>();
  for (const error of errors) {
    const { file, line, column, message, source } = error;
    said.set(`${file}:${line}:${column}: ${message}`, { ...error, source: source.slice(0, longestLine) });
    if (said.size === mostErrors) break;
  }
  return said.size > 0 ? Either.left([...said.values()]) : Either.right(imported);
};
