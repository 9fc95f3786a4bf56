import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { longest } from "./LongestFirst.ts";

it("the files that existed before the run are ignored", () => {
  const root = join(import.meta.dirname, "../..");
  expect(longest.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});
