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
const report = join(folder, "report.json");
spawnSync(
  "node_modules/.bin/vitest",
  ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...process.argv.slice(2)],
  { cwd: root, stdio: "inherit" },
);

/** Counts from vitest's report; a file that could not be loaded at all is a failure too. */
const countsOf = (file) => {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(
      readFileSync(file, "utf8"),
    );
    const broken = testResults.filter(
      ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
    );
    return { passed: numPassedTests, failed: numFailedTests + broken.length, skipped: numPendingTests };
  } catch (error) {
    console.error(`vitest left no report: ${error.message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
};
const tests = countsOf(report);
rmSync(folder, { recursive: true, force: true });

const passed = tests.passed + checked.filter((ok) => ok).length;
const failed = tests.failed + checked.filter((ok) => !ok).length + (tests.passed === 0 ? 1 : 0);
console.log(`${passed} passed, ${failed} failed${tests.skipped > 0 ? `, ${tests.skipped} skipped` : ""}`);
process.exitCode = failed === 0 ? 0 : 1;
