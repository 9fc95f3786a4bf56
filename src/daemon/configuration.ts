import { Effect, Either, Layer } from "effect";
import type { ConfigError } from "../config/diagnostics/ConfigError.ts";
import { keyInLine, serviceText } from "../config/print/serviceText.ts";
import { InvalidConfiguration, InvalidDeclaration } from "../domain/Errors.ts";
import { Configuration } from "../ports/home/Configuration.ts";
import { type ConfigFile, language } from "./treeFile.ts";

const notOneService = new InvalidDeclaration({
  mistakes: [
    {
      key: "",
      message: "only a single service can be declared here, without children and replicas",
      hint: null,
    },
  ],
});

/** The mistakes in a file without the lines that they are in, for a caller that may not read it: the lines contain the values of environment variables. */
const withoutLines = (errors: ReadonlyArray<ConfigError>): string =>
  errors.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`).join("\n");

/** The configuration language, with access to the files that the tree's file refers to. */
export const layer = ({ file, ...own }: ConfigFile): Layer.Layer<Configuration> => {
  const configFile = (environment = own.environment): ConfigFile =>
    environment === undefined ? { file } : { file, environment };
  return Layer.succeed(
    Configuration,
    Configuration.of({
      read: ({ text, environment, surroundings }) => {
        const meant = configFile(environment);
        return Either.mapLeft(
          language.readText(meant, text, surroundings),
          (errors) => new InvalidConfiguration({ message: language.formatErrors(errors), errors }),
        );
      },
      file: (environment) => {
        const meant = configFile(environment);
        return language.read(meant).pipe(
          Either.map(({ tree }) => ({ tree, source: language.sourceOf(meant) })),
          Either.mapLeft((why) =>
            why.kind === "unreadable"
              ? new InvalidConfiguration({ message: why.message, errors: [] })
              : new InvalidConfiguration({ message: withoutLines(why.errors), errors: why.errors }),
          ),
        );
      },
      service: (declared) =>
        Either.match(language.readText({ file }, serviceText(declared), "used"), {
          onLeft: (errors) =>
            new InvalidDeclaration({
              mistakes: errors.map(({ line, message, hint }) => ({
                ...{ key: keyInLine(declared, line), message, hint },
              })),
            }),
          onRight: ({ root }) => {
            const [spec] = root.children;
            return spec !== undefined && "command" in spec ? Effect.succeed(spec) : notOneService;
          },
        }),
      isInFile: (path) =>
        Effect.sync(() => {
          const inFile = Either.getOrNull(language.read({ file, ...own }));
          return inFile !== null && language.declarationOf(inFile.tree, path) !== null;
        }),
      print: (tree) => language.printTree(tree),
      declaration: (tree, path) =>
        Effect.sync(() => {
          const declaration = language.declarationOf(tree, path);
          if (declaration === null) return null;
          const inFile = Either.getOrNull(language.read({ file, ...own }));
          const isAsInFile =
            inFile !== null &&
            JSON.stringify(language.declarationOf(inFile.tree, path)) === JSON.stringify(declaration);
          const origins = isAsInFile
            ? language.originsOf(inFile.tree, path, language.originsIn(inFile.effective))
            : null;
          return { declaration, origins };
        }),
    }),
  );
};
