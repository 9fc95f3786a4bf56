import { Either } from "effect";
import { type Files, folderOf, type NameOf, resolvePath } from "./files.ts";
import { interpolate, type Variables } from "./interpolate.ts";
import { limits } from "./limits.ts";
import {
  directoryAt,
  emptyMap,
  entry,
  type LocatedMap,
  type LocatedScalar,
  type Position,
  type Source,
  without,
  withValue,
} from "./located.ts";
import { merged } from "./merge.ts";
import { parseYaml } from "./parseYaml.ts";
import type { Report } from "./report.ts";
import { toNewest } from "./version.ts";

/** What a file that another one includes may hold. */
const includable: ReadonlyArray<string> = [
  "include",
  "children",
  "templates",
  "defaults",
  "environments",
  "secrets",
  "version",
];

/** Reads a file with all that it includes. */
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

  /** The text as a map of the newest version of the language; null when it is none. */
  parse(text: string, source: Source): LocatedMap | null {
    this.#characters += text.length;
    const parsed = parseYaml(text, this.#report, source);
    if (parsed === null || parsed.kind === "map") return parsed && toNewest(parsed, this.#report);
    const isEmpty = parsed.kind === "scalar" && parsed.value === null;
    this.#report.say(
      parsed.at,
      isEmpty ? "the file is empty" : "the file is not a map",
      source.namedAt ? "begin with `children:` or `templates:`" : "begin with `name:` and `children:`",
    );
    return null;
  }

  /**
   * A file together with those that it includes: maps of children, templates and so on are joined, those of
   * the included files first. Variables are filled in, but for those in `environments`.
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
      this.#report.say(
        item.at,
        "include takes the name of a file, or a list of names",
        "write include: conf.d/*.yaml",
      );
      return [];
    });
  }

  #matching({ at, value }: LocatedScalar): ReadonlyArray<string> {
    const directory = directoryAt(at);
    const name = String(value);
    return /[*?]/.test(name) ? this.#files.glob(directory, name) : [resolvePath(directory, name)];
  }

  #load(
    path: string,
    { at }: LocatedScalar,
    variables: Variables,
    via: ReadonlyArray<string>,
  ): ReadonlyArray<LocatedMap> {
    const file = this.#nameOf(path);
    const refused = this.#refusal(path, via);
    this.#included.set(path, at);
    if (refused !== null) {
      this.#report.say(at, refused, "remove one of these includes");
      return [];
    }
    return Either.match(this.#files.read(path), {
      onLeft: (why) => {
        this.#report.say(at, `the file ${file} ${why}`, "correct the name, from the folder of this file");
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

  #nameAt({ source, line, column }: Position): string {
    return `${source?.file ?? ""}:${line}:${column}`;
  }

  #refusal(path: string, via: ReadonlyArray<string>): string | null {
    if (via.includes(path)) {
      const circle = [...via.slice(via.indexOf(path)), path].map(this.#nameOf);
      return `the files include each other in a circle: ${circle.join(" → ")}`;
    }
    if (via.length >= limits.includeDepth)
      return `files include each other more than ${limits.includeDepth} deep`;
    const before = this.#included.get(path);
    if (before) return `the file ${this.#nameOf(path)} is already included at ${this.#nameAt(before)}`;
    if (this.#included.size >= limits.files) return `the tree is made of more than ${limits.files} files`;
    if (this.#characters >= limits.totalCharacters)
      return "the files are too large together: more than 4 MiB";
    return null;
  }

  /** An included file without what only the first file may say. */
  #asPart(file: LocatedMap): LocatedMap {
    const others = [...file.entries].filter(([key]) => !includable.includes(key));
    for (const [key, { keyAt }] of others)
      this.#report.say(
        keyAt,
        `${key} has no meaning in a file that is included`,
        `write it in the file that includes this one; here stand ${includable.slice(0, -1).join(", ")}`,
      );
    return without(file, ...others.map(([key]) => key));
  }
}
