/** An error in a configuration file: where, what, and how to fix it. Lines and columns start at 1. */
export interface ConfigError {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** The line of the file. */
  readonly source: string;
  /** The templates, overlays and includes through which the invalid value passed. Sentences without a full stop. */
  readonly trail: ReadonlyArray<string>;
  readonly hint: string | null;
}
