// What runs once more in a Linux that looks like macOS to a supervisor (test/macos/imitation).
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "./ensureInstalled.mjs";

export const enter = join(root, "test/macos/imitation/enter");

/** With each change: what differs most there; meant to take at most 90 s on two quiet cores. */
const often = [
  "test/macos/inside/environment.test.ts",
  "test/macos/inside/protected.test.ts",
  "test/macos/inside/takingUp.test.ts",
  "test/macos/inside/serviceDeaths.test.ts",
  "test/macos/inside/users.test.ts",
  "test/macos/inside/withoutPerl.test.ts",
  "test/macos/inside/usage.test.ts",
  "test/macos/punchHole.test.ts",
  "test/health/ownHealth.test.ts",
  "test/home/processState.test.ts",
  "test/sampler/sampler.test.ts",
  "test/process/fork-server.test.ts",
  "test/process/shim-death.test.ts",
  "test/process/stopping.test.ts",
];

/** In the night: the rest of what runs real processes. */
export const nightly = [
  "test/macos",
  "test/health",
  "test/home",
  "test/sampler",
  "test/support",
  "test/process",
  "test/output",
  "test/e2e/follow.test.ts",
  "test/e2e/handOver.test.ts",
  "test/e2e/lifecycle.test.ts",
  "test/e2e/lostHome.test.ts",
  "test/e2e/nextDaemon.test.ts",
  "test/e2e/wait.test.ts",
  "test/conformance/processes.test.ts",
];

/** Those files for each change that the filters of a test run take. */
export const imitatedFiles = (filters) =>
  often.filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)));

/** Why the imitation can't be entered here; null if it can. */
export const whyNotImitated = () => {
  const { stdout, status } = spawnSync(enter, ["--lacking"], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
};
