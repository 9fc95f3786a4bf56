import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { Effect, Either, Layer } from "effect";
import { configFiles } from "../adapters/node/files/configFiles.ts";
import { replaceContent, whyNotReplaced } from "../adapters/node/files/replaceContent.ts";
import { limits } from "../config/diagnostics/limits.ts";
import { FileChanged, FileNotWritten } from "../domain/Errors.ts";
import { describeError } from "../home/folders.ts";
import { OwnFile, type OwnFileNow } from "../ports/home/OwnFile.ts";
import { type ConfigFile, language } from "./treeFile.ts";

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

const notWritten = (path: string, why: string): FileNotWritten =>
  new FileNotWritten({ message: `${path} can't be written: it ${why}; change it on the machine itself` });

/** Why the file can't be written; null: it can. */
const obstacleTo = (path: string): string | null => {
  try {
    return whyNotReplaced(path);
  } catch (error) {
    return `can't be replaced: ${describeError(error)}`;
  }
};

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** The files that are read with it, whether or not the text is valid. */
const includesOf = (config: ConfigFile, path: string): ReadonlyArray<string> => {
  const visited = new Set<string>();
  language.read(config, (one) => visited.add(resolve(one)));
  visited.delete(path);
  return [...visited].filter(isFile);
};

/** The file that a daemon was started with. */
export const layer = ({ file, environment }: ConfigFile): Layer.Layer<OwnFile> => {
  const path = resolve(file);
  const config: ConfigFile = environment === undefined ? { file } : { file, environment };
  const textNow = () => configFiles(limits.fileBytes).read(path);

  const read = (): OwnFileNow => {
    const found = textNow();
    const text = Either.getOrNull(found);
    return {
      ...{ path, text, environment: environment ?? null },
      hash: text === null ? null : hashOf(text),
      problem: Either.isLeft(found) ? `${path} ${found.left}` : null,
      includes: includesOf(config, path),
      obstacle: obstacleTo(path),
    };
  };

  const check = (expected: ReadonlyArray<string> | null) =>
    Effect.suspend((): Effect.Effect<void, FileChanged | FileNotWritten> => {
      const found = textNow();
      if (Either.isLeft(found))
        return expected === null
          ? notWritten(path, found.left)
          : new FileChanged({
              current: null,
              message: `${path} ${found.left}, so it has changed since it was read`,
            });
      const current = hashOf(found.right);
      if (expected !== null && !expected.includes(current))
        return new FileChanged({ current, message: `${path} has changed since it was read` });
      const obstacle = obstacleTo(path);
      return obstacle === null ? Effect.void : notWritten(path, obstacle);
    });

  return Layer.succeed(
    OwnFile,
    OwnFile.of({
      read: Effect.sync(read),
      source: (other = environment) =>
        language.sourceOf(other === undefined ? { file } : { file, environment: other }),
      check,
      write: ({ text, expected }) =>
        Effect.zipRight(
          check(expected),
          Effect.try({
            try: () => {
              if (Either.getOrNull(textNow()) !== text) replaceContent(path, text);
              return hashOf(text);
            },
            catch: (error) => notWritten(path, `can't be replaced: ${describeError(error)}`),
          }),
        ),
    }),
  );
};
