import { Either } from "effect";
import { nearest } from "../../policy/nearest.ts";
import { limits } from "../diagnostics/limits.ts";
import {
  directoryAt,
  emptyMap,
  entry,
  type LocatedMap,
  type LocatedScalar,
  type Position,
  placeOf,
  type Source,
  without,
  withValue,
} from "../diagnostics/located.ts";
import type { Report } from "../diagnostics/report.ts";
import { show } from "../diagnostics/show.ts";
import { toNewest } from "../language/version.ts";
import { merged } from "../yaml/merge.ts";
import { parseYaml } from "../yaml/parseYaml.ts";
import { type Files, folderOf, type NameOf, resolvePath } from "./files.ts";
import { interpolate, type Variables } from "./interpolate.ts";

/** The keys that an included file may have. */
const includable: ReadonlyArray<string> = [
  "include",
  "children",
  "templates",
  "defaults",
  "environments",
  "secrets",
  "version",
];

const isPattern = (name: string): boolean => /[*?]/.test(name);

/** As for env files: a `?` at the end of a name or pattern means that no such file need exist. */
const mayBeMissing = (value: LocatedScalar["value"]): boolean => String(value).endsWith("?");
const withoutMark = (value: LocatedScalar["value"]): string => String(value).replace(/\?$/, "");

/** The folder that contains all files of a pattern. */
const fixedFolder = (directory: string, pattern: string): string => {
  const parts = pattern.split("/");
  return resolvePath(directory, parts.slice(0, parts.findIndex(isPattern)).join("/"));
};

const lastPart = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** The number of names that are listed. */
const maxNamed = 5;

const someOf = (names: ReadonlyArray<string>): string =>
  names.length > maxNamed
    ? `${names.slice(0, maxNamed).join(", ")} and ${names.length - maxNamed} more`
    : names.join(", ");

/** Reads a file with all its includes. */
export class Inclusion {
  readonly #files: Files;
  readonly #nameOf: NameOf;
  readonly #report: Report;
  readonly #included = new Map<string, Position>();
  #characters = 0;

  constructor(files: Files, nameOf: NameOf, report: Report) {
    this.#files = files;
    this.#nameOf = nameOf;
    this.#report = report;
  }

  /** The text as a map in the newest version of the language; null if it is not a map. */
  parse(text: string, source: Source): LocatedMap | null {
    this.#characters += text.length;
    const parsed = parseYaml(text, this.#report, source);
    if (parsed === null || parsed.kind === "map") return parsed && toNewest(parsed, this.#report);
    const isEmpty = parsed.kind === "scalar" && parsed.value === null;
    this.#report.error(
      parsed.at,
      isEmpty ? "the file is empty" : "the file is not a map",
      source.namedAt ? "begin with `children:` or `templates:`" : "begin with `name:` and `children:`",
    );
    return null;
  }

  /**
   * A file joined with its includes: maps of children, templates and so on are joined, those of the includes first.
   * Variables are expanded, except those in `environments`.
   */
  withIncluded(file: LocatedMap, variables: Variables, via: ReadonlyArray<string>): LocatedMap {
    const environments = file.entries.get("environments");
    const filled = interpolate(without(file, "environments"), variables, this.#report);
    const own = filled.kind === "map" ? filled : emptyMap(file.at);
    const whole = environments ? withValue(own, "environments", environments.value) : own;
    const names = this.#named(entry(whole, "include"));
    const parts = names.flatMap((name) =>
      this.#matching(name).flatMap((path) => this.#load(path, name, variables, via)),
    );
    const joined = [...parts, without(whole, "include")].reduce((before, after) =>
      merged(before, after, this.#report),
    );
    return { ...joined, at: file.at };
  }

  #named(include: ReturnType<typeof entry>): ReadonlyArray<LocatedScalar> {
    const items = include?.kind === "list" ? include.items : include ? [include] : [];
    return items.flatMap((item) => {
      if (item.kind === "scalar" && typeof item.value === "string" && item.value !== "") return [item];
      this.#report.error(
        item.at,
        "include takes the name of a file, or a list of names",
        "write include: conf.d/*.yaml",
      );
      return [];
    });
  }

  #matching({ at, value }: LocatedScalar): ReadonlyArray<string> {
    const directory = directoryAt(at);
    const name = withoutMark(value);
    if (!isPattern(name)) return [resolvePath(directory, name)];
    const found = this.#files.glob(directory, name);
    if (found.length === 0 && !mayBeMissing(value)) {
      const folder = fixedFolder(directory, name);
      this.#report.error(
        at,
        `${show(name)} matches no file in ${this.#nameOf(folder)}`,
        `${this.#whatIsIn(folder)}correct the pattern, or append ? if it may match nothing`,
      );
    }
    return found;
  }

  /** A hint for a pattern that matches nothing: the files of its folder, or a folder with a similar name. */
  #whatIsIn(folder: string): string {
    const files = this.#files.glob(folder, "*").map(lastPart);
    if (files.length > 0) return `the folder has ${someOf(files)}: `;
    const beside = this.#files.glob(folderOf(folder), "*/*").map((path) => lastPart(folderOf(path)));
    const near = nearest(lastPart(folder), [...new Set(beside)]);
    return near === null ? "" : `there is a folder ${near}: `;
  }

  #load(
    path: string,
    { at, value }: LocatedScalar,
    variables: Variables,
    via: ReadonlyArray<string>,
  ): ReadonlyArray<LocatedMap> {
    const file = this.#nameOf(path);
    const refused = this.#refusal(path, via);
    this.#included.set(path, at);
    if (refused !== null) {
      this.#report.error(at, refused, "remove one of these includes");
      return [];
    }
    return Either.match(this.#files.read(path), {
      onLeft: (why) => {
        if (!mayBeMissing(value) || why !== "does not exist")
          this.#report.error(
            at,
            `the file ${file} ${why}`,
            "correct the name; it is relative to the folder of this file",
          );
        return [];
      },
      onRight: (text) => {
        const source = { file, directory: folderOf(path), text, namedAt: at };
        const parsed = this.parse(text, source);
        if (!parsed) return [];
        return [this.withIncluded(this.#asPart(parsed), variables, [...via, path])];
      },
    });
  }

  #refusal(path: string, via: ReadonlyArray<string>): string | null {
    if (via.includes(path)) {
      const circle = [...via.slice(via.indexOf(path)), path].map(this.#nameOf);
      return `the files include each other in a circle: ${circle.join(" → ")}`;
    }
    if (via.length >= limits.includeDepth)
      return `files include each other more than ${limits.includeDepth} deep`;
    const before = this.#included.get(path);
    if (before) return `the file ${this.#nameOf(path)} is already included at ${placeOf(before)}`;
    if (this.#included.size >= limits.files) return `the tree has more than ${limits.files} files`;
    if (this.#characters >= limits.totalCharacters)
      return "the files are too large: more than 4 MiB in total";
    return null;
  }

  /** An included file without the keys that only the main file may have. */
  #asPart(file: LocatedMap): LocatedMap {
    const others = [...file.entries].filter(([key]) => !includable.includes(key));
    for (const [key, { keyAt }] of others)
      this.#report.error(
        keyAt,
        `${key} is not allowed in an included file`,
        `write it in the main file; an included file can have ${includable.slice(0, -1).join(", ")}`,
      );
    return without(file, ...others.map(([key]) => key));
  }
}
