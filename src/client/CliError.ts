/** Exit codes of the command line (CLI.md). */
export const exitCode = {
  done: 0,
  failed: 1,
  usage: 2,
  noDaemon: 3,
  noSuchChild: 4,
  invalid: 5,
  interrupted: 130,
} as const;

/** A failure that ends the command: its message goes to standard error. */
export class CliError extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}
