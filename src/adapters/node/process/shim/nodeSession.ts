import { becomingFunctions } from "./shim.ts";

/** The shim's descriptors of `alive` and `status` (shim.ts). */
const descriptors = "[8, 9]";

/**
 * Runs in a process between the shim and the command: Node's `detached` is setsid(2). The shell that it starts reports its
 * own pid and becomes the command. This process gives up the shim's descriptors, waits, and ends as the command has
 * ended. A handler that is taken away leaves a signal at its default, even one that Node ignores or handles itself.
 */
const source = (shell: string): string => `
const stdio = Array.from({ length: 10 }, (_, descriptor) =>
  [0, 1, 2, ...${descriptors}].includes(descriptor) ? descriptor : "ignore");
const args = ["-c", ${JSON.stringify(`${becomingFunctions}sentinel_become "$@"`)}, "sentinel-command", ...process.argv.slice(1)];
const command = require("node:child_process").spawn(${JSON.stringify(shell)}, args, { stdio, detached: true });
command.on("error", ({ message }) => {
  console.error(message);
  process.exit(126);
});
command.on("exit", (code, signal) => {
  if (signal === null) process.exit(code);
  process.exitCode = 128 + require("node:os").constants.signals[signal];
  if (signal !== "SIGKILL") process.once(signal, () => undefined).removeAllListeners(signal);
  process.kill(process.pid, signal);
});
${descriptors}.forEach((descriptor) => require("node:fs").closeSync(descriptor));
`;

/** The words to start the command in a session of its own, by Node; `sentinel_become` and its arguments follow. */
export const nodeSession = (shell: string): ReadonlyArray<string> => [
  process.execPath,
  "-e",
  source(shell),
  "--",
];
