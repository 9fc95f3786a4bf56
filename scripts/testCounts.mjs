import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** The runner's own trouble on a busy machine: a worker's message was not answered in time. */
const isOfTheRunner = ({ message = "" }) => /^\[vitest-\w+\]: Timeout calling/.test(message);

const errorsAround = (testModule) =>
  [testModule, ...testModule.children.allSuites()].reduce((sum, suite) => sum + suite.errors().length, 0);

/**
 * A vitest reporter: writes into the folder that TEST_COUNTS names how many tests passed, failed and were skipped. What
 * fails outside of a test (a file that can't be loaded, a hook, an error that nobody caught) counts as a failure, and so
 * does a test that never came to its end.
 */
export default class TestCounts {
  onTestRunEnd(testModules, uncaught) {
    const states = testModules.flatMap(({ children }) =>
      [...children.allTests()].map((test) => test.result().state),
    );
    const count = (state) => states.filter((found) => found === state).length;
    const around = testModules.reduce((sum, testModule) => sum + errorsAround(testModule), 0);
    const loose = uncaught.filter((error) => !isOfTheRunner(error)).length;
    writeFileSync(
      join(process.env.TEST_COUNTS, "tests.json"),
      JSON.stringify({
        passed: count("passed"),
        failed: count("failed") + count("pending") + around + loose,
        skipped: count("skipped"),
      }),
    );
  }
}
