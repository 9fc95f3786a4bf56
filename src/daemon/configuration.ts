import { Effect, Either, Layer } from "effect";
import { InvalidConfiguration } from "../domain/Errors.ts";
import { Configuration } from "../ports/Configuration.ts";
import { type ConfigFile, language } from "./treeFile.ts";

/** The language, with the files around the tree's file. */
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
              : new InvalidConfiguration({ message: language.formatErrors(why.errors), errors: why.errors }),
          ),
        );
      },
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
