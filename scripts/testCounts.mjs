import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "./ensureInstalled.mjs";

/** The runner's own trouble on a busy machine: a worker's message was not answered in time. */
const isOfTheRunner = ({ message = "" }) => /^\[vitest-\w+\]: Timeout calling/.test(message);

const firstLine = ({ message = "" } = {}) => message.split("\n", 1)[0];

/** What the property's failure is found again with, and the error in it: fast-check has them below its first line. */
const ofProperty = /^(\{ seed: .*|Counterexample: .*|Got error: .*)$/gm;

/** The first line, and of a property's failure those that it is found again with. */
const reasonOf = (error = {}) =>
  [firstLine(error), ...(error.message?.match(ofProperty) ?? []).map((line) => line.slice(0, 500))].join(
    " · ",
  );

const nameOf = (test) => `${relative(root, test.module.moduleId)} > ${test.fullName}`;

const whyFailed = (test) => {
  const { state, errors } = test.result();
  return `${nameOf(test)}: ${state === "pending" ? "it never came to its end" : reasonOf(errors?.at(-1))}`;
};

/** With what made another run necessary. */
const whyRunAgain = (test) => `${nameOf(test)}: ${reasonOf(test.result().errors?.[0])}`;

/** What failed around tests: a file that can't be loaded, a hook. */
const failedAround = (testModule) =>
  [testModule, ...testModule.children.allSuites()].flatMap((suite) =>
    suite.errors().map((error) => `${relative(root, testModule.moduleId)}: ${firstLine(error)}`),
  );

/**
 * A vitest reporter: writes into the folder that TEST_COUNTS names how many tests passed and were skipped, what failed
 * and why, and what passed only when it was run again, and why. What fails outside of a test (a file that can't be loaded, a
 * hook, an error that nobody caught) counts as a failure, and so does a test that never came to its end.
 */
export default class TestCounts {
  onTestRunEnd(testModules, uncaught) {
    const tests = testModules.flatMap(({ children }) => [...children.allTests()]);
    const inState = (...states) => tests.filter((test) => states.includes(test.result().state));
    const failures = [
      ...inState("failed", "pending").map(whyFailed),
      ...testModules.flatMap(failedAround),
      ...uncaught.filter((error) => !isOfTheRunner(error)).map(firstLine),
    ];
    writeFileSync(
      join(process.env.TEST_COUNTS, "tests.json"),
      JSON.stringify({
        passed: inState("passed").length,
        failed: failures.length,
        skipped: inState("skipped").length,
        failures,
        retried: tests.filter((test) => test.diagnostic()?.flaky).map(whyRunAgain),
      }),
    );
  }
}
