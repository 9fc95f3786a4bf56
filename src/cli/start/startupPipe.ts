import { closeSync, writeSync } from "node:fs";

/** The variable with the descriptor on which a background daemon reports why it did not start. */
const variable = "SENTINEL_STARTUP_FD";

/** The environment of a daemon that reports on this descriptor. */
export const pipeVariable = (descriptor: number): NodeJS.ProcessEnv => ({ [variable]: String(descriptor) });

/** The daemon's pipe to the process that started it. */
interface StartupPipe {
  readonly report: (why: string) => void;
  /** The start is over. */
  readonly close: () => void;
}

/** The pipe of this process; without one, reports go nowhere. Removes the variable. */
export const takeStartupPipe = (variables: NodeJS.ProcessEnv): StartupPipe => {
  const descriptor = variables[variable];
  delete variables[variable];
  if (descriptor === undefined || !/^\d+$/.test(descriptor))
    return { report: () => undefined, close: () => undefined };
  return {
    report: (why) => {
      try {
        writeSync(Number(descriptor), why);
      } catch {
        // The reader has gone. The reason is also in the log.
      }
    },
    close: () => closeSync(Number(descriptor)),
  };
};
