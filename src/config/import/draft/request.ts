import { Either } from "effect";
import type { Variables } from "../../assemble/interpolate.ts";
import type { ConfigError } from "../../diagnostics/ConfigError.ts";
import type { TreeDraft } from "./draft.ts";
import type { Finding } from "./Finding.ts";

/** A file of the source. */
export interface Source {
  /** Its name, for messages. */
  readonly file: string;
  readonly text: string;
  /** Its absolute folder, if that is not the request's. */
  readonly directory?: string;
}

/** The users and groups of the importing machine: the result contains their numbers. */
export interface OsUsers {
  readonly users: ReadonlyMap<string, { readonly uid: number; readonly home: string }>;
  readonly groups: ReadonlyMap<string, number>;
}

/** What a script read besides its own code. */
export interface EnvironmentUse {
  /** The environment variables that it read; they were all unset. */
  readonly variables: ReadonlyArray<string>;
  /** Whether it read the environment as a whole, as `{ ...process.env }` does. */
  readonly wholeEnvironment: boolean;
  /** The env files that it loaded with dotenv, as it named them. */
  readonly envFiles: ReadonlyArray<string>;
}

/** Where the result will be loaded, to check whether it is valid there. */
export interface Place {
  readonly directory: string;
  readonly variables: Variables;
  /** The text of a file by its absolute path, or why it can't be read, to complete the sentence "NAME …". */
  readonly read: (path: string) => { readonly text: string } | { readonly why: string };
}

/** Everything that an import depends on. Importers are pure: files, users and processors are passed in here. */
export interface ImportRequest {
  readonly sources: readonly [Source, ...ReadonlyArray<Source>];
  /** Further files that the source's own program would read: drop-ins, `.env`, a timer's service. */
  readonly beside: ReadonlyArray<Source>;
  /** The absolute folder of the first source. */
  readonly directory: string;
  /** The name of the tree if the source has none. */
  readonly name: string;
  /** The value of a JavaScript source; its text is not read then. */
  readonly evaluated?: unknown;
  /** What that source read from its environment. */
  readonly asked?: EnvironmentUse;
  readonly osUsers: OsUsers;
  /** The time zone of the machine, in which its schedulers count. */
  readonly timezone: string;
  readonly processors: number;
  readonly place: Place;
}

/** The result of an importer: the tree, and a finding for each key. */
export interface Imported {
  readonly tree: TreeDraft;
  readonly findings: ReadonlyArray<Finding>;
}

export type ImportResult = Either.Either<Imported, ReadonlyArray<ConfigError>>;

/** The limits of reported errors and of the source lines in them. */
const maxErrors = 100;
const maxLineLength = 500;

/** The result if there are no errors, else the distinct errors. */
export const resultUnlessErrors = (imported: Imported, errors: ReadonlyArray<ConfigError>): ImportResult => {
  const unique = new Map<string, ConfigError>();
  for (const error of errors) {
    const { file, line, column, message, source } = error;
    unique.set(`${file}:${line}:${column}: ${message}`, { ...error, source: source.slice(0, maxLineLength) });
    if (unique.size === maxErrors) break;
  }
  return unique.size > 0 ? Either.left([...unique.values()]) : Either.right(imported);
};
