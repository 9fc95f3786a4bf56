import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");

/** Where it is decided which system this is. */
const decided = "src/system.ts";

const asksForPlatform = /\bprocess\.platform\b|\bplatform\(\)|\bhasProc\b|existsSync\("\/proc\/self/;

it("which system this is, is decided in one place", () => {
  const files = ["src", "machines", "supervisors", "api", "launchd"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  );
  const asking = files
    .filter((file) => file.endsWith(".ts"))
    .filter((file) => asksForPlatform.test(readFileSync(join(root, file), "utf8")));
  expect(asking).toEqual([decided]);
});
