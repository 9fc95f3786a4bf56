// Writes what is published of the language: the schemas in schema/, docs/reference/configuration-keys.md
// and the lower halves of the golden pairs. The same tests compare them in CI.
import { spawnSync } from "node:child_process";
import { ensureInstalled, root } from "./ensureInstalled.mjs";

ensureInstalled();
const tests = ["test/config/published.test.ts", "test/config/golden.test.ts"];
const { status } = spawnSync("node_modules/.bin/vitest", ["run", "-u", ...tests], {
  cwd: root,
  stdio: "inherit",
});
process.exitCode = status ?? 1;
