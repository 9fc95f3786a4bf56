import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { cruise, type ICruiseOptions, type ICruiseResult, type IForbiddenRuleType } from "dependency-cruiser";
import extractTsConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const { forbidden, options } = createRequire(import.meta.url)("../../.dependency-cruiser.cjs") as {
  readonly forbidden: Array<IForbiddenRuleType>;
  readonly options: ICruiseOptions;
};

/** The rules that a folder breaks, each once. */
const broken = async (baseDir: string): Promise<ReadonlyArray<string>> => {
  const folders = readdirSync(baseDir).filter((name) =>
    ["src", "machines", "supervisors", "api", "web", "launchd"].includes(name),
  );
  const tsConfig = extractTsConfig(join(root, "tsconfig.json"));
  const { output } = await cruise(
    folders,
    { ...options, baseDir, validate: true, ruleSet: { forbidden } },
    {},
    { tsConfig },
  );
  const { violations, totalCruised } = (output as ICruiseResult).summary;
  expect(totalCruised).toBeGreaterThan(0);
  return [...new Set(violations.map(({ rule }) => rule.name))].sort();
};

describe("the import rules", () => {
  it("hold in the whole tree", async () => {
    expect(await broken(root)).toEqual([]);
  });

  const miniatures = join(import.meta.dirname, "miniatures");

  it("have an example each that breaks them", () => {
    expect(readdirSync(miniatures).sort()).toEqual(forbidden.map(({ name }) => name).sort());
  });

  for (const rule of readdirSync(miniatures)) {
    it(`${rule} is enforced`, async () => {
      expect(await broken(join(miniatures, rule))).toContain(rule);
    });
  }
});
