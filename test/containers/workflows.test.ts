import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const workflows = [
  ...readdirSync(join(root, ".github/workflows")).map((name) => `.github/workflows/${name}`),
  "examples/ci/github.yml",
];

type Parser = typeof import("@actions/workflow-parser");

/** GitHub's own parser. It imports JSON in a way that Node 20 refuses, so it is bundled. */
const loadParser = (): Parser => {
  const entry = join(root, "node_modules/@actions/workflow-parser/dist/index.js");
  const { outputFiles } = buildSync({
    ...{ entryPoints: [entry], bundle: true, platform: "node", format: "cjs", write: false },
  });
  const module = { exports: {} };
  new Function("module", "exports", "require", outputFiles[0]?.text ?? "")(
    module,
    module.exports,
    createRequire(import.meta.url),
  );
  return module.exports as Parser;
};

const parser = loadParser();

const errorsIn = (name: string, content: string): ReadonlyArray<string> =>
  parser
    .parseWorkflow({ name, content }, new parser.NoOperationTraceWriter())
    .context.errors.getErrors()
    .map(String);

describe("the workflows", () => {
  it.each(workflows)("%s is valid by GitHub's parser", (name) => {
    expect(errorsIn(name, readFileSync(join(root, name), "utf8"))).toEqual([]);
  });

  it("are refused by that parser when they are wrong", () => {
    const wrong = "on: push\njobs:\n  test:\n    run-on: ubuntu-24.04\n    steps: [{ run: make }]\n";
    expect(errorsIn("wrong.yml", wrong).join()).toContain("run-on");
  });
});
