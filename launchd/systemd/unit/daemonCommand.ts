import type { ServiceOptions } from "../../ServiceManager.ts";

/** Node flags that keep the memory of a mostly idle daemon small. */
const smallMemory = ["--max-semi-space-size=1", "--optimize-for-size"];

type Daemon = Pick<ServiceOptions, "node" | "program" | "home" | "file" | "env">;

const sentinel = ({ node, program }: Daemon): ReadonlyArray<string> => [node, ...smallMemory, program];

const treeOf = ({ home, file, env }: Daemon): ReadonlyArray<string> => [
  ...["--home", home, "--file", file],
  ...(env === null ? [] : ["--env", env]),
];

/** The command that the service runs. */
export const daemonCommand = (daemon: Daemon): ReadonlyArray<string> => [
  ...sentinel(daemon),
  "daemon",
  ...treeOf(daemon),
];

/** The command for `systemctl reload`: the file is applied. */
export const applyCommand = (daemon: Daemon): ReadonlyArray<string> => [
  ...sentinel(daemon),
  "apply",
  ...treeOf(daemon),
];
