import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Either } from "effect";
import { describe, expect, it } from "vitest";
import type { ConfigError } from "../../src/config/diagnostics/ConfigError.ts";
import { formatErrors } from "../../src/config/diagnostics/formatErrors.ts";
import { parseTree } from "../../src/config/parseTree.ts";
import { readSettings } from "../../src/config/settings/readSettings.ts";
import { wrongCommands } from "./typedCommands.ts";

const root = join(import.meta.dirname, "../..");
/** Those in these folders are generated, or about what was thought at their time. */
const isLeftOut = (name: string): boolean => /^(reference|decisions)\//.test(name);
const pages = [
  "README.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md") && !isLeftOut(name))
    .sort()
    .map((name) => `docs/${name}`),
];

const blocks = (page: string, language: string): ReadonlyArray<string> =>
  [
    ...readFileSync(join(root, page), "utf8").matchAll(
      new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, "gm"),
    ),
  ].map(([, text]) => text ?? "");

/** Files of other programs are marked `yml`. The page about how a daemon is reached shows settings of a home, the others trees. */
const parse = (text: string, file: string): Either.Either<unknown, ReadonlyArray<ConfigError>> =>
  file === "docs/exposure.md"
    ? readSettings(text, file)
    : parseTree(text, { file, directory: root, variables: {} });

const problems = (text: string, file: string): string =>
  Either.match(parse(text, file), {
    onLeft: formatErrors,
    onRight: () => "",
  });

describe("the examples of the documentation", () => {
  for (const page of pages) {
    blocks(page, "yaml").forEach((text, index) => {
      it(`${page}: file ${index + 1} is valid`, () => {
        expect(problems(text, page)).toBe("");
      });
    });
    it(`${page}: its commands use verbs and options that exist`, () => {
      expect(wrongCommands(readFileSync(join(root, page), "utf8"))).toEqual([]);
    });
  }

  it.each(["quickstart", "jobs"])("examples/%s is valid", (name) => {
    const file = `examples/${name}/sentinel.yaml`;
    expect(problems(readFileSync(join(root, file), "utf8"), file)).toBe("");
  });
});

it("a verb or an option that does not exist is noticed, in a block and in the text", () => {
  const page =
    "Type `sentinel statsu` or `sentinel status --chek`.\n```sh\nsentinel up --detatch # `x`\nsudo sentinel down\n```\n";
  expect(wrongCommands(page)).toEqual([
    "sentinel up --detatch: up has no option --detatch",
    "sentinel statsu: there is no verb statsu",
    "sentinel status --chek: status has no option --chek",
  ]);
});
