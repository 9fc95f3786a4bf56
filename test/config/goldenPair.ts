import { Either } from "effect";
import type { Files } from "../../src/config/assemble/files.ts";
import { formatErrors } from "../../src/config/diagnostics/formatErrors.ts";
import { parseWithOrigins } from "../../src/config/parseTree.ts";
import { originsIn } from "../../src/config/print/origins.ts";
import { printTree } from "../../src/config/print/printTree.ts";

/**
 * A golden pair is one file: what is read above the line of equals signs, what comes of it below. Further
 * files follow the first behind lines such as `-- conf.d/web.yaml --`. Lines that begin with `#!` say how it
 * is read: `#! environment production`, `#! set NAME=value`, `#! show everything`.
 */
const line = `\n${"=".repeat(40)}\n`;

const directory = "/srv/shop";

const filesIn = (input: string): ReadonlyMap<string, string> => {
  const [main = "", ...rest] = input.split(/^-- (\S+) --\n/m);
  const others = rest.flatMap((name, index) =>
    index % 2 === 0 ? [[name, rest[index + 1] ?? ""] as const] : [],
  );
  return new Map([["sentinel.yaml", main], ...others]);
};

/** A pattern of names in memory; the real one is the adapter's (test/files/configFiles.test.ts). */
const matches = (pattern: string, name: string): boolean =>
  new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", "[^/]*").replaceAll("?", "[^/]")}$`).test(
    name,
  );

const inMemory = (files: ReadonlyMap<string, string>): Files => {
  const at = (name: string): string => `${directory}/${name}`;
  return {
    read: (path) => {
      const found = [...files].find(([name]) => at(name) === path);
      return found ? Either.right(found[1]) : Either.left("does not exist");
    },
    glob: (folder, pattern) =>
      [...files.keys()]
        .map(at)
        .filter((path) => matches(`${folder}/${pattern}`, path))
        .sort(),
  };
};

const instructions = (input: string, verb: string): ReadonlyArray<string> =>
  [...input.matchAll(new RegExp(`^#! ${verb} (.*)$`, "gm"))].map(([, argument]) => argument ?? "");

/** The effective tree without what is so anyway. */
const withoutDefaults = (text: string): string => {
  const written = text.split("\n").filter((each) => !each.endsWith(" # default"));
  const indent = (each: string | undefined): number => each?.search(/\S/) ?? -1;
  const isEmptied = (each: string, index: number): boolean =>
    each.endsWith(":") && indent(written[index + 1]) <= indent(each);
  for (let index = written.length - 1; index >= 0; index -= 1)
    if (isEmptied(written[index] ?? "", index)) written.splice(index, 1);
  return written.join("\n");
};

/** The pair with what its upper part comes to now below it. */
export const goldenPair = (text: string): string => {
  const input = text.split(line)[0] ?? "";
  const files = filesIn(input.endsWith("\n") ? input : `${input}\n`);
  const [environment] = instructions(input, "environment");
  const parsed = parseWithOrigins(files.get("sentinel.yaml") ?? "", {
    file: "sentinel.yaml",
    directory,
    variables: Object.fromEntries(instructions(input, "set").map((each) => each.split(/=(.*)/s, 2))),
    files: inMemory(files),
    ...(environment === undefined ? {} : { environment }),
  });
  const result = Either.match(parsed, {
    onLeft: (errors) => `${formatErrors(errors)}\n`,
    onRight: ({ tree, effective }) => {
      const shown = printTree(tree, originsIn(effective));
      return instructions(input, "show").length > 0 ? shown : withoutDefaults(shown);
    },
  });
  return `${input}${line}${result}`;
};
