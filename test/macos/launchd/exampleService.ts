import type { ServiceOptions } from "../../../launchd/ServiceManager.ts";

/** A service of one user, as the fixtures have it. */
export const exampleService: ServiceOptions = {
  label: "org.sentinel.daemon",
  scope: "user",
  node: "/opt/homebrew/opt/node/bin/node",
  program: "/opt/sentinel/dist/sentinel.js",
  home: "/Users/example/.sentinel",
  file: "/Users/example/My Tree & Co/sentinel.yaml",
  env: null,
  workingDirectory: "/Users/example",
  user: null,
  path: "/opt/homebrew/bin:/opt/homebrew/sbin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
  longestStopMs: 50_000,
  log: "/Users/example/.sentinel/service.log",
  variables: { SENTINEL_SERVICE: "org.sentinel.daemon" },
};
