import { Either } from "effect";
import type { TreeSpec } from "../domain/ChildSpec.ts";
import { suggestion } from "../policy/nearest.ts";
import type { ConfigError } from "./ConfigError.ts";
import { interpolate } from "./interpolate.ts";
import { TreeFile } from "./language.ts";
import { entry, type Located, type LocatedMap, overlay, without } from "./located.ts";
import { parseYaml } from "./parseYaml.ts";
import { decode, knownKeys, readChildren, supervisedPart, supervisorPart } from "./readChild.ts";
import { makeReport, type Report } from "./report.ts";
import { expandChild } from "./templates.ts";

export interface ParseOptions {
  /** The file's name, for messages. */
  readonly file: string;
  /** Its absolute folder, where relative working directories start. */
  readonly directory: string;
  /** What `${VAR}` stands for. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Which of `environments` to lay over the file. */
  readonly environment?: string;
}

/** YAML text to a tree that is ready to run, or everything that is wrong with it. */
export const parseTree = (
  text: string,
  options: ParseOptions,
): Either.Either<TreeSpec, ReadonlyArray<ConfigError>> => {
  const report = makeReport(options.file, text);
  const parsed = parseYaml(text, report);
  const tree = parsed && readTree(parsed, options, report);
  return tree && report.errors().length === 0 ? Either.right(tree) : Either.left(report.errors());
};

const readTree = (parsed: Located, options: ParseOptions, report: Report): TreeSpec | null => {
  if (parsed.kind !== "map") {
    report.say(parsed.at, "the file is not a map", "begin with `version: 1`, `name:` and `children:`");
    return null;
  }
  const chosen = withEnvironment(parsed, options.environment, report);
  const whole = interpolate(without(chosen, "environments"), options.variables, report);
  if (whole.kind !== "map") return null;
  const file = decode(TreeFile, knownKeys(whole, Object.keys(TreeFile.fields), "the file", report), report);
  const templates = mapAt(whole, "templates", report);
  const defaults = mapAt(whole, "defaults", report);
  const expanded = expandChild(
    without(whole, "templates", "defaults", "version", "name"),
    templates,
    defaults,
    report,
  );
  const root = supervisorPart(file ?? {});
  const children = readChildren(entry(expanded, "children"), root, { report, directory: options.directory });
  if (!whole.entries.has("children")) report.say(whole.at, "the tree has no children", "add `children:`");
  return (
    file && {
      name: file.name,
      root: { ...supervisedPart("", {}, "infinity"), ...root, children, template: null },
    }
  );
};

const mapAt = (map: LocatedMap, key: string, report: Report): LocatedMap | undefined => {
  const value = entry(map, key);
  if (value === undefined || value.kind === "map") return value;
  report.say(value.at, `${key} is a map`, `write names with their keys below \`${key}:\``);
  return undefined;
};

/** The file with one of its environments laid over it. */
const withEnvironment = (file: LocatedMap, name: string | undefined, report: Report): LocatedMap => {
  if (name === undefined) return file;
  const environments = entry(file, "environments");
  const chosen = entry(environments, name);
  const known = environments?.kind === "map" ? [...environments.entries.keys()] : [];
  if (chosen === undefined) {
    report.say(environments?.at ?? file.at, `there is no environment "${name}"`, suggestion(name, known));
    return file;
  }
  const laid = overlay(file, chosen);
  return laid.kind === "map" ? laid : file;
};
