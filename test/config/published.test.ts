import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jsonSchemaText } from "../../src/config/jsonSchema.ts";
import { keyTable } from "../../src/config/keyTable.ts";

const root = join(import.meta.dirname, "../..");

// `node scripts/language.mjs` writes them anew.
describe("what is published of the language is what files are checked with", () => {
  it("as the JSON Schema for editors", async () => {
    await expect(jsonSchemaText()).toMatchFileSnapshot(join(root, "schema/sentinel.schema.json"));
  });

  it("as the table of keys in the documentation", async () => {
    await expect(keyTable()).toMatchFileSnapshot(join(root, "docs/reference/configuration-keys.md"));
  });
});
