import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Either } from "effect";
import { describe, expect, it } from "vitest";
import { verbs } from "../../src/cli/verbs.ts";
import type { ConfigError } from "../../src/config/diagnostics/ConfigError.ts";
import { formatErrors } from "../../src/config/diagnostics/formatErrors.ts";
import { parseTree } from "../../src/config/parseTree.ts";
import { readSettings } from "../../src/config/settings/readSettings.ts";

const root = join(import.meta.dirname, "../..");
const pages = [
  "README.md",
  ...readdirSync(join(root, "docs")).flatMap((name) => (name.endsWith(".md") ? [`docs/${name}`] : [])),
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
    blocks(page, "sh").forEach((text, index) => {
      it(`${page}: commands ${index + 1} use existing verbs`, () => {
        for (const [, verb = ""] of text.matchAll(/^sentinel (\S+)/gm))
          expect(Object.keys(verbs)).toContain(verb);
      });
    });
  }

  it("examples/quickstart is valid", () => {
    const file = "examples/quickstart/sentinel.yaml";
    expect(problems(readFileSync(join(root, file), "utf8"), file)).toBe("");
  });
});
