import { spawn } from "node:child_process";
import { ServiceError, type ServiceName } from "../ServiceManager.ts";
import { unitOf } from "./unit/unitName.ts";

interface LogOptions {
  readonly lines: number;
  readonly follow: boolean;
}

/**
 * The command that shows what a service's daemon has printed. Not `--user --unit`: that looks only into a file of the
 * user's own, which root doesn't have, nor anybody whose journal is kept in memory.
 */
export const journalCommand = (service: ServiceName): ReadonlyArray<string> => [
  "journalctl",
  `--${service.scope === "user" ? "user-unit" : "unit"}=${unitOf(service)}`,
];

/** Print the last lines of a service's journal. Throws a ServiceError if journalctl can't. */
export const printJournal = (service: ServiceName, { lines, follow }: LogOptions): Promise<void> => {
  const [program = "", ...args] = [
    ...journalCommand(service),
    ...["--quiet", "--no-pager", "--no-hostname", `--lines=${lines}`],
    ...(follow ? ["--follow"] : []),
  ];
  const journal = spawn(program, args, { stdio: ["ignore", "inherit", "inherit"] });
  return new Promise((resolve, reject) => {
    journal.on("error", ({ message }) =>
      reject(new ServiceError(`the journal can't be shown: journalctl can't be run (${message})`)),
    );
    journal.on("exit", (code, signal) =>
      code === 0 || signal !== null
        ? resolve()
        : reject(new ServiceError(`the journal can't be shown: journalctl failed with exit code ${code}`)),
    );
  });
};
