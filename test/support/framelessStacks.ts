// A setup file (vitest.config.ts). Where a stack has no frame of V8, vitest takes it for one of Firefox and parses each
// line with a regular expression that takes minutes for two hundred characters of JSON. The failures of Effect that are
// no errors have such stacks, and a counterexample in their message: one red test hung the run, deaf to SIGTERM.
import { afterEach } from "vitest";

afterEach(({ task }) => {
  for (const error of task.result?.errors ?? []) if (!/^\s*at /m.test(error.stack ?? "")) error.stack = "";
});
