import { dirname, resolve } from "node:path";
import { Either } from "effect";
import { glob, readText } from "./adapters/node/configFiles.ts";
import type { ConfigError } from "./config/ConfigError.ts";
import type { Files } from "./config/files.ts";
import { formatErrors } from "./config/formatErrors.ts";
import { jsonSchemaText } from "./config/jsonSchema.ts";
import { limits } from "./config/limits.ts";
import { originsIn } from "./config/origins.ts";
import { type ParsedTree, parseWithOrigins } from "./config/parseTree.ts";
import { printTree } from "./config/printTree.ts";

/** Which configuration is meant. */
export interface ConfigFile {
  readonly file: string;
  readonly environment?: string;
}

/** Why there is no tree: the file can't be had, or it is wrong. */
export type NoTree =
  | { readonly kind: "unreadable"; readonly message: string }
  | { readonly kind: "invalid"; readonly errors: ReadonlyArray<ConfigError> };

const files: Files = { read: (path) => readText(path, limits.fileBytes), glob };

/** The tree that a file on disk describes, with all that it includes. */
export const readConfigFile = ({ file, environment }: ConfigFile): Either.Either<ParsedTree, NoTree> => {
  const path = resolve(file);
  return readText(path, limits.fileBytes).pipe(
    Either.mapLeft(
      (why): NoTree => ({ kind: "unreadable", message: `the file ${file} ${why}; name another with -f` }),
    ),
    Either.flatMap((text) =>
      parseWithOrigins(text, {
        file,
        directory: dirname(path),
        variables: process.env,
        files,
        ...(environment === undefined ? {} : { environment }),
      }).pipe(Either.mapLeft((errors): NoTree => ({ kind: "invalid", errors }))),
    ),
  );
};

/** What the command line shows of the language; it loads this file as a bundle of its own. */
export const language = { read: readConfigFile, formatErrors, printTree, originsIn, schema: jsonSchemaText };
