// What has to hold besides the tests, each a command that fails.

/** By the native compiler, in half the time. `typescript` is the one whose API knip and the tests use; both have a `tsc`. */
const types = (project) => ["../typescript-native/bin/tsc", "-p", project];

export const checks = [
  { name: "format and lint", command: ["biome", "check", "--error-on-warnings", "."] },
  { name: "types", command: types(".") },
  { name: "types of the dashboard", command: types("web") },
  { name: "types of its tests", command: types("test/web") },
  { name: "unused files, exports and dependencies", command: ["knip", "--no-progress"] },
];
