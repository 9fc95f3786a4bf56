import { Either } from "effect";
import { type Assignment, parseEnvFile } from "../domain/dotenv.ts";
import { type Files, folderOf, type NameOf, resolvePath } from "./files.ts";
import { directoryAt, type Located, type LocatedScalar, type Source } from "./located.ts";
import type { Report } from "./report.ts";

/** An env file that was named, and what it sets. */
interface NamedFile {
  readonly path: string;
  readonly assignments: ReadonlyArray<Assignment>;
}

const named = (located: Located | undefined): ReadonlyArray<LocatedScalar> => {
  const items = located?.kind === "list" ? located.items : located ? [located] : [];
  return items.filter((item) => item.kind === "scalar");
};

/** Reads env files, each once, and says what is wrong in them. */
export class EnvFiles {
  readonly #files: Files;
  readonly #nameOf: NameOf;
  readonly #read = new Map<string, ReadonlyArray<Assignment>>();

  constructor(files: Files, nameOf: NameOf) {
    this.#files = files;
    this.#nameOf = nameOf;
  }

  /** Those named by one value, or by a list, of a key; `?` at the end of a name: it may be missing. */
  namedBy(located: Located | undefined, report: Report): ReadonlyArray<NamedFile> {
    return named(located).flatMap((scalar) => {
      if (typeof scalar.value !== "string") return [];
      const name = scalar.value.replace(/\?$/, "");
      const path = resolvePath(directoryAt(scalar.at), name);
      const known = this.#read.get(path) ?? this.#load(path, scalar, report);
      if (known) this.#read.set(path, known);
      return known ? [{ path, assignments: known }] : [];
    });
  }

  #load(path: string, { at, value }: LocatedScalar, report: Report): ReadonlyArray<Assignment> | null {
    const file = this.#nameOf(path);
    return Either.match(this.#files.read(path), {
      onLeft: (why) => {
        const mayBeMissing = String(value).endsWith("?") && why === "does not exist";
        if (!mayBeMissing)
          report.say(
            at,
            `the env file ${file} ${why}`,
            "correct the name, or write ? after it if it may be missing",
          );
        return null;
      },
      onRight: (text) => {
        const source: Source = { file, directory: folderOf(path), text, namedAt: at };
        const { assignments, mistakes } = parseEnvFile(text);
        for (const { line, column, message, hint } of mistakes)
          report.say({ source, line, column }, message, hint);
        return assignments;
      },
    });
  }
}
