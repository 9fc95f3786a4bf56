import { Either } from "effect";
import { root } from "../domain/ChildPath.ts";
import type { TreeSpec } from "../domain/ChildSpec.ts";
import type { ConfigError } from "./ConfigError.ts";
import { decode } from "./decode.ts";
import { EnvFiles } from "./envFiles.ts";
import { environmentOverlay, withEnvironment } from "./environments.ts";
import { type Files, type NameOf, namedLike, noFiles, resolvePath } from "./files.ts";
import { Inclusion } from "./include.ts";
import { interpolate, type Variables } from "./interpolate.ts";
import { parts, TreeFile } from "./language.ts";
import { limits } from "./limits.ts";
import { entry, type LocatedMap, type Position, type Source, without } from "./located.ts";
import { mapAt } from "./mapAt.ts";
import { readChildren } from "./readChild.ts";
import { makeReport, type Report } from "./report.ts";
import { readSecrets, secretOf } from "./secrets.ts";
import { supervisedPart, supervisorPart } from "./supervised.ts";
import { Templates } from "./templates.ts";

export interface ParseOptions {
  /** The file's name, for messages. */
  readonly file: string;
  /** Its absolute folder, where relative paths in it start. */
  readonly directory: string;
  /** What `${VAR}` stands for. */
  readonly variables: Variables;
  /** Which of `environments` to lay over the file. */
  readonly environment?: string;
  /** Where includes and env files come from; without it, there are none. */
  readonly files?: Files;
}

/** A tree, and the file that it came from with everything filled in: where each value was written. */
export interface ParsedTree {
  readonly tree: TreeSpec;
  readonly effective: LocatedMap;
}

/** YAML text to a tree that is ready to run, or everything that is wrong with it. */
export const parseTree = (
  text: string,
  options: ParseOptions,
): Either.Either<TreeSpec, ReadonlyArray<ConfigError>> =>
  Either.map(parseWithOrigins(text, options), ({ tree }) => tree);

/** The same, with where everything comes from. */
export const parseWithOrigins = (
  text: string,
  options: ParseOptions,
): Either.Either<ParsedTree, ReadonlyArray<ConfigError>> => {
  const report = makeReport(options.file, text);
  const parsed = new Reading(options, report).read(text);
  return parsed && report.errors().length === 0 ? Either.right(parsed) : Either.left(report.errors());
};

class Reading {
  readonly #options: ParseOptions;
  readonly #report: Report;
  readonly #files: Files;
  readonly #nameOf: NameOf;
  readonly #envFiles: EnvFiles;
  /** For how many more instances there is room. */
  #places: number = limits.children;

  constructor(options: ParseOptions, report: Report) {
    this.#options = options;
    this.#report = report;
    this.#files = options.files ?? noFiles;
    this.#nameOf = namedLike(options.file, options.directory);
    this.#envFiles = new EnvFiles(this.#files, this.#nameOf);
  }

  read(text: string): ParsedTree | null {
    const { file, directory } = this.#options;
    const source: Source = { file, directory, text, namedAt: null };
    const inclusion = new Inclusion(this.#files, this.#nameOf, this.#report);
    const parsed = inclusion.parse(text, source);
    if (!parsed) return null;
    const variables = this.#variablesOf(parsed);
    const path = resolvePath(directory, file.slice(file.lastIndexOf("/") + 1));
    const joined = inclusion.withIncluded(parsed, variables, [path]);
    return this.#tree(this.#inEnvironment(joined, variables));
  }

  /** The variables of the env files that the file names, under those of the environment. */
  #variablesOf(file: LocatedMap): Variables {
    const { variables } = this.#options;
    const written = entry(file, "env_file");
    if (!written) return variables;
    const named = this.#envFiles.namedBy(interpolate(written, variables, this.#report), this.#report);
    const fromFiles = named.flatMap(({ assignments }) =>
      assignments.map(({ key, value }) => [key, value] as const),
    );
    const set = Object.entries(variables).filter(([, value]) => value !== undefined);
    return Object.fromEntries([...fromFiles, ...set]);
  }

  #inEnvironment(file: LocatedMap, variables: Variables): LocatedMap {
    const { environment } = this.#options;
    const chosen = environmentOverlay(file, environment, this.#report);
    const base = without(file, "environments", "env_file");
    if (!chosen || environment === undefined) return base;
    const filled = interpolate(chosen, variables, this.#report);
    return filled.kind === "map" ? withEnvironment(base, filled, environment) : base;
  }

  #takePlaces(instances: number, at: Position): boolean {
    this.#places -= instances;
    if (this.#places < 0)
      this.#report.say(
        at,
        `the tree has more than ${limits.children} children`,
        "split it into several trees",
      );
    return this.#places >= 0;
  }

  #tree(whole: LocatedMap): ParsedTree | null {
    const report = this.#report;
    const file = decode(
      TreeFile,
      whole,
      "the file",
      report,
      Object.keys(parts).filter((part) => part !== "use"),
    );
    const templates = new Templates(
      mapAt(whole, "templates", report),
      mapAt(whole, "defaults", report),
      report,
    );
    const effective = templates.expandChildren(without(whole, "templates", "defaults", "secrets"));
    templates.checkUnused();
    const declared = mapAt(whole, "secrets", report);
    const secrets = readSecrets(declared, report);
    const supervisor = supervisorPart(file ?? {});
    const children = readChildren(entry(effective, "children"), supervisor, {
      report,
      path: root,
      takePlaces: (instances, at) => this.#takePlaces(instances, at),
      envFiles: this.#envFiles,
      secretOf: (located, of) => secretOf(located, declared, secrets, of),
    });
    if (!whole.entries.has("children")) report.say(whole.at, "the tree has no children", "add `children:`");
    if (!file) return null;
    const top = { ...supervisedPart("", {}, "infinity"), ...supervisor, children, template: null };
    return { tree: { name: file.name, root: top }, effective };
  }
}
