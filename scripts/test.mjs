// `npm test [-- FILTER …]`: install, build, every check, every test. Its last line is `N passed, N failed`. What needs no
// better-sqlite3 runs while that is compiled: the checks, and the tests on virtual time. Those of real processes follow.
// Some of them run once more where Linux looks like macOS (test/macos), beside the others.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureInstalledAndCompiled, root } from "./ensureInstalled.mjs";

const compiled = ensureInstalledAndCompiled();
const { checks } = await import("./checks.mjs");
const { outcomesOf } = await import("./check.mjs");
const { enter, imitatedFiles, whyNotImitated } = await import("./imitation.mjs");

const reporters = ["--reporter=default", "--reporter=./scripts/testCounts.mjs"];
const filters = process.argv.slice(2);

const countsIn = (folder, name) => {
  try {
    return JSON.parse(readFileSync(join(folder, name), "utf8"));
  } catch (error) {
    console.error(`vitest left no counts: ${error.message}`);
    return { passed: 0, failed: 1, skipped: 0, failures: [`vitest left no ${name}`] };
  }
};

/** Run tests of a project (vitest.config.ts); how many passed, failed and were skipped. */
const testsOf = async (project, args = filters, by = []) => {
  const counts = mkdtempSync(join(tmpdir(), "sentinel-counts-"));
  const [program, ...before] = [...by, "node_modules/.bin/vitest"];
  const vitest = spawn(
    program,
    [...before, "run", "--project", project, "--passWithNoTests", ...reporters, ...args],
    { cwd: root, stdio: "inherit", env: { ...process.env, TEST_COUNTS: counts } },
  );
  await once(vitest, "exit");
  const tests = countsIn(counts, "tests.json");
  // Where a filter leaves no test, nothing is set up that could leave something.
  const isNone = tests.passed + tests.failed + tests.skipped === 0;
  const found = isNone ? [tests] : [tests, countsIn(counts, "leftovers.json")];
  rmSync(counts, { recursive: true, force: true });
  return found;
};

/** The same in the imitation of macOS; none where it can't be entered. */
const imitatedTests = async () => {
  const files = imitatedFiles(filters);
  if (files.length === 0) return [];
  const lacking = whyNotImitated();
  if (lacking === null) return testsOf("real", ["--poolOptions.forks.maxForks=2", ...files], [enter]);
  console.log(`skipped: ${files.length} files in the imitation of macOS: ${lacking}`);
  return [];
};

const [outcomes, virtual] = await Promise.all([outcomesOf(checks), testsOf("virtual"), compiled]);
// Else both of the runs would do it, where there were no tests on virtual time.
spawnSync(process.execPath, ["scripts/ensureBuilt.mjs"], { cwd: root, stdio: "inherit" });
const [real, imitated] = await Promise.all([testsOf("real"), imitatedTests()]);

const counted = [...virtual, ...real, ...imitated];
const sum = (what) => counted.reduce((total, counts) => total + (counts[what] ?? 0), 0);
const isNothingTested = virtual[0].passed + real[0].passed === 0;
const passed = sum("passed") + outcomes.filter((ok) => ok).length;
const failed = sum("failed") + outcomes.filter((ok) => !ok).length + (isNothingTested ? 1 : 0);
const skipped = sum("skipped");
const listed = (what) => counted.flatMap((counts) => counts[what] ?? []);
for (const test of listed("retried")) console.log(`passed only when it was run again: ${test}`);
for (const failure of listed("failures")) console.log(`failed: ${failure}`);
for (const { name } of checks.filter((_, at) => !outcomes[at])) console.log(`failed: ${name}`);
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = failed === 0 ? 0 : 1;
