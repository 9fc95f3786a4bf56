import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/support/LongestFirst.ts";

/** Tests of what runs on virtual time or has no time at all. */
const virtual = [
  "api",
  "calendar",
  "config",
  "conformance/check",
  "conformance/jobs",
  "conformance/memory",
  "import",
  "machines",
  "policy",
  "samples",
  "supervisors",
];
const testsIn = (places: ReadonlyArray<string>) => places.map((place) => `test/${place}{/**/*,}.test.ts`);
const noTests = [
  "test/architecture/miniatures/**",
  "node_modules/**",
  // By test/macos/imitation/enter.
  ...(process.env.IMITATION === undefined ? ["test/macos/inside/**"] : []),
];
const everywhere = {
  setupFiles: [
    "test/support/framelessStacks.ts",
    // By `npm run test:nightly`.
    ...(process.env.PROPERTY_SEED === undefined ? [] : ["test/support/manyExamples.ts"]),
  ],
  // Only to notice what hangs: a busy machine makes real processes slow.
  testTimeout: 120_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 20_000 } },
};

export default defineConfig({
  test: {
    globalSetup: ["scripts/ensureBuilt.mjs", "test/support/leftovers.ts"],
    sequence: { sequencer: LongestFirst },
    poolOptions: {
      // On two cores: tests of real processes wait for others for much of their time.
      forks: { maxForks: 4 },
      // They share the modules that they load, since Effect alone takes longer to load than most of them to run; one waits
      // for its turn of the event loop while another one computes.
      threads: { maxThreads: 2, isolate: false },
    },
    projects: [
      {
        test: {
          ...everywhere,
          name: "virtual",
          include: testsIn(virtual),
          exclude: noTests,
          pool: "threads",
        },
      },
      {
        test: {
          ...everywhere,
          name: "real",
          include: ["test/**/*.test.ts"],
          exclude: [...noTests, ...testsIn(virtual)],
          pool: "forks",
          // Two busy cores can be too slow for a deadline of real processes. `npm test` names each test that needed it.
          retry: 1,
        },
      },
    ],
  },
});
