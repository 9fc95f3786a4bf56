import { Either } from "effect";
import { root } from "../domain/tree/ChildPath.ts";
import type { TreeSpec } from "../domain/tree/ChildSpec.ts";
import { EnvFiles } from "./assemble/envFiles.ts";
import { environmentOverlay, withEnvironment } from "./assemble/environments.ts";
import { type Files, type NameOf, namedLike, noFiles, resolvePath } from "./assemble/files.ts";
import { Inclusion } from "./assemble/include.ts";
import { interpolate, type Variables } from "./assemble/interpolate.ts";
import { readSecrets, secretOf } from "./assemble/secrets.ts";
import { Templates } from "./assemble/templates.ts";
import type { ConfigError } from "./diagnostics/ConfigError.ts";
import { limits } from "./diagnostics/limits.ts";
import { entry, type LocatedMap, type Position, type Source, without } from "./diagnostics/located.ts";
import { makeReport, type Report } from "./diagnostics/report.ts";
import { decode } from "./language/decode.ts";
import { type Defaults, defaults } from "./language/defaults.ts";
import { outsideOfChildren } from "./language/knownKeys.ts";
import { partMeanings, TreeFile } from "./language/language.ts";
import { Dependencies } from "./read/dependencies.ts";
import { readShared } from "./read/job/calendars.ts";
import { provisionPart } from "./read/job/provision.ts";
import { reportQuota } from "./read/quota.ts";
import { readChildren } from "./read/readChildren.ts";
import { PortClaims } from "./read/service/ports.ts";
import { supervisedPart, supervisorPart } from "./read/supervised.ts";
import { mapAt } from "./yaml/mapAt.ts";

export interface ParseOptions {
  /** The file's name, for messages. */
  readonly file: string;
  /** Its absolute folder, against which relative paths are resolved. */
  readonly directory: string;
  /** The variables for `${VAR}`. */
  readonly variables: Variables;
  /** The overlay of `environments` to apply. */
  readonly environment?: string;
  /** Access to includes and env files; without it, there are none. */
  readonly files?: Files;
  /** The defaults of keys that are not declared; those of this version if not given. */
  readonly defaults?: Defaults;
}

/** A tree, and its effective file, with templates and variables expanded: it has the position of each value. */
export interface ParsedTree {
  readonly tree: TreeSpec;
  readonly effective: LocatedMap;
}

/** Parses YAML text to a tree that is ready to run, or to all its errors. */
export const parseTree = (
  text: string,
  options: ParseOptions,
): Either.Either<TreeSpec, ReadonlyArray<ConfigError>> =>
  Either.map(parseWithOrigins(text, options), ({ tree }) => tree);

/** The same, with the origins of all values. */
export const parseWithOrigins = (
  text: string,
  options: ParseOptions,
): Either.Either<ParsedTree, ReadonlyArray<ConfigError>> => {
  const report = makeReport(options.file, text);
  const parsed = new TreeParser(options, report).read(text);
  return parsed && report.errors().length === 0 ? Either.right(parsed) : Either.left(report.errors());
};

class TreeParser {
  readonly #options: ParseOptions;
  readonly #report: Report;
  readonly #files: Files;
  readonly #nameOf: NameOf;
  readonly #envFiles: EnvFiles;
  /** The number of further instances within the limit. */
  #remaining: number = limits.children;

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

  /** The variables of the file's `env_file`; those of the environment take precedence. */
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

  #reserveInstances(instances: number, at: Position): boolean {
    this.#remaining -= instances;
    if (this.#remaining < 0)
      this.#report.error(
        at,
        `the tree has more than ${limits.children} children`,
        "split it into several trees",
      );
    return this.#remaining >= 0;
  }

  #tree(whole: LocatedMap): ParsedTree | null {
    const report = this.#report;
    const file = decode(
      TreeFile,
      whole,
      outsideOfChildren("the file"),
      report,
      Object.keys(partMeanings).filter((part) => part !== "use"),
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
    const context = { strategy: "one_for_one", defaults: this.#options.defaults ?? defaults } as const;
    const supervisor = {
      ...supervisorPart(file ?? {}, context.defaults),
      ...provisionPart(file ?? {}, effective, report),
    };
    const dependencies = new Dependencies();
    const children = readChildren(entry(effective, "children"), supervisor, {
      report,
      path: root,
      supervisor: context,
      ports: new PortClaims(),
      dependencies,
      shared: readShared(file, whole, report),
      reserveInstances: (instances, at) => this.#reserveInstances(instances, at),
      envFiles: this.#envFiles,
      secretOf: (located, of) => secretOf(located, declared, secrets, of),
    });
    if (!whole.entries.has("children")) report.error(whole.at, "the tree has no children", "add `children:`");
    reportQuota(root, { ...supervisor, children }, effective, report);
    if (!file) return null;
    // The root has no parent, so that on_limit does not apply.
    const { retry_failed, pools } = file;
    const written = retry_failed === undefined ? {} : { retry_failed };
    const own = { ...supervisedPart("", written, "infinity", context), onLimit: null };
    const top = { ...own, ...supervisor, children, template: null };
    const declaredPools = pools === undefined || Object.keys(pools).length === 0 ? {} : { pools };
    return { tree: { name: file.name, root: dependencies.addedTo(top), ...declaredPools }, effective };
  }
}
