import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Those that take longest, longest first; the rest follows in vitest's order. A run ends with its last file. */
export const longest = [
  "test/process/daemon-death.test.ts",
  "test/process/companion-death.test.ts",
  "test/e2e/homes.test.ts",
  "test/conformance/processes.test.ts",
  "test/e2e/nextDaemon.test.ts",
  "test/process/adopting.test.ts",
  "test/cli/program.test.ts",
  "test/e2e/apply.test.ts",
  "test/output/commandLine.test.ts",
];

const rankOf = ({ project, moduleId }: TestSpecification): number => {
  const rank = longest.indexOf(relative(project.config.root, moduleId));
  return rank < 0 ? longest.length : rank;
};

/** The order in which the files of a run begin. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: Array<TestSpecification>): Promise<Array<TestSpecification>> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rankOf(one) - rankOf(other));
  }
}
