import { dirname, resolve } from "node:path";
import { Either } from "effect";
import { configFiles } from "./adapters/node/configFiles.ts";
import { Tracer, type Traces } from "./adapters/node/traces.ts";
import type { ConfigError } from "./config/ConfigError.ts";
import { formatErrors } from "./config/formatErrors.ts";
import { jsonSchemaText } from "./config/jsonSchema.ts";
import { limits } from "./config/limits.ts";
import { originsIn } from "./config/origins.ts";
import { type ParsedTree, parseWithOrigins } from "./config/parseTree.ts";
import { printTree } from "./config/printTree.ts";
import type { TreeFile } from "./domain/TreeFile.ts";

/** Which configuration is meant. */
export interface ConfigFile {
  readonly file: string;
  readonly environment?: string;
}

/** Why there is no tree: the file can't be had, or it is wrong. */
type NoTree =
  | { readonly kind: "unreadable"; readonly message: string }
  | { readonly kind: "invalid"; readonly errors: ReadonlyArray<ConfigError> };

/** The tree that a file on disk describes, with all that it includes. */
const readConfigFile = (
  { file, environment }: ConfigFile,
  visit?: (path: string) => void,
): Either.Either<ParsedTree, NoTree> => {
  const path = resolve(file);
  const files = configFiles(limits.fileBytes, visit);
  return files.read(path).pipe(
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

/** Which file it is, in the words of a revision; the same file in another environment is another source. */
const sourceOf = ({ file, environment }: ConfigFile): string =>
  environment === undefined ? resolve(file) : `${resolve(file)} --env ${environment}`;

/** How many mistakes are told in one line. */
const told = 3;

const brief = (errors: ReadonlyArray<ConfigError>): string => {
  const first = errors
    .slice(0, told)
    .map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
  const more = errors.length > told ? [`${errors.length - told} more`] : [];
  return [...first, ...more].join("; ");
};

/** What a file comes to, and what was looked at to find out. */
export const readTreeFile = (config: ConfigFile): { readonly found: TreeFile; readonly traces: Traces } => {
  const tracer = new Tracer();
  const read = readConfigFile(config, tracer.note);
  const source = sourceOf(config);
  const found: TreeFile = Either.match(read, {
    onRight: ({ tree }) => ({ kind: "valid", source, tree }),
    onLeft: (why) =>
      why.kind === "unreadable"
        ? { kind: "invalid", source, brief: why.message, full: why.message }
        : {
            kind: "invalid",
            source,
            brief: brief(why.errors),
            full: `${config.file} is not valid\n\n${formatErrors(why.errors)}`,
          },
  });
  return { found, traces: tracer.traces };
};

/** What the command line shows of the language; it loads this file as a bundle of its own. */
export const language = {
  read: readConfigFile,
  sourceOf,
  formatErrors,
  printTree,
  originsIn,
  schema: jsonSchemaText,
};
