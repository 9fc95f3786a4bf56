// What has to hold besides the tests, each a command that fails.
export const checks = [
  { name: "format and lint", command: ["biome", "check", "--error-on-warnings", "."] },
  { name: "types", command: ["tsc", "-p", "."] },
  { name: "types of the dashboard", command: ["tsc", "-p", "web"] },
  { name: "types of its tests", command: ["tsc", "-p", "test/web"] },
  { name: "unused files, exports and dependencies", command: ["knip", "--no-progress"] },
];
