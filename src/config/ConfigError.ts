/** Something wrong in a configuration file: where, what, and what to do. Lines and columns begin with 1. */
export interface ConfigError {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** The line as it stands in the file. */
  readonly source: string;
  /** How it came to where it is wrong: through which template, overlay or include. Sentences without a dot. */
  readonly trail: ReadonlyArray<string>;
  readonly hint: string | null;
}
