import { Either } from "effect";
import { directoryAt, type Located, type LocatedScalar, type Source } from "../diagnostics/located.ts";
import type { Report } from "../diagnostics/report.ts";
import { type Assignment, parseEnvFile } from "../read/service/parseEnvFile.ts";
import { type Files, folderOf, type NameOf, resolvePath } from "./files.ts";

/** An env file, and its variables. */
interface NamedFile {
  readonly path: string;
  readonly assignments: ReadonlyArray<Assignment>;
}

const named = (located: Located | undefined): ReadonlyArray<LocatedScalar> => {
  const items = located?.kind === "list" ? located.items : located ? [located] : [];
  return items.filter((item) => item.kind === "scalar");
};

/** Reads env files, each once, and reports their errors. */
export class EnvFiles {
  readonly #files: Files;
  readonly #nameOf: NameOf;
  readonly #read = new Map<string, ReadonlyArray<Assignment>>();

  constructor(files: Files, nameOf: NameOf) {
    this.#files = files;
    this.#nameOf = nameOf;
  }

  /** The env files that the value of a key names, alone or in a list; a file with `?` at the end may be missing. */
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
          report.error(
            at,
            `the env file ${file} ${why}`,
            "correct the name, or append ? if the file may be missing",
          );
        return null;
      },
      onRight: (text) => {
        const source: Source = { file, directory: folderOf(path), text, namedAt: at };
        const { assignments, mistakes } = parseEnvFile(text);
        for (const { line, column, message, hint } of mistakes)
          report.error({ source, line, column }, message, hint);
        return assignments;
      },
    });
  }
}
