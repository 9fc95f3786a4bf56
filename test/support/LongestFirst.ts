import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Those that take the most CPU, roughly most first; the rest follows in vitest's order. A run ends with its last file. */
export const longest = [
  "test/process/daemon-death.test.ts",
  "test/systemd/service.test.ts",
  "test/web/settings.test.ts",
  "test/web/config.test.ts",
  "test/e2e/backup.test.ts",
  "test/e2e/homes.test.ts",
  "test/e2e/accounts.test.ts",
  "test/process/companion-death.test.ts",
  "test/e2e/doctor.test.ts",
  "test/e2e/follow.test.ts",
  "test/e2e/nextDaemon.test.ts",
  "test/faults/database.test.ts",
  "test/output/kills.test.ts",
  "test/e2e/offlineHome.test.ts",
  "test/e2e/lostHome.test.ts",
  "test/e2e/apply.test.ts",
  "test/process/exits.test.ts",
  "test/process/adopting.test.ts",
  "test/cli/program.test.ts",
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
