import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jsonSchemaText } from "../../src/config/language/jsonSchema.ts";
import { keyTable } from "../../src/config/language/keyTable.ts";
import { settingsSchemaText } from "../../src/config/settings/readSettings.ts";

const root = join(import.meta.dirname, "../..");

// `node scripts/language.mjs` writes them anew.
describe("the published language is the one that files are checked against", () => {
  it("as the JSON Schema for editors", async () => {
    await expect(jsonSchemaText()).toMatchFileSnapshot(join(root, "schema/sentinel.schema.json"));
  });

  it("as the JSON Schema of the settings of a home", async () => {
    await expect(settingsSchemaText()).toMatchFileSnapshot(join(root, "schema/settings.schema.json"));
  });

  it("as the table of keys in the documentation", async () => {
    await expect(keyTable()).toMatchFileSnapshot(join(root, "docs/reference/configuration-keys.md"));
  });
});
