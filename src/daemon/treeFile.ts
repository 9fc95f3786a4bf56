import { dirname, resolve } from "node:path";
import { Either } from "effect";
import { configFiles } from "../adapters/node/files/configFiles.ts";
import { type FileSnapshot, SnapshotRecorder } from "../adapters/node/files/fileSnapshot.ts";
import { noFiles } from "../config/assemble/files.ts";
import type { ConfigError } from "../config/diagnostics/ConfigError.ts";
import { formatErrors } from "../config/diagnostics/formatErrors.ts";
import { limits } from "../config/diagnostics/limits.ts";
import { type Defaults, defaults, formerDefaults } from "../config/language/defaults.ts";
import { jsonSchemaText } from "../config/language/jsonSchema.ts";
import { type ParsedTree, parseTree, parseWithOrigins } from "../config/parseTree.ts";
import { declarationOf, originsOf } from "../config/print/declaration.ts";
import { childrenIn, emptyTree, withChild, withoutChildren } from "../config/print/managedFile.ts";
import { originsIn } from "../config/print/origins.ts";
import { printTree } from "../config/print/printTree.ts";
import type { TreeSpec } from "../domain/tree/ChildSpec.ts";
import type { TreeFile } from "../domain/tree/TreeFile.ts";

/** Selects a configuration. */
export interface ConfigFile {
  readonly file: string;
  readonly environment?: string;
}

/** Why there is no tree: the file can't be read, or it is invalid. */
type NoTree =
  | { readonly kind: "unreadable"; readonly message: string }
  | { readonly kind: "invalid"; readonly errors: ReadonlyArray<ConfigError> };

/** The tree that a file on disk describes, with all its includes. */
const readConfigFile = (
  { file, environment }: ConfigFile,
  visit?: (path: string) => void,
  meaning: Defaults = defaults,
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
        defaults: meaning,
        ...(environment === undefined ? {} : { environment }),
      }).pipe(Either.mapLeft((errors): NoTree => ({ kind: "invalid", errors }))),
    ),
  );
};

/** The file as the source of a revision; the same file in another environment is another source. */
const sourceOf = ({ file, environment }: ConfigFile): string =>
  environment === undefined ? resolve(file) : `${resolve(file)} --env ${environment}`;

/** How many mistakes are included in one line. */
const told = 3;

const brief = (errors: ReadonlyArray<ConfigError>): string => {
  const first = errors
    .slice(0, told)
    .map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
  const more = errors.length > told ? [`${errors.length - told} more`] : [];
  return [...first, ...more].join("; ");
};

/** The result of reading a file, and the files that were examined for it. */
export const readTreeFile = (
  config: ConfigFile,
): { readonly found: TreeFile; readonly traces: FileSnapshot } => {
  const tracer = new SnapshotRecorder();
  const read = readConfigFile(config, tracer.record);
  const source = sourceOf(config);
  const found: TreeFile = Either.match(read, {
    onRight: ({ tree }) => ({ kind: "valid", source, tree, formerly: () => formerly(config, tree) }),
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
  return { found, traces: tracer.snapshot };
};

/** The tree that the file meant in the previous version; if it has just become unreadable, the current one. */
const formerly = (config: ConfigFile, now: TreeSpec): TreeSpec =>
  Either.match(readConfigFile(config, undefined, formerDefaults), {
    onLeft: () => now,
    onRight: ({ tree }) => tree,
  });

/** The name in messages of a text that replaces the tree's file. */
const nameOfText = "sentinel.yaml";

/**
 * The tree that a text describes in place of the file; without `surroundings`, it has no other files and no variables.
 */
const readText = (
  { file, environment }: ConfigFile,
  text: string,
  surroundings: "used" | "unused",
): Either.Either<TreeSpec, ReadonlyArray<ConfigError>> =>
  parseTree(text, {
    file: nameOfText,
    directory: dirname(resolve(file)),
    variables: surroundings === "used" ? process.env : {},
    files: surroundings === "used" ? configFiles(limits.fileBytes) : noFiles,
    ...(environment === undefined ? {} : { environment }),
  });

/** The parts of the language that the command line and the API use; this file is a separate bundle. */
export const language = {
  read: readConfigFile,
  readText,
  declarationOf,
  originsOf,
  sourceOf,
  formatErrors,
  printTree,
  originsIn,
  schema: jsonSchemaText,
  ownFile: { childrenIn, emptyTree, withChild, withoutChildren },
};
