import type { ServiceOptions } from "./ServiceManager.ts";

/** Node flags that keep the memory of a mostly idle daemon small. */
export const smallMemory = ["--max-semi-space-size=1", "--optimize-for-size"] as const;

/** The command by which a service manager starts a daemon. */
export const daemonArguments = ({
  node,
  program,
  home,
  file,
  env,
}: ServiceOptions): readonly [string, ...ReadonlyArray<string>] => [
  node,
  ...smallMemory,
  program,
  ...["daemon", "--home", home, "--file", file],
  ...(env === null ? [] : ["--env", env]),
];
