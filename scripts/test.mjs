// `npm test`: install, build, every check, every test. Its last line is `N passed, N failed`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureInstalled, root } from "./ensureInstalled.mjs";

ensureInstalled();
const { ensureBuilt } = await import("./ensureBuilt.mjs");
const { checks } = await import("./checks.mjs");
const { passes } = await import("./check.mjs");
ensureBuilt();

const checked = checks.map(passes);

const folder = mkdtempSync(join(tmpdir(), "sentinel-test-"));
const counts = join(folder, "counts.json");
spawnSync(
  "node_modules/.bin/vitest",
  ["run", "--reporter=default", "--reporter=./scripts/testCounts.mjs", ...process.argv.slice(2)],
  { cwd: root, stdio: "inherit", env: { ...process.env, TEST_COUNTS: counts } },
);

const countsOf = (file) => {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    console.error(`vitest left no counts: ${error.message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
};
const tests = countsOf(counts);
rmSync(folder, { recursive: true, force: true });

const passed = tests.passed + checked.filter((ok) => ok).length;
const failed = tests.failed + checked.filter((ok) => !ok).length + (tests.passed === 0 ? 1 : 0);
console.log(`${passed} passed, ${failed} failed${tests.skipped > 0 ? `, ${tests.skipped} skipped` : ""}`);
process.exitCode = failed === 0 ? 0 : 1;
